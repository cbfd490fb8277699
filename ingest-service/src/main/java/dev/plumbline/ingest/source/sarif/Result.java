package dev.plumbline.ingest.source.sarif;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One result as the log writes it, before its references are resolved.
///
/// @param ruleIndex index into the rules of the driver or of `extension`; -1 if not said
/// @param extension index of the extension that the rule belongs to; -1 for the driver
/// @param artifactIndex index into the run's artifacts, for a location without a path; -1 if not
///     said
/// @param identity a fingerprint that the tool made itself; it counts within rule and file, since
///     not every tool keeps the promise that it is unique
/// @param place what tells this result from others of its rule in the same file, and does not move
///     with lines
/// @param component name of the logical location, such as `minimist@1.2.5`
/// @param purl component that the result is about, where it says so
record Result(
        @Nullable String ruleId,
        int ruleIndex,
        int extension,
        @Nullable String level,
        @Nullable String message,
        @Nullable String messageId,
        @Nullable String path,
        int artifactIndex,
        @Nullable Integer line,
        @Nullable String identity,
        String place,
        @Nullable Double securitySeverity,
        @Nullable String severityWord,
        List<String> tags,
        List<String> cwes,
        @Nullable String component,
        @Nullable String purl,
        @Nullable String suppressed) {}
