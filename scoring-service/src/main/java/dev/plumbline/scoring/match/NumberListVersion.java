package dev.plumbline.scoring.match;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Versions that are nothing but numbers: R (`package_version`, separated by `.` or `-`) and
/// Haskell (`Data.Version`). The longer of two that agree so far is the later: 1.0 < 1.0.0.
final class NumberListVersion extends Version {

    private static final Pattern VALID = Pattern.compile("\\d+(?:[.-]\\d+)*");

    private final String s;

    private NumberListVersion(String text, String s) {
        super(text);
        this.s = s;
    }

    static @Nullable NumberListVersion read(String text) {
        String s = text.strip();
        return VALID.matcher(s).matches() ? new NumberListVersion(text, s) : null;
    }

    /// Perl's two notations made one: `1.23` is the decimal 1.230, `v1.2.3` and `1.2.3` are
    /// numbers.
    static @Nullable NumberListVersion readPerl(String text) {
        String s = text.strip().replace("_", "");
        boolean dotted = s.startsWith("v");
        s = dotted ? s.substring(1) : s;
        if (!VALID.matcher(s).matches() || s.indexOf('-') >= 0) {
            return null;
        }
        int dot = s.indexOf('.');
        if (dotted || dot < 0 || s.indexOf('.', dot + 1) >= 0) {
            return new NumberListVersion(text, withoutTrailingZeros(s));
        }
        StringBuilder triplets = new StringBuilder(s.substring(0, dot));
        for (int i = dot + 1; i < s.length(); i += 3) {
            String three = s.substring(i, Math.min(i + 3, s.length()));
            triplets.append('.').append(three).repeat('0', 3 - three.length());
        }
        return new NumberListVersion(text, withoutTrailingZeros(triplets.toString()));
    }

    private static String withoutTrailingZeros(String dotted) {
        return dotted.replaceFirst("(?:\\.0+)+$", "");
    }

    @Override
    public int compareTo(Version other) {
        String t = ((NumberListVersion) other).s;
        int i = 0;
        int j = 0;
        while (i < s.length() && j < t.length()) {
            int iEnd = endOfDigits(s, i);
            int jEnd = endOfDigits(t, j);
            int byNumber = compareNumbers(s, i, iEnd, t, j, jEnd);
            if (byNumber != 0) {
                return byNumber;
            }
            i = iEnd + 1;
            j = jEnd + 1;
        }
        return Boolean.compare(i < s.length(), j < t.length());
    }
}
