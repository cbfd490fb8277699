package dev.plumbline.model.obligation;

/// A release that counts in coverage: the newest general one of a supported line.
///
/// @param artefacts how many files it ships, at least 1
public record Release(String name, String line, long at, int artefacts) {}
