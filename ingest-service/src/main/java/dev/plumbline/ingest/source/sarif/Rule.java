package dev.plumbline.ingest.source.sarif;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a tool says of one of its rules.
///
/// @param securitySeverity number of the property `security-severity`; `null` if there is none
/// @param severityWord a severity in words, from wherever the tool keeps it
/// @param messages texts of messages that results refer to by id
/// @param otherIds ids that the rule had before, and what its description starts with in brackets:
///     where scanners of components keep the other names of a vulnerability
/// @param purl component that the rule is about, where it is about one
record Rule(
        String id,
        @Nullable String name,
        @Nullable String title,
        @Nullable String level,
        @Nullable Double securitySeverity,
        @Nullable String severityWord,
        List<String> tags,
        List<String> cwes,
        Map<String, String> messages,
        List<String> otherIds,
        @Nullable String purl) {
    static Rule unknown(String id) {
        return new Rule(
                id, null, null, null, null, null, List.of(), List.of(), Map.of(), List.of(), null);
    }
}
