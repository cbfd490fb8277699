package dev.plumbline.ingest.source.csaf;

import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The versions that a branch `product_version_range` names: VERS (`vers:npm/>=1.2|<1.4`) or CSAF's
/// own `vls`, which is the same without scheme and with no order known (`<4.2`, `>=1|<=3`).
///
/// Versions are those of the document; their order is left to those who know the scheme. That an
/// exclusive lower bound is read as an inclusive one is owed to OSV, which has no other, and so is
/// that a version struck out (`!=`) counts as affected.
///
/// @param versions named one by one
/// @param events of one range of OSV; empty if only versions are named
record VersionRange(List<String> versions, List<RangeEvent> events) {
    private static final int LONGEST = 2_000;
    private static final int MOST = 200;
    private static final RangeEvent FROM_THE_START = new RangeEvent(RangeEventKind.INTRODUCED, "0");

    /// What people write before a comparator, and between two.
    private static final Pattern PREAMBLE =
            Pattern.compile("^(?:all\\s+)?versions?\\b:?\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern BETWEEN =
            Pattern.compile("\\s+and\\s+(?=[<>])|\\s*&&?\\s*(?=[<>])", Pattern.CASE_INSENSITIVE);

    private static final Set<String> WORDS_OF_PROSE =
            Set.of(
                    "after",
                    "all",
                    "and",
                    "before",
                    "earlier",
                    "later",
                    "or",
                    "prior",
                    "through",
                    "to",
                    "until",
                    "up",
                    "versions");

    VersionRange {
        versions = List.copyOf(versions);
        events = List.copyOf(events);
    }

    /// Every version.
    static VersionRange all() {
        return new VersionRange(List.of(), List.of(FROM_THE_START));
    }

    /// Reads VERS, `vls`, and the like with spaces or `all versions` in front; `null` if the text
    /// is prose.
    static @Nullable VersionRange of(String text) {
        String bare = text.strip();
        if (bare.isEmpty() || bare.length() > LONGEST) {
            return null;
        }
        if (bare.startsWith("vers:")) {
            int slash = bare.indexOf('/');
            if (slash < 0) {
                return null;
            }
            String constraints = bare.substring(slash + 1).strip();
            return constraints.equals("*") || constraints.equals("all")
                    ? all()
                    : constraints(constraints, true);
        }
        if (bare.equals("*") || bare.equalsIgnoreCase("all versions") || isAll(bare)) {
            return all();
        }
        String rest = PREAMBLE.matcher(bare).replaceFirst("");
        return constraints(BETWEEN.matcher(rest).replaceAll("|"), false);
    }

    private static boolean isAll(String text) {
        return text.equalsIgnoreCase("all");
    }

    private static @Nullable VersionRange constraints(String text, boolean vers) {
        List<String> versions = new ArrayList<>();
        List<RangeEvent> events = new ArrayList<>();
        boolean bounded = false;
        boolean begun = false;
        String[] parts = text.split("\\|", -1);
        if (parts.length > MOST) {
            return null;
        }
        for (String part : parts) {
            String constraint = part.strip();
            int at = 0;
            while (at < constraint.length() && "<>=!".indexOf(constraint.charAt(at)) >= 0) {
                at++;
            }
            String version = version(constraint.substring(at).strip(), vers);
            if (version == null) {
                return null;
            }
            switch (constraint.substring(0, at)) {
                case ">", ">=" -> {
                    events.add(new RangeEvent(RangeEventKind.INTRODUCED, version));
                    begun = true;
                }
                case "<" -> {
                    bounded |= !begun;
                    events.add(new RangeEvent(RangeEventKind.FIXED, version));
                }
                case "<=" -> {
                    bounded |= !begun;
                    events.add(new RangeEvent(RangeEventKind.LAST_AFFECTED, version));
                }
                case "!=" -> {
                    // counts as affected, see above
                }
                case "", "=", "==" -> {
                    if (!vers) {
                        return null;
                    }
                    versions.add(version);
                }
                default -> {
                    return null;
                }
            }
        }
        if (bounded) {
            events.addFirst(FROM_THE_START);
        }
        return versions.isEmpty() && events.isEmpty() ? null : new VersionRange(versions, events);
    }

    private static @Nullable String version(String text, boolean vers) {
        if (text.isEmpty() || text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
            return null;
        }
        if (vers) {
            try {
                return text.indexOf('%') < 0
                        ? text
                        : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        for (String word : text.toLowerCase(Locale.ROOT).split("\\s+")) {
            if (WORDS_OF_PROSE.contains(word)) {
                return null;
            }
        }
        return text;
    }

    /// Whether CSAF 2.1 allows the text (6.1.50): VERS, or `vls` without a space.
    static boolean keepsTheRules(String text) {
        boolean spaced = text.chars().anyMatch(Character::isWhitespace);
        return !spaced
                && (text.startsWith("vers:")
                        ? of(text) != null
                        : !text.isEmpty() && "<>".indexOf(text.charAt(0)) >= 0 && of(text) != null);
    }

    /// Whether a text that should name one version names several (6.1.31).
    static boolean isRange(String text) {
        if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
            return true;
        }
        for (String word : text.toLowerCase(Locale.ROOT).split("\\s+")) {
            switch (word) {
                case "after", "all", "before", "earlier", "later", "prior", "versions" -> {
                    return true;
                }
                default -> {
                    // a word like any other
                }
            }
        }
        return false;
    }
}
