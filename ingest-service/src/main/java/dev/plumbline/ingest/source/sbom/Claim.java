package dev.plumbline.ingest.source.sbom;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a field of an SBOM is worth: a value, an explicit "unknown", or words that only fill the
/// place.
///
/// CISA's 2026 minimum elements ask to say what is not known, so that is worth half. `NOASSERTION`
/// is not such a word: by its own definition (SPDX 2.3, 7.13) it also stands for "no attempt was
/// made".
public final class Claim {
    public static final double REAL = 1;
    public static final double SAID_UNKNOWN = 0.5;
    public static final double NOTHING = 0;

    private static final int LONGEST = 15;
    private static final Set<String> UNKNOWN =
            Set.of("unknown", "withheld", "redacted", "(unknown)", "not known");
    private static final Set<String> FILLERS =
            Set.of(
                    "noassertion",
                    "n/a",
                    "n.a.",
                    "na",
                    "none",
                    "null",
                    "nil",
                    "undefined",
                    "unspecified",
                    "not specified",
                    "not provided",
                    "[not provided]",
                    "not available",
                    "not applicable",
                    "tbd",
                    "tba",
                    "todo",
                    "fixme",
                    "placeholder",
                    "example",
                    "changeme",
                    "default",
                    "test",
                    "xxx",
                    "foo",
                    "dummy",
                    "string",
                    "empty",
                    "no version",
                    "latest",
                    "(devel)",
                    "0.0.0-unknown",
                    "${version}",
                    "$version",
                    "@version@");

    private Claim() {}

    public static double of(@Nullable String value) {
        if (value == null) {
            return NOTHING;
        }
        if (value.length() > LONGEST) {
            return REAL;
        }
        String bare = value.strip();
        if (!hasLetterOrDigit(bare)) {
            return NOTHING;
        }
        char first = bare.charAt(0);
        if (first >= '0' && first <= '9' && bare.length() < 12) {
            return REAL;
        }
        String lower = bare.toLowerCase(Locale.ROOT);
        if (UNKNOWN.contains(lower)) {
            return SAID_UNKNOWN;
        }
        return FILLERS.contains(lower) ? NOTHING : REAL;
    }

    /// The value if it says something, else `null`.
    public static @Nullable String real(@Nullable String value) {
        return value != null && of(value) == REAL ? value : null;
    }

    /// Of two values the one that is worth more; the first, if both are worth the same.
    public static @Nullable String better(@Nullable String first, @Nullable String second) {
        if (first == null) {
            return second;
        }
        return second != null && of(second) > of(first) ? second : first;
    }

    private static boolean hasLetterOrDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
