package dev.plumbline.ingest.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A range of versions in the words of package managers and advisory databases: comparisons
/// (`>= 4.3.0, < 4.3.5`, `>=1.2 <1.4 || 2.0.1`, `==4.4.1`), what stands for two of them (`^1.2.3`,
/// `~1.6.5`, `~>2.0.8`, `~=2.2`, `2.0.x`, `5.0.0 - 7.2.3`) and intervals (`[1.0.0, 2.0.0)`).
///
/// The bounds of one alternative all hold together; one alternative of several is enough. One
/// without bounds is every version. Versions stand as they are written and are not put in order.
/// `~` is that of npm, Cargo and Conan. (Composer's reaches further where two numbers are given;
/// the databases of its advisories write comparisons.)
record NativeRange(List<List<Bound>> alternatives) {
    private static final int LONGEST = 2_000;
    private static final int LONGEST_VERSION = 300;
    private static final int MOST = 200;

    private static final Pattern SPACE_AFTER = Pattern.compile("(?<=[<>=~^])\\s+");
    private static final Pattern BETWEEN =
            Pattern.compile("\\s*,\\s*|\\s+(?:&&?|and)\\s+|\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern FROM_TO = Pattern.compile("(\\S+)\\s+-\\s+(\\S+)");
    private static final Pattern INTERVAL =
            Pattern.compile("([\\[(])([^\\[\\](),]*)(?:(,)([^\\[\\](),]*))?([\\])])");
    private static final Pattern NUMBERS =
            Pattern.compile("v?(\\d{1,17}+(?:\\.\\d{1,17}+){0,9}+)(?!\\.?\\d)");
    private static final Pattern ANY_LAST = Pattern.compile("(v?[0-9.]+)\\.[xX*](?:\\.[xX*])*");

    /// Says nothing of versions; the last is an option of Conan's.
    private static final Set<String> EVERY = Set.of("*", "*-", "x", "X", "include_prerelease=True");

    enum Comparator {
        BELOW("<"),
        AT_MOST("<="),
        EXACTLY(""),
        AT_LEAST(">="),
        ABOVE(">");

        private final String sign;

        Comparator(String sign) {
            this.sign = sign;
        }
    }

    /// As VERS writes a constraint.
    record Bound(Comparator comparator, String version) {
        @Override
        public String toString() {
            return comparator.sign + version;
        }
    }

    NativeRange {
        alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    /// `null` if a part of the text can't be read.
    static @Nullable NativeRange of(String text) {
        String bare = text.strip();
        if (bare.isEmpty() || bare.length() > LONGEST) {
            return null;
        }
        List<List<Bound>> alternatives = new ArrayList<>();
        for (String part : bare.split("\\|\\|?", -1)) {
            String alternative = part.strip();
            boolean interval = alternative.startsWith("[") || alternative.startsWith("(");
            List<List<Bound>> read =
                    interval ? intervals(alternative) : together(comparisons(alternative));
            if (read == null || alternatives.size() + read.size() > MOST) {
                return null;
            }
            alternatives.addAll(read);
        }
        return new NativeRange(alternatives);
    }

    private static @Nullable List<List<Bound>> together(@Nullable List<Bound> bounds) {
        return bounds == null ? null : List.of(bounds);
    }

    private static @Nullable List<Bound> comparisons(String text) {
        Matcher fromTo = FROM_TO.matcher(text);
        if (fromTo.matches()) {
            return checked(
                    List.of(
                            new Bound(Comparator.AT_LEAST, fromTo.group(1)),
                            new Bound(Comparator.AT_MOST, fromTo.group(2))));
        }
        List<Bound> bounds = new ArrayList<>();
        for (String part : BETWEEN.split(SPACE_AFTER.matcher(text).replaceAll(""), -1)) {
            if (EVERY.contains(part)) {
                continue;
            }
            List<Bound> read = comparison(part);
            if (read == null || bounds.size() > MOST) {
                return null;
            }
            bounds.addAll(read);
        }
        return bounds;
    }

    private static @Nullable List<Bound> comparison(String text) {
        int at = 0;
        while (at < text.length() && "<>=~^!".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String version = text.substring(at);
        if (version.endsWith("-")) {
            // Conan's mark for "and its pre-releases"
            version = version.substring(0, version.length() - 1);
        }
        Matcher family = ANY_LAST.matcher(version);
        if (at > 0 && family.matches()) {
            return ofFamily(text.substring(0, at), version, family.group(1));
        }
        return switch (text.substring(0, at)) {
            case "<" -> one(Comparator.BELOW, version);
            case "<=", "=<" -> one(Comparator.AT_MOST, version);
            case ">" -> one(Comparator.ABOVE, version);
            case ">=", "=>" -> one(Comparator.AT_LEAST, version);
            case "=", "==", "===" -> one(Comparator.EXACTLY, version);
            case "" -> bare(version);
            case "~" -> upTo(version, tilde(version), true);
            case "~>", "~=" -> upTo(version, pessimistic(version), false);
            case "^" -> upTo(version, caret(version), true);
            default -> null;
        };
    }

    /// A comparison with a family: below it is below its first, above it is from the next on.
    private static @Nullable List<Bound> ofFamily(String sign, String family, String first) {
        List<Bound> whole = bare(family);
        if (whole == null) {
            return null;
        }
        String next = whole.getLast().version;
        return switch (sign) {
            case "<" -> one(Comparator.BELOW, first);
            case "<=" -> one(Comparator.BELOW, next);
            case ">" -> one(Comparator.AT_LEAST, next);
            case ">=" -> one(Comparator.AT_LEAST, first);
            case "=", "==" -> whole;
            default -> null;
        };
    }

    /// A version alone, or a family of them such as `2.0.x`.
    private static @Nullable List<Bound> bare(String version) {
        Matcher family = ANY_LAST.matcher(version);
        if (family.matches()) {
            String[] numbers = numbers(family.group(1));
            if (numbers == null) {
                return null;
            }
            String[] padded = Arrays.copyOf(numbers, Math.max(3, numbers.length));
            Arrays.fill(padded, numbers.length, padded.length, "0");
            return upTo(String.join(".", padded), numbers.length - 1, true);
        }
        // a word is prose
        return NUMBERS.matcher(version).lookingAt() ? one(Comparator.EXACTLY, version) : null;
    }

    private static @Nullable List<Bound> one(Comparator comparator, String version) {
        return checked(List.of(new Bound(comparator, version)));
    }

    private static @Nullable List<Bound> checked(List<Bound> bounds) {
        for (Bound bound : bounds) {
            String version = bound.version;
            if (version.isEmpty()
                    || version.length() > LONGEST_VERSION
                    || version.endsWith("+")
                    || version.chars().anyMatch(c -> c <= ' ' || "<>=~^!,[]()".indexOf(c) >= 0)) {
                return null;
            }
        }
        return bounds;
    }

    /// From a version to below the next one of which the number at a place is one higher.
    private static @Nullable List<Bound> upTo(String version, int place, boolean filled) {
        String[] numbers = numbers(version);
        if (numbers == null || place < 0) {
            return null;
        }
        String[] next = Arrays.copyOf(numbers, filled ? numbers.length : place + 1);
        Arrays.fill(next, place, next.length, "0");
        next[place] = Long.toString(Long.parseLong(numbers[place]) + 1);
        return checked(
                List.of(
                        new Bound(Comparator.AT_LEAST, version),
                        new Bound(Comparator.BELOW, String.join(".", next))));
    }

    private static String @Nullable [] numbers(String version) {
        Matcher leading = NUMBERS.matcher(version);
        return leading.lookingAt() ? leading.group(1).split("\\.", -1) : null;
    }

    private static int tilde(String version) {
        String[] numbers = numbers(version);
        return numbers == null ? -1 : Math.min(1, numbers.length - 1);
    }

    private static int pessimistic(String version) {
        String[] numbers = numbers(version);
        return numbers == null ? -1 : Math.max(0, numbers.length - 2);
    }

    /// The first number that is not 0, else the last.
    private static int caret(String version) {
        String[] numbers = numbers(version);
        if (numbers == null) {
            return -1;
        }
        int place = 0;
        while (place < numbers.length - 1 && Long.parseLong(numbers[place]) == 0) {
            place++;
        }
        return place;
    }

    /// One or more intervals as NuGet and Maven write them, each an alternative.
    private static @Nullable List<List<Bound>> intervals(String text) {
        List<List<Bound>> intervals = new ArrayList<>();
        if (!INTERVAL.matcher(text).replaceAll("").replace(',', ' ').isBlank()) {
            return null;
        }
        for (MatchResult found : INTERVAL.matcher(text).results().toList()) {
            String low = found.group(2).strip();
            if (found.group(3) == null) {
                List<Bound> single =
                        found.group().startsWith("[") && found.group().endsWith("]")
                                ? one(Comparator.EXACTLY, low)
                                : null;
                if (single == null) {
                    return null;
                }
                intervals.add(single);
                continue;
            }
            String high = found.group(4).strip();
            List<Bound> bounds = new ArrayList<>();
            if (!low.isEmpty()) {
                boolean included = found.group(1).equals("[");
                bounds.add(new Bound(included ? Comparator.AT_LEAST : Comparator.ABOVE, low));
            }
            if (!high.isEmpty()) {
                boolean included = found.group(5).equals("]");
                bounds.add(new Bound(included ? Comparator.AT_MOST : Comparator.BELOW, high));
            }
            if (checked(bounds) == null) {
                return null;
            }
            intervals.add(bounds);
        }
        return intervals;
    }
}
