package dev.plumbline.ingest.source.csaf;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A version of a document: a whole number, or one by Semantic Versioning (3.1.11).
///
/// @param semantic which of the two
/// @param numbers one or three
/// @param preRelease without its hyphen; `""` if it is none
record Numbering(boolean semantic, List<BigInteger> numbers, String preRelease)
        implements Comparable<Numbering> {
    private static final int LONGEST = 200;
    private static final Pattern TEXT =
            Pattern.compile(
                    "(0|[1-9]\\d*)(?:\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-([0-9A-Za-z.-]++))?(?:\\+[0-9A-Za-z.-]++)?)?+");

    Numbering {
        numbers = List.copyOf(numbers);
    }

    /// `null` if the text is neither.
    static @Nullable Numbering of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            return null;
        }
        BigInteger major = new BigInteger(parts.group(1));
        String minor = parts.group(2);
        if (minor == null) {
            return new Numbering(false, List.of(major), "");
        }
        String preRelease = parts.group(4);
        return new Numbering(
                true,
                List.of(major, new BigInteger(minor), new BigInteger(parts.group(3))),
                preRelease == null ? "" : preRelease);
    }

    BigInteger major() {
        return numbers.getFirst();
    }

    /// Whether it is from before the first release: 0, or 0.y.z.
    boolean isBeforeFirst() {
        return major().signum() == 0;
    }

    /// Without its pre-release part.
    Numbering released() {
        return new Numbering(semantic, numbers, "");
    }

    @Override
    public int compareTo(Numbering other) {
        for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
            int byNumber = numbers.get(i).compareTo(other.numbers.get(i));
            if (byNumber != 0) {
                return byNumber;
            }
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        return byIdentifiers(preRelease.split("\\.", -1), other.preRelease.split("\\.", -1));
    }

    private static int byIdentifiers(String[] these, String[] those) {
        for (int i = 0; i < Math.min(these.length, those.length); i++) {
            boolean number = isNumber(these[i]);
            boolean otherNumber = isNumber(those[i]);
            int order =
                    number && otherNumber
                            ? new BigInteger(these[i]).compareTo(new BigInteger(those[i]))
                            : number != otherNumber
                                    ? Boolean.compare(otherNumber, number)
                                    : these[i].compareTo(those[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(these.length, those.length);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
