package dev.plumbline.scoring.match;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// PEP 440, "Version Identification and Dependency Specification", and what the index accepted
/// before it.
///
/// A version that PEP 440 does not know but that starts with a digit (`2004d`, `0.9-doduo`) sorts
/// before every one that it knows, as `packaging` had it until it dropped such versions. Anything
/// else (`latest`, a commit) has no place in the order.
final class PythonVersion extends Version {

    private static final Pattern PEP440 =
            Pattern.compile(
                    "v?(?:(?<epoch>\\d+)!)?(?<release>\\d+(?:\\.\\d+)*)"
                            + "(?:[-_.]?(?<pre>a|b|c|rc|alpha|beta|pre|preview)[-_.]?(?<preN>\\d*))?"
                            + "(?<post>-(?<postImplicit>\\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<postN>\\d*))?"
                            + "(?<dev>[-_.]?dev[-_.]?(?<devN>\\d*))?"
                            + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

    private static final Pattern LEGACY_PARTS = Pattern.compile("\\d+|[a-z]+|\\.|-");

    /// Before every pre-release: `1.0.dev1`.
    private static final int DEV_ONLY = 0;

    private static final int ALPHA = 1;
    private static final int BETA = 2;
    private static final int CANDIDATE = 3;
    private static final int FINAL = 4;

    private final boolean legacy;
    private final long epoch;
    private final long[] release;
    private final int phase;
    private final long phaseNumber;

    /// -1: none.
    private final long post;

    /// [Long#MAX_VALUE]: none.
    private final long dev;

    private final String[] local;
    private final String[] legacyParts;

    private PythonVersion(
            String text,
            long epoch,
            long[] release,
            int phase,
            long phaseNumber,
            long post,
            long dev,
            String[] local) {
        super(text);
        this.legacy = false;
        this.epoch = epoch;
        this.release = release;
        this.phase = phase;
        this.phaseNumber = phaseNumber;
        this.post = post;
        this.dev = dev;
        this.local = local;
        this.legacyParts = new String[0];
    }

    private PythonVersion(String text, String[] legacyParts) {
        super(text);
        this.legacy = true;
        this.epoch = -1;
        this.release = new long[0];
        this.phase = FINAL;
        this.phaseNumber = 0;
        this.post = -1;
        this.dev = Long.MAX_VALUE;
        this.local = new String[0];
        this.legacyParts = legacyParts;
    }

    static @Nullable PythonVersion read(String text) {
        String s = text.strip().toLowerCase(Locale.ROOT);
        Matcher m = PEP440.matcher(s);
        try {
            return m.matches() ? pep440(text, m) : legacy(text, s);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static PythonVersion pep440(String text, Matcher m) {
        @Nullable String pre = m.group("pre");
        boolean isPost = m.group("post") != null;
        boolean isDev = m.group("dev") != null;
        int phase = pre == null ? (isDev && !isPost ? DEV_ONLY : FINAL) : phaseOf(pre);
        @Nullable String implicit = m.group("postImplicit");
        @Nullable String local = m.group("local");
        return new PythonVersion(
                text,
                number(m.group("epoch")),
                releaseOf(m.group("release")),
                phase,
                number(m.group("preN")),
                isPost ? number(implicit != null ? implicit : m.group("postN")) : -1,
                isDev ? number(m.group("devN")) : Long.MAX_VALUE,
                local == null ? new String[0] : local.split("[-_.]"));
    }

    private static int phaseOf(String word) {
        return switch (word) {
            case "a", "alpha" -> ALPHA;
            case "b", "beta" -> BETA;
            default -> CANDIDATE;
        };
    }

    private static long number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /// Without trailing zeros: `1.0` is `1`.
    private static long[] releaseOf(String dotted) {
        String[] parts = dotted.split("\\.");
        int n = parts.length;
        while (n > 1
                && isNumber(parts[n - 1], 0, parts[n - 1].length())
                && number(parts[n - 1]) == 0) {
            n--;
        }
        long[] numbers = new long[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = number(parts[i]);
        }
        return numbers;
    }

    private static @Nullable PythonVersion legacy(String text, String s) {
        if (s.isEmpty() || !isDigit(s.charAt(0))) {
            return null;
        }
        return new PythonVersion(
                text,
                LEGACY_PARTS
                        .matcher(s)
                        .results()
                        .map(part -> part.group())
                        .filter(part -> !part.equals("."))
                        .map(PythonVersion::legacyPart)
                        .toArray(String[]::new));
    }

    /// Numbers padded so that they sort as text, words marked so that they sort before numbers.
    private static String legacyPart(String part) {
        if (isDigit(part.charAt(0))) {
            return "0".repeat(Math.max(0, 20 - part.length())) + part;
        }
        return switch (part) {
            case "pre", "preview", "rc" -> "*c";
            case "-" -> "*final-";
            case "dev" -> "*@";
            default -> "*" + part;
        };
    }

    @Override
    @Nullable Version withoutLocalPart() {
        return local.length == 0
                ? null
                : new PythonVersion(
                        text(), epoch, release, phase, phaseNumber, post, dev, new String[0]);
    }

    @Override
    public int compareTo(Version other) {
        PythonVersion that = (PythonVersion) other;
        if (legacy || that.legacy) {
            return legacy && that.legacy
                    ? java.util.Arrays.compare(legacyParts, that.legacyParts)
                    : Boolean.compare(that.legacy, legacy);
        }
        int c = Long.compare(epoch, that.epoch);
        c = c != 0 ? c : java.util.Arrays.compare(release, that.release);
        c = c != 0 ? c : Integer.compare(phase, that.phase);
        c = c != 0 ? c : Long.compare(phaseNumber, that.phaseNumber);
        c = c != 0 ? c : Long.compare(post, that.post);
        c = c != 0 ? c : Long.compare(dev, that.dev);
        return c != 0 ? c : compareLocal(that);
    }

    private int compareLocal(PythonVersion that) {
        int n = Math.min(local.length, that.local.length);
        for (int i = 0; i < n; i++) {
            String a = local[i];
            String b = that.local[i];
            boolean aNumber = isNumber(a, 0, a.length());
            boolean bNumber = isNumber(b, 0, b.length());
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
        return Integer.compare(local.length, that.local.length);
    }
}
