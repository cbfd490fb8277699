package dev.plumbline.ingest.source;

import dev.plumbline.events.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import us.springett.cvss.Cvss;

/// Severities in the many ways in which scanners say them.
public final class Severities {
    private static final int LONGEST_VECTOR = 300;

    private Severities() {}

    /// Of a number from 0 to 10, by the bands of CVSS 3.1 (section 5): 9, 7, 4; 0 is low.
    public static Severity ofScore(double score) {
        return score >= 9
                ? Severity.CRITICAL
                : score >= 7 ? Severity.HIGH : score >= 4 ? Severity.MEDIUM : Severity.LOW;
    }

    /// A number from 0 to 10 as documents write it, with or without quotes; `null` if it is none.
    public static @Nullable Double score(@Nullable String text) {
        if (text == null || text.length() > 20) {
            return null;
        }
        try {
            double number = Double.parseDouble(text.strip());
            return number >= 0 && number <= 10 ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// The base score of a CVSS vector of any version; `null` if it is none.
    public static @Nullable Double scoreOfVector(@Nullable String vector) {
        if (vector == null || vector.length() > LONGEST_VECTOR) {
            return null;
        }
        try {
            Cvss cvss = Cvss.fromVector(vector.strip());
            return cvss == null ? null : cvss.calculateScore().getBaseScore();
        } catch (RuntimeException e) {
            // the library says so of every vector that it can't read
            return null;
        }
    }

    /// The graver of two; `null` is none.
    public static @Nullable Severity graver(@Nullable Severity a, @Nullable Severity b) {
        return a == null ? b : b == null || a.compareTo(b) >= 0 ? a : b;
    }

    /// The word if it is one, else by the score, else unknown.
    public static Severity of(@Nullable String word, @Nullable Double score) {
        Severity said = ofWord(word);
        return said != null ? said : score != null ? ofScore(score) : Severity.UNKNOWN;
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
