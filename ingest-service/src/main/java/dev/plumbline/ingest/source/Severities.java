package dev.plumbline.ingest.source;

import dev.plumbline.events.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Severities in the many ways in which scanners say them.
public final class Severities {
    private Severities() {}

    /// Of a number from 0 to 10, by the bands of CVSS 3.1 (section 5): 9, 7, 4; 0 is low.
    public static Severity ofScore(double score) {
        return score >= 9
                ? Severity.CRITICAL
                : score >= 7 ? Severity.HIGH : score >= 4 ? Severity.MEDIUM : Severity.LOW;
    }

    /// Of a word such as `HIGH`, `moderate` or `Blocker`; `null` if it is none.
    public static @Nullable Severity ofWord(@Nullable String word) {
        return switch (word == null ? "" : word.strip().toLowerCase(Locale.ROOT)) {
            case "critical", "blocker" -> Severity.CRITICAL;
            case "high", "important", "error", "severe", "major" -> Severity.HIGH;
            case "medium", "moderate", "warning", "warn" -> Severity.MEDIUM;
            case "low",
                    "minor",
                    "info",
                    "information",
                    "informational",
                    "note",
                    "negligible",
                    "none",
                    "style" ->
                    Severity.LOW;
            default -> null;
        };
    }
}
