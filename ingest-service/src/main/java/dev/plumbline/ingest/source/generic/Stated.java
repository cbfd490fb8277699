package dev.plumbline.ingest.source.generic;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Paths;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Weaknesses;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One finding as somebody states it, from JSON or from a row.
final class Stated {
    private static final int LONGEST_PLACE = 4_000;

    @Nullable String title;
    @Nullable Severity severity;
    @Nullable String rule;
    final Set<String> cwes = new LinkedHashSet<>();
    @Nullable String path;
    @Nullable Integer line;
    boolean secret;
    @Nullable String suppressed;
    final Set<String> ids = new LinkedHashSet<>();
    @Nullable String purl;
    @Nullable String fixedIn;
    @Nullable String fingerprint;
    @Nullable String description;

    /// One of the five words; `null` if it is none.
    static @Nullable Severity severity(@Nullable String word) {
        for (Severity severity : Severity.values()) {
            if (severity.name().toLowerCase(Locale.ROOT).equals(word)) {
                return severity;
            }
        }
        return null;
    }

    /// One of the kinds; `null` if it is none.
    static @Nullable ScanKind kind(@Nullable String word) {
        for (ScanKind kind : ScanKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        return null;
    }

    /// `CWE-79` or `79` and nothing else; `null` if it is neither.
    static @Nullable String cwe(String text) {
        String digits = text.startsWith("CWE-") ? text.substring(4) : text;
        boolean number =
                !digits.isEmpty()
                        && digits.length() <= 6
                        && digits.charAt(0) != '0'
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Weaknesses.idOf(digits) : null;
    }

    /// What is missing or does not fit together; `null` if nothing is.
    @Nullable String fault() {
        if (title == null) {
            return "a finding has no title";
        }
        if (severity == null) {
            return "a finding has no severity";
        }
        if (ids.isEmpty() && (purl != null || fixedIn != null)) {
            return "purl and fixedIn speak of a known vulnerability: ids must name it";
        }
        return null;
    }

    Found found() {
        String name = title == null ? "" : title;
        String place = description == null ? name : name + "\n" + description;
        String bounded = Texts.shortened(place, LONGEST_PLACE);
        return new Found(
                rule == null ? "" : rule,
                name,
                severity == null ? Severity.UNKNOWN : severity,
                cwes,
                path == null ? null : Paths.normal(path),
                line,
                secret,
                suppressed,
                ids.isEmpty() ? null : new KnownFlaw(List.copyOf(ids), purl, fixedIn),
                fingerprint,
                Texts.withoutNumbers(bounded == null ? "" : bounded) + ids);
    }
}
