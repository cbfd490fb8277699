package dev.plumbline.scoring.match;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// VERS, the notation for version ranges beside purl (*VERS specification*), to and from intervals.
final class VersText {

    private static final String UNESCAPED = "-._~:";

    private VersText() {}

    /// The constraints of sorted, disjoint intervals, then of versions without a place in the
    /// order.
    static String of(List<Interval> intervals, Set<String> unreadVersions) {
        List<String> constraints = new ArrayList<>();
        for (int i = 0; i < intervals.size(); i++) {
            Interval interval = intervals.get(i);
            if (interval.isAll()) {
                return "*";
            }
            if (interval.isSingle() && interval.low() != null) {
                constraints.add(encoded(interval.low().text()));
                continue;
            }
            Version before = i == 0 ? null : intervals.get(i - 1).high();
            Version low = interval.low();
            if (low != null && (before == null || !before.equals(low))) {
                constraints.add((interval.lowIncluded() ? ">=" : ">") + encoded(low.text()));
            }
            Version high = interval.high();
            if (high != null) {
                Version after = i + 1 == intervals.size() ? null : intervals.get(i + 1).low();
                boolean gap = high.equals(after);
                String comparator = gap ? "!=" : interval.highIncluded() ? "<=" : "<";
                constraints.add(comparator + encoded(high.text()));
            }
        }
        unreadVersions.forEach(version -> constraints.add(encoded(version)));
        return String.join("|", constraints);
    }

    static AffectedVersions parse(String vers) {
        int slash = vers.indexOf('/');
        if (!vers.startsWith("vers:") || slash <= "vers:".length()) {
            throw new IllegalArgumentException("Not a VERS: " + vers);
        }
        String scheme = vers.substring("vers:".length(), slash);
        String constraints = vers.substring(slash + 1);
        if (constraints.equals("*")) {
            return AffectedVersions.of(scheme, List.of(Interval.ALL), Set.of(), List.of());
        }
        Versioning versioning = Versioning.of(scheme);
        List<Constraint> bounds = new ArrayList<>();
        List<Interval> intervals = new ArrayList<>();
        Set<String> unread = new LinkedHashSet<>();
        boolean laidOut = true;
        for (String text : constraints.split("\\|", -1)) {
            Constraint constraint = Constraint.parse(text, versioning, vers);
            if (!constraint.comparator.equals("=")) {
                bounds.add(constraint);
                laidOut &= constraint.version != null;
            } else if (constraint.version == null) {
                unread.add(constraint.text);
            } else {
                intervals.add(Interval.only(constraint.version));
            }
        }
        if (!laidOut) {
            String kept =
                    String.join(
                            "|", bounds.stream().map(b -> b.comparator + encoded(b.text)).toList());
            return AffectedVersions.of(scheme, intervals, unread, List.of(kept));
        }
        intervals.addAll(between(bounds));
        return AffectedVersions.of(scheme, intervals, unread, List.of());
    }

    /// What lies between the bounds, less the versions that are struck out. Of several lower bounds
    /// in a row the first counts, of several upper ones the last (*VERS specification*,
    /// "simplification").
    private static List<Interval> between(List<Constraint> bounds) {
        List<Constraint> sorted =
                bounds.stream()
                        .filter(bound -> !bound.comparator.equals("!="))
                        .sorted((a, b) -> compare(a.version, b.version))
                        .toList();
        List<Interval> intervals = new ArrayList<>();
        Constraint open = null;
        Constraint last = null;
        for (Constraint bound : sorted) {
            if (bound.comparator.startsWith(">")) {
                open = open == null ? bound : open;
            } else {
                if (open == null && !intervals.isEmpty()) {
                    open = last;
                    intervals.removeLast();
                }
                intervals.add(
                        new Interval(
                                open == null ? null : open.version,
                                open == null || open.comparator.equals(">="),
                                bound.version,
                                bound.comparator.equals("<=")));
                last = open;
                open = null;
            }
        }
        if (open != null) {
            intervals.add(new Interval(open.version, open.comparator.equals(">="), null, true));
        }
        if (sorted.isEmpty() && !bounds.isEmpty()) {
            intervals.add(Interval.ALL);
        }
        List<Interval> left = intervals;
        for (Constraint bound : bounds) {
            Version struck = bound.version;
            if (bound.comparator.equals("!=") && struck != null) {
                left = left.stream().flatMap(i -> i.without(struck).stream()).toList();
            }
        }
        return left;
    }

    private static int compare(@Nullable Version a, @Nullable Version b) {
        return a == null || b == null ? 0 : a.compareTo(b);
    }

    /// Percent-encodes all but letters, digits and `-._~:`.
    static String encoded(String version) {
        StringBuilder out = null;
        for (int i = 0; i < version.length(); i++) {
            char c = version.charAt(i);
            boolean plain = Version.isDigit(c) || Version.isLetter(c) || UNESCAPED.indexOf(c) >= 0;
            if (!plain && out == null) {
                out = new StringBuilder(version.length() + 8).append(version, 0, i);
            }
            if (out == null) {
                continue;
            }
            if (plain) {
                out.append(c);
                continue;
            }
            int end = Character.isHighSurrogate(c) && i + 1 < version.length() ? i + 2 : i + 1;
            for (byte b : version.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 15, 16)));
                out.append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
            i = end - 1;
        }
        return out == null ? version : out.toString();
    }

    private record Constraint(String comparator, String text, @Nullable Version version) {

        static Constraint parse(String constraint, Versioning versioning, String vers) {
            int from = 0;
            while (from < constraint.length() && "<>=!".indexOf(constraint.charAt(from)) >= 0) {
                from++;
            }
            String comparator = from == 0 ? "=" : constraint.substring(0, from);
            String encoded = constraint.substring(from);
            boolean known =
                    switch (comparator) {
                        case "=", "!=", "<", "<=", ">", ">=" -> true;
                        default -> false;
                    };
            if (!known || encoded.isBlank()) {
                throw new IllegalArgumentException("Not a VERS: " + vers);
            }
            String text =
                    encoded.indexOf('%') < 0
                            ? encoded
                            : URLDecoder.decode(
                                    encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
            Version version = versioning.read(text);
            if (version == null && versioning == Versioning.DATETIME) {
                throw new IllegalArgumentException("Not a moment of RFC 3339 in VERS: " + vers);
            }
            return new Constraint(comparator, text, version);
        }
    }
}
