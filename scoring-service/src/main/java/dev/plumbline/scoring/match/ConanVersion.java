package dev.plumbline.scoring.match;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Conan's versions (*Conan 2 documentation*, "Version ranges"): semantic versioning with any
/// number of parts, each a number or a word. Zeros at the end do not count; a part that is no
/// number is compared as text, with numbers too.
final class ConanVersion extends Version {

    private final String[] core;
    private final String @Nullable [] pre;
    private final String @Nullable [] build;

    private ConanVersion(
            String text, String[] core, String @Nullable [] pre, String @Nullable [] build) {
        super(text);
        this.core = core;
        this.pre = pre;
        this.build = build;
    }

    static ConanVersion read(String text) {
        String s = text.strip().toLowerCase(Locale.ROOT);
        int plus = s.indexOf('+');
        String[] build = plus < 0 ? null : parts(s.substring(plus + 1));
        s = plus < 0 ? s : s.substring(0, plus);
        int hyphen = s.indexOf('-');
        String[] pre = hyphen < 0 ? null : parts(s.substring(hyphen + 1));
        return new ConanVersion(text, parts(hyphen < 0 ? s : s.substring(0, hyphen)), pre, build);
    }

    private static String[] parts(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        int end = parts.length;
        while (end > 0 && parts[end - 1].equals("0")) {
            end--;
        }
        return end == parts.length ? parts : java.util.Arrays.copyOf(parts, end);
    }

    @Override
    public int compareTo(Version other) {
        ConanVersion that = (ConanVersion) other;
        int c = compareParts(core, that.core);
        if (c == 0) {
            c =
                    pre == null || that.pre == null
                            ? Boolean.compare(pre == null, that.pre == null)
                            : compareParts(pre, that.pre);
        }
        if (c == 0) {
            c =
                    build == null || that.build == null
                            ? Boolean.compare(build != null, that.build != null)
                            : compareParts(build, that.build);
        }
        return c;
    }

    private static int compareParts(String[] a, String[] b) {
        int n = Math.min(a.length, b.length);
        for (int i = 0; i < n; i++) {
            boolean numbers = isNumber(a[i], 0, a[i].length()) && isNumber(b[i], 0, b[i].length());
            int c =
                    numbers
                            ? compareNumbers(a[i], 0, a[i].length(), b[i], 0, b[i].length())
                            : a[i].compareTo(b[i]);
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(a.length, b.length);
    }
}
