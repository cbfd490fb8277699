package dev.plumbline.ingest.source;

/// What came of reading a document.
public sealed interface ParseResult {

    record Parsed(ParsedDocument document) implements ParseResult {}

    /// The document can't be read, and where.
    ///
    /// @param line counted from 1; 0 where no place can be named
    /// @param column counted from 1; 0 where no place can be named
    /// @param reason one sentence for whoever sent it, without any of the document's own text but
    ///     short names
    record Malformed(int line, int column, String reason) implements ParseResult {}
}
