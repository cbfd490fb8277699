package dev.plumbline.ingest.store;

/// The raw bytes of a document on their way into the database.
///
/// @param sha256 digest of the plain bytes
/// @param zstd the bytes as one zstd stream, in pieces
public record NewDocument(byte[] sha256, long sizeBytes, long storedBytes, Supply<byte[]> zstd) {}
