package dev.plumbline.scoring.match;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gentoo's versions (*Package Manager Specification*, "Version Comparison"):
/// `number{.number}[letter]{_suffix[number}][-r number]`.
///
/// A number after a dot that starts with a zero is compared as the fraction that it looks like.
/// `alpha`, `beta`, `pre` and `rc` come before the plain version, `p` after it. Numbers have any
/// length; a missing one is 0.
final class GentooVersion extends Version {

    /// No version is longer, and the pattern recurses.
    private static final int LONGEST = 300;

    private static final Pattern SHAPE =
            Pattern.compile(
                    "(\\d+(?:\\.\\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|p)\\d*)*)(?:-r(\\d+))?");

    private static final Pattern SUFFIX = Pattern.compile("_([a-z]+)(\\d*)");
    private static final List<String> BEFORE = List.of("alpha", "beta", "pre", "rc");

    private record Suffix(int place, String number) {

        /// The plain version, which stands between those that come before and after it.
        static final Suffix NONE = new Suffix(0, "");

        static Suffix of(MatchResult found) {
            int before = BEFORE.indexOf(found.group(1));
            return new Suffix(before < 0 ? 1 : before - BEFORE.size(), found.group(2));
        }
    }

    private final String[] numbers;
    private final String letter;
    private final List<Suffix> suffixes;
    private final String revision;

    private GentooVersion(
            String text, String[] numbers, String letter, List<Suffix> suffixes, String revision) {
        super(text);
        this.numbers = numbers;
        this.letter = letter;
        this.suffixes = suffixes;
        this.revision = revision;
    }

    static @Nullable GentooVersion read(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        Matcher shape = SHAPE.matcher(text.strip());
        if (!shape.matches()) {
            return null;
        }
        @Nullable String revision = shape.group(4);
        return new GentooVersion(
                text,
                shape.group(1).split("\\.", -1),
                shape.group(2),
                SUFFIX.matcher(shape.group(3)).results().map(Suffix::of).toList(),
                revision == null ? "" : revision);
    }

    @Override
    public int compareTo(Version other) {
        GentooVersion that = (GentooVersion) other;
        int c = compareNumbers(that);
        if (c == 0) {
            c = letter.compareTo(that.letter);
        }
        int most = Math.max(suffixes.size(), that.suffixes.size());
        for (int i = 0; c == 0 && i < most; i++) {
            Suffix mine = i < suffixes.size() ? suffixes.get(i) : Suffix.NONE;
            Suffix theirs = i < that.suffixes.size() ? that.suffixes.get(i) : Suffix.NONE;
            c = Integer.compare(mine.place, theirs.place);
            c = c != 0 ? c : compareNumbers(mine.number, theirs.number);
        }
        return c != 0 ? c : compareNumbers(revision, that.revision);
    }

    private int compareNumbers(GentooVersion that) {
        int c = compareNumbers(numbers[0], that.numbers[0]);
        int both = Math.min(numbers.length, that.numbers.length);
        for (int i = 1; c == 0 && i < both; i++) {
            String mine = numbers[i];
            String theirs = that.numbers[i];
            boolean fraction = mine.startsWith("0") || theirs.startsWith("0");
            c =
                    fraction
                            ? withoutTrailingZeros(mine).compareTo(withoutTrailingZeros(theirs))
                            : compareNumbers(mine, theirs);
        }
        return c != 0 ? c : Integer.compare(numbers.length, that.numbers.length);
    }

    private static int compareNumbers(String a, String b) {
        return compareNumbers(a, 0, a.length(), b, 0, b.length());
    }

    private static String withoutTrailingZeros(String digits) {
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }
}
