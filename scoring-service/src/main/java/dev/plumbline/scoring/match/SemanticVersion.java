package dev.plumbline.scoring.match;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Semantic Versioning 2.0.0, read as generously as the ecosystems that use it write: a leading `v`
/// or `=`, fewer or more than three numbers, a pre-release without its hyphen after at least two
/// numbers (`1.2.3beta`).
///
/// Missing numbers are 0. Numbers have any length.
final class SemanticVersion extends Version {

    /// Where an ecosystem departs from the specification.
    enum Dialect {
        /// The specification.
        PLAIN,
        /// NuGet: pre-release labels are compared without case.
        CASELESS,
        /// Dart: the build decides between versions otherwise equal.
        BUILD_ORDERED,
        /// Go: the toolchain writes `go1.21rc2` where the advisories write `1.21.0-rc.2`.
        GO,
        /// A tag of a repository: the project's name may stand before the version, and underscores
        /// for points.
        TAG,
        /// Bitnami: `6.2.0-4` is the fourth packaging of 6.2.0, not a pre-release of it.
        PACKAGED
    }

    private static final Pattern GO_PRERELEASE = Pattern.compile("(\\d)(rc|beta|alpha)(\\d)");
    private static final Pattern PACKAGING = Pattern.compile("-\\d+$");

    private static final Pattern TAG_PREFIX =
            Pattern.compile(
                    "^[A-Za-z][A-Za-z0-9]*(?:[-_/.][A-Za-z][A-Za-z0-9]*)*[-_/](?=[vV]?\\d)");
    private static final Pattern UNDERSCORE = Pattern.compile("(?<=\\d)_(?=\\d)");

    private final Dialect dialect;

    /// What the offsets point into: the text without decoration.
    private final String s;

    private final int coreEnd;

    /// The pre-release is `s[pre..preEnd)`; none if `pre` is negative.
    private final int pre;

    private final int preEnd;

    private SemanticVersion(
            String text, String s, Dialect dialect, int coreEnd, int pre, int preEnd) {
        super(text);
        this.s = s;
        this.dialect = dialect;
        this.coreEnd = coreEnd;
        this.pre = pre;
        this.preEnd = preEnd;
    }

    static @Nullable SemanticVersion read(String text, Dialect dialect) {
        String s = undecorated(text, dialect);
        int end = endOfDigits(s, 0);
        if (end == 0) {
            return null;
        }
        while (end + 1 < s.length() && s.charAt(end) == '.') {
            int next = endOfDigits(s, end + 1);
            if (next == end + 1) {
                return null;
            }
            end = next;
        }
        if (end == s.length()) {
            return new SemanticVersion(text, s, dialect, end, -1, end);
        }
        char c = s.charAt(end);
        if (c == '+') {
            return new SemanticVersion(text, s, dialect, end, -1, end);
        }
        boolean bare = isLetter(c) && s.lastIndexOf('.', end) >= 0;
        if (c != '-' && !bare) {
            return null;
        }
        int from = c == '-' ? end + 1 : end;
        int plus = s.indexOf('+', from);
        int to = plus < 0 ? s.length() : plus;
        for (int i = from; i < to; i++) {
            if (s.charAt(i) <= ' ') {
                return null;
            }
        }
        return new SemanticVersion(text, s, dialect, end, from, to);
    }

    private static String undecorated(String text, Dialect dialect) {
        String s = text.strip();
        if (dialect == Dialect.GO) {
            int space = s.indexOf(' ');
            s = space < 0 ? s : s.substring(0, space);
            s = s.startsWith("go") ? s.substring(2) : s;
            if (s.indexOf('-') < 0) {
                s = GO_PRERELEASE.matcher(s).replaceFirst("$1-$2.$3");
            }
        } else if (dialect == Dialect.TAG) {
            s = UNDERSCORE.matcher(TAG_PREFIX.matcher(s).replaceFirst("")).replaceAll(".");
        } else if (dialect == Dialect.PACKAGED) {
            s = PACKAGING.matcher(s).replaceFirst("");
        }
        int from = 0;
        while (from < s.length() && "=vV ".indexOf(s.charAt(from)) >= 0) {
            from++;
        }
        return from == 0 ? s : s.substring(from);
    }

    @Override
    public int compareTo(Version other) {
        SemanticVersion that = (SemanticVersion) other;
        int byCore = compareCore(that);
        if (byCore != 0) {
            return byCore;
        }
        int byPre = comparePreRelease(that);
        if (byPre != 0 || dialect != Dialect.BUILD_ORDERED) {
            return byPre;
        }
        boolean hasBuild = preEnd < s.length();
        boolean thatHasBuild = that.preEnd < that.s.length();
        if (!hasBuild || !thatHasBuild) {
            return Boolean.compare(hasBuild, thatHasBuild);
        }
        return compareIdentifiers(
                s, preEnd + 1, s.length(), that.s, that.preEnd + 1, that.s.length(), false);
    }

    private int compareCore(SemanticVersion that) {
        int i = 0;
        int j = 0;
        while (i < coreEnd || j < that.coreEnd) {
            int iEnd = Math.min(endOfDigits(s, i), coreEnd);
            int jEnd = Math.min(endOfDigits(that.s, j), that.coreEnd);
            int byNumber =
                    compareNumbers(s, Math.min(i, iEnd), iEnd, that.s, Math.min(j, jEnd), jEnd);
            if (byNumber != 0) {
                return byNumber;
            }
            i = Math.min(iEnd + 1, coreEnd);
            j = Math.min(jEnd + 1, that.coreEnd);
        }
        return 0;
    }

    private int comparePreRelease(SemanticVersion that) {
        if (pre < 0 || that.pre < 0) {
            return Boolean.compare(pre < 0, that.pre < 0);
        }
        return compareIdentifiers(
                s, pre, preEnd, that.s, that.pre, that.preEnd, dialect == Dialect.CASELESS);
    }

    private static int compareIdentifiers(
            String a, int aFrom, int aTo, String b, int bFrom, int bTo, boolean caseless) {
        int i = aFrom;
        int j = bFrom;
        while (true) {
            int iEnd = endOfIdentifier(a, i, aTo);
            int jEnd = endOfIdentifier(b, j, bTo);
            int byIdentifier = compareIdentifier(a, i, iEnd, b, j, jEnd, caseless);
            if (byIdentifier != 0) {
                return byIdentifier;
            }
            if (iEnd == aTo || jEnd == bTo) {
                return Boolean.compare(iEnd < aTo, jEnd < bTo);
            }
            i = iEnd + 1;
            j = jEnd + 1;
        }
    }

    private static int endOfIdentifier(String s, int from, int to) {
        int dot = s.indexOf('.', from);
        return dot < 0 || dot > to ? to : dot;
    }

    private static int compareIdentifier(
            String a, int aFrom, int aTo, String b, int bFrom, int bTo, boolean caseless) {
        boolean aNumber = isNumber(a, aFrom, aTo);
        boolean bNumber = isNumber(b, bFrom, bTo);
        if (aNumber && bNumber) {
            return compareNumbers(a, aFrom, aTo, b, bFrom, bTo);
        }
        if (aNumber != bNumber) {
            return aNumber ? -1 : 1;
        }
        int i = aFrom;
        int j = bFrom;
        while (i < aTo && j < bTo) {
            char x = a.charAt(i++);
            char y = b.charAt(j++);
            int byChar =
                    caseless
                            ? Character.compare(Character.toLowerCase(x), Character.toLowerCase(y))
                            : Character.compare(x, y);
            if (byChar != 0) {
                return byChar;
            }
        }
        return Boolean.compare(i < aTo, j < bTo);
    }
}
