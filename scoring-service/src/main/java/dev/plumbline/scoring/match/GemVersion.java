package dev.plumbline.scoring.match;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// RubyGems' `Gem::Version`: numbers and words in turn, a word makes a pre-release, zeros at the
/// end of either part do not count.
final class GemVersion extends Version {

    private static final Pattern VALID =
            Pattern.compile("[0-9]+(?:\\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");

    /// Lock files write the platform of a native gem into its version: `1.13.3-x86_64-linux`.
    private static final Pattern PLATFORM =
            Pattern.compile(
                    "-(?:java|jruby|mswin\\d*|mingw\\d*|(?:x86|x64|x86_64|i[3-6]86|amd64|arm|armv\\w+|arm64|aarch64"
                            + "|powerpc|ppc64le|s390x|riscv64|universal)-[\\w.-]+)$");

    private static final Pattern PARTS = Pattern.compile("[0-9]+|[a-zA-Z]+");

    private final String[] segments;

    private GemVersion(String text, String[] segments) {
        super(text);
        this.segments = segments;
    }

    static @Nullable GemVersion read(String text) {
        String s = PLATFORM.matcher(text.strip()).replaceFirst("");
        if (!VALID.matcher(s).matches()) {
            return null;
        }
        List<String> all = new ArrayList<>();
        PARTS.matcher(s.replace("-", ".pre.")).results().forEach(part -> all.add(part.group()));
        int word = 0;
        while (word < all.size() && isDigit(all.get(word).charAt(0))) {
            word++;
        }
        List<String> canonical = new ArrayList<>(withoutZeros(all.subList(0, word)));
        canonical.addAll(withoutZeros(all.subList(word, all.size())));
        return new GemVersion(text, canonical.toArray(String[]::new));
    }

    private static List<String> withoutZeros(List<String> parts) {
        int end = parts.size();
        while (end > 0 && parts.get(end - 1).chars().allMatch(c -> c == '0')) {
            end--;
        }
        return parts.subList(0, end);
    }

    @Override
    public int compareTo(Version other) {
        GemVersion that = (GemVersion) other;
        int n = Math.max(segments.length, that.segments.length);
        for (int i = 0; i < n; i++) {
            String a = i < segments.length ? segments[i] : "0";
            String b = i < that.segments.length ? that.segments[i] : "0";
            boolean aNumber = isDigit(a.charAt(0));
            boolean bNumber = isDigit(b.charAt(0));
            int c;
            if (aNumber && bNumber) {
                c = compareNumbers(a, 0, a.length(), b, 0, b.length());
            } else if (aNumber != bNumber) {
                c = aNumber ? 1 : -1;
            } else {
                c = a.compareTo(b);
            }
            if (c != 0) {
                return c;
            }
        }
        return 0;
    }
}
