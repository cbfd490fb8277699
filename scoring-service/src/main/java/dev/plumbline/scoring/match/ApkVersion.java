package dev.plumbline.scoring.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Alpine's versions as apk-tools 2 compares them (apk-tools, `src/version.c`):
/// `number{.number}[letter{number}]{_suffix[number}][-r number]`.
///
/// A number after a dot that starts with zeros counts by its zeros, as a fraction would; the first
/// number does not. `alpha`, `beta`, `pre` and `rc` come before the plain version, `cvs`, `svn`,
/// `git`, `hg` and `p` after it.
final class ApkVersion extends Version {

    private static final int DIGIT_OR_ZERO = 0;
    private static final int DIGIT = 1;
    private static final int LETTER = 2;
    private static final int SUFFIX = 3;
    private static final int SUFFIX_NUMBER = 4;
    private static final int REVISION = 5;
    private static final int END = 6;
    private static final int INVALID = -1;

    private static final String[] BEFORE = {"alpha", "beta", "pre", "rc"};
    private static final String[] AFTER = {"cvs", "svn", "git", "hg", "p"};

    private final int[] types;
    private final long[] values;

    private ApkVersion(String text, int[] types, long[] values) {
        super(text);
        this.types = types;
        this.values = values;
    }

    static @Nullable ApkVersion read(String text) {
        Reader reader = new Reader(text.strip());
        return reader.readAll() ? new ApkVersion(text, reader.types, reader.values) : null;
    }

    @Override
    public int compareTo(Version other) {
        ApkVersion that = (ApkVersion) other;
        int i = 0;
        while (types[i] == that.types[i] && types[i] != END) {
            int byValue = Long.compare(values[i], that.values[i]);
            if (byValue != 0) {
                return byValue;
            }
            i++;
        }
        if (types[i] == that.types[i]) {
            return 0;
        }
        if (types[i] == SUFFIX && values[i] < 0) {
            return -1;
        }
        if (that.types[i] == SUFFIX && that.values[i] < 0) {
            return 1;
        }
        return Integer.compare(that.types[i], types[i]);
    }

    /// Splits a version into tokens; what kind may follow depends on the one before.
    private static final class Reader {

        private final String s;
        private int at;
        private int count;
        private int[] types = new int[8];
        private long[] values = new long[8];

        Reader(String s) {
            this.s = s;
        }

        boolean readAll() {
            int type = DIGIT;
            boolean afterZeros = false;
            while (type != END) {
                if (count == types.length - 1) {
                    types = Arrays.copyOf(types, 2 * types.length);
                    values = Arrays.copyOf(values, 2 * values.length);
                }
                types[count] = type;
                int from = at;
                boolean zeros = type == DIGIT_OR_ZERO && at < s.length() && s.charAt(at) == '0';
                long value = zeros ? -leadingZeros() : valueOf(type);
                if ((at == from && !afterZeros) || value == Long.MIN_VALUE) {
                    return false;
                }
                values[count++] = value;
                // what follows zeros is a number again, even if it is empty
                afterZeros = zeros && at < s.length();
                type = afterZeros ? DIGIT : next(type);
                if (type == INVALID) {
                    return false;
                }
            }
            types[count] = END;
            return true;
        }

        private long leadingZeros() {
            int from = at;
            while (at < s.length() && s.charAt(at) == '0') {
                at++;
            }
            return at - from;
        }

        private long valueOf(int type) {
            return switch (type) {
                case LETTER -> s.charAt(at++);
                case SUFFIX -> suffix();
                default -> number();
            };
        }

        private long number() {
            int end = endOfDigits(s, at);
            if (end - at > 18) {
                return Long.MIN_VALUE;
            }
            long value = 0;
            while (at < end) {
                value = 10 * value + (s.charAt(at++) - '0');
            }
            return value;
        }

        private long suffix() {
            for (int i = 0; i < BEFORE.length; i++) {
                if (s.startsWith(BEFORE[i], at)) {
                    at += BEFORE[i].length();
                    return i - BEFORE.length;
                }
            }
            for (int i = 0; i < AFTER.length; i++) {
                if (s.startsWith(AFTER[i], at)) {
                    at += AFTER[i].length();
                    return i;
                }
            }
            return Long.MIN_VALUE;
        }

        private int next(int type) {
            if (at == s.length()) {
                return END;
            }
            char c = s.charAt(at);
            if ((type == DIGIT || type == DIGIT_OR_ZERO) && c >= 'a' && c <= 'z') {
                return LETTER;
            }
            if (isDigit(c)) {
                return type == LETTER ? DIGIT : type == SUFFIX ? SUFFIX_NUMBER : INVALID;
            }
            at++;
            switch (c) {
                case '.' -> {
                    return type <= DIGIT ? DIGIT_OR_ZERO : INVALID;
                }
                case '_' -> {
                    return type <= SUFFIX_NUMBER ? SUFFIX : INVALID;
                }
                case '-' -> {
                    boolean revision = type < REVISION && at < s.length() && s.charAt(at) == 'r';
                    at += revision ? 1 : 0;
                    return revision ? REVISION : INVALID;
                }
                default -> {
                    return INVALID;
                }
            }
        }
    }
}
