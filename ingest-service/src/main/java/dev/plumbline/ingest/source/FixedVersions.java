package dev.plumbline.ingest.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of several versions with a fix is the one to go to.
///
/// A scanner that knows fixes of several branches lists them all. The nearest is the lowest that is
/// above the installed one; versions are compared part by part, numbers as numbers, which is right
/// for the lists that scanners write and is no rule of any ecosystem.
public final class FixedVersions {
    private static final int LONGEST = 100;

    private FixedVersions() {}

    /// The nearest one; the only one if there is one; `null` if there is none, or if none of
    /// several can be told to be above the installed one.
    public static @Nullable String nearest(
            Collection<String> fixed, @Nullable String installedVersion) {
        List<String> usable = new ArrayList<>();
        for (String version : fixed) {
            String bare = Texts.shortened(version, LONGEST);
            if (bare != null && !usable.contains(bare)) {
                usable.add(bare);
            }
        }
        if (usable.size() <= 1) {
            return usable.isEmpty() ? null : usable.getFirst();
        }
        String installed = Texts.shortened(installedVersion, LONGEST);
        if (installed == null) {
            return null;
        }
        String nearest = null;
        for (String version : usable) {
            boolean above = compare(version, installed) > 0;
            if (above && (nearest == null || compare(version, nearest) < 0)) {
                nearest = version;
            }
        }
        return nearest;
    }

    /// The versions that a list such as `1.2.3, 2.0.1` names.
    public static List<String> listed(@Nullable String text) {
        List<String> versions = new ArrayList<>();
        if (text != null && text.length() <= 2_000) {
            for (String each : text.split(",", -1)) {
                if (!each.isBlank()) {
                    versions.add(each.strip());
                }
            }
        }
        return versions;
    }

    /// The lower bounds that a range such as `>=0.2.1 <1.0.0 || >=1.2.3` names.
    public static List<String> lowerBounds(@Nullable String range) {
        return bounds(range, ">=", "^");
    }

    /// The open upper bounds that a range such as `<2.6.9` names.
    public static List<String> upperBounds(@Nullable String range) {
        return bounds(range, "<", "<");
    }

    private static List<String> bounds(@Nullable String range, String sign, String orSign) {
        List<String> bounds = new ArrayList<>();
        if (range == null || range.length() > 2_000) {
            return bounds;
        }
        String glued =
                range.replace(">= ", ">=")
                        .replace("< ", "<")
                        .replace("<= ", "<=")
                        .replace(',', ' ');
        for (String part : glued.split("[\\s|]+", -1)) {
            String start = part.startsWith(sign) ? sign : part.startsWith(orSign) ? orSign : "";
            String version = part.substring(start.length());
            if (!start.isEmpty() && !version.isEmpty() && Character.isDigit(version.charAt(0))) {
                bounds.add(version);
            }
        }
        return bounds;
    }

    static int compare(String a, String b) {
        int i = start(a);
        int j = start(b);
        while (i < a.length() && j < b.length()) {
            boolean number = isDigit(a.charAt(i));
            if (number != isDigit(b.charAt(j))) {
                return number ? 1 : -1;
            }
            int endA = end(a, i, number);
            int endB = end(b, j, number);
            int order =
                    number
                            ? compareNumbers(a.substring(i, endA), b.substring(j, endB))
                            : separators(a.substring(i, endA))
                                    .compareTo(separators(b.substring(j, endB)));
            if (order != 0) {
                return order;
            }
            i = endA;
            j = endB;
        }
        return rest(a, i) - rest(b, j);
    }

    /// What follows: nothing, a further number, or a word, which mostly marks what comes before a
    /// release.
    private static int rest(String version, int from) {
        int at = from;
        while (at < version.length() && !Character.isLetterOrDigit(version.charAt(at))) {
            at++;
        }
        if (at == version.length()) {
            return 0;
        }
        return isDigit(version.charAt(at)) ? 1 : -1;
    }

    private static int start(String version) {
        return version.length() > 1
                        && (version.charAt(0) == 'v' || version.charAt(0) == 'V')
                        && isDigit(version.charAt(1))
                ? 1
                : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int end(String version, int from, boolean number) {
        int at = from;
        while (at < version.length() && isDigit(version.charAt(at)) == number) {
            at++;
        }
        return at;
    }

    private static int compareNumbers(String a, String b) {
        String left = a.replaceFirst("^0+", "");
        String right = b.replaceFirst("^0+", "");
        return left.length() != right.length()
                ? Integer.compare(left.length(), right.length())
                : left.compareTo(right);
    }

    private static String separators(String text) {
        return text.replaceAll("[.\\-_+~]", ".");
    }
}
