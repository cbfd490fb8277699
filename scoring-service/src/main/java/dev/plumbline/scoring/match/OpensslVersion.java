package dev.plumbline.scoring.match;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// OpenSSL's own numbering (*VERS specification*, scheme `openssl`): before 3.0 a patch is a letter
/// (`1.0.2a`), and after `z` come `za`, `zb`; since 3.0 it is semantic versioning. `-pre1`,
/// `-alpha1` and `-beta1` come before the release.
final class OpensslVersion extends Version {

    /// No version is longer, and the pattern recurses.
    private static final int LONGEST = 300;

    private static final Pattern SHAPE =
            Pattern.compile("(\\d+(?:\\.\\d+)+)([a-z]*)(?:-((?:pre|dev|alpha|beta|rc)\\d*))?");

    /// The numbers and the pre-release.
    private final SemanticVersion numbers;

    private final SemanticVersion release;
    private final String patch;

    private OpensslVersion(
            String text, SemanticVersion numbers, SemanticVersion release, String patch) {
        super(text);
        this.numbers = numbers;
        this.release = release;
        this.patch = patch;
    }

    static @Nullable OpensslVersion read(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        Matcher shape = SHAPE.matcher(text.strip());
        if (!shape.matches()) {
            return null;
        }
        @Nullable String before = shape.group(3);
        SemanticVersion release = semantic(shape.group(1));
        SemanticVersion numbers =
                before == null
                        ? release
                        : semantic(
                                shape.group(1)
                                        + '-'
                                        + before.replaceFirst("(?<=[a-z])(?=\\d)", "."));
        return release == null || numbers == null
                ? null
                : new OpensslVersion(text, numbers, release, shape.group(2));
    }

    private static @Nullable SemanticVersion semantic(String text) {
        return SemanticVersion.read(text, SemanticVersion.Dialect.PLAIN);
    }

    @Override
    public int compareTo(Version other) {
        OpensslVersion that = (OpensslVersion) other;
        int c = release.compareTo(that.release);
        if (c == 0) {
            c = patch.compareTo(that.patch);
        }
        return c != 0 ? c : numbers.compareTo(that.numbers);
    }
}
