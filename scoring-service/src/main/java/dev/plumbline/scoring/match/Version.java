package dev.plumbline.scoring.match;

import org.jspecify.annotations.Nullable;

/// A version read by the rules of its ecosystem. Only versions of one [Versioning] compare.
///
/// Reading splits the text once; comparing walks it in place and allocates nothing.
abstract class Version implements Comparable<Version> {

    private final String text;

    Version(String text) {
        this.text = text;
    }

    /// The version as it was written.
    final String text() {
        return text;
    }

    /// The version without what only its builder added, where the ecosystem says that a plain
    /// version stands for it too (PEP 440: `2.0+cu118` satisfies `<=2.0`); null if there is nothing
    /// to leave out.
    @Nullable Version withoutLocalPart() {
        return null;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Version version
                && version.getClass() == getClass()
                && compareTo(version) == 0;
    }

    /// Versions that are equal may be written differently, so only the kind can be hashed.
    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }

    @Override
    public final String toString() {
        return text;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// The first place from `from` on that is no digit.
    static int endOfDigits(String s, int from) {
        int i = from;
        while (i < s.length() && isDigit(s.charAt(i))) {
            i++;
        }
        return i;
    }

    static boolean isNumber(String s, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(s.charAt(i))) {
                return false;
            }
        }
        return from < to;
    }

    /// Compares two runs of digits of any length as numbers; an empty run is 0.
    static int compareNumbers(String a, int aFrom, int aTo, String b, int bFrom, int bTo) {
        int i = skipZeros(a, aFrom, aTo);
        int j = skipZeros(b, bFrom, bTo);
        int byLength = Integer.compare(aTo - i, bTo - j);
        if (byLength != 0) {
            return byLength;
        }
        while (i < aTo) {
            int byDigit = Character.compare(a.charAt(i++), b.charAt(j++));
            if (byDigit != 0) {
                return byDigit;
            }
        }
        return 0;
    }

    private static int skipZeros(String s, int from, int to) {
        int i = from;
        while (i < to && s.charAt(i) == '0') {
            i++;
        }
        return i;
    }
}
