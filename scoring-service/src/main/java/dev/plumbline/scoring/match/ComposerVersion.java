package dev.plumbline.scoring.match;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Composer's `VersionParser::normalize` and the comparison of what it makes: four numbers (`1.0`
/// is `1.0.0.0`), a stability (`dev` < `alpha` < `beta` < `RC` < stable < `patch`) with its own
/// numbers, and `-dev` as the step before it. `1.2.x-dev` is the end of the line 1.2.
///
/// A named branch (`dev-main`) is a moving head: whether a fix is in it can't be told from its
/// name.
final class ComposerVersion extends Version {

    private static final String MODIFIER =
            "(?:[._-]?(?:(?<stability>stable|beta|b|rc|alpha|a|patch|pl|p)(?<number>(?:[.-]?\\d+)*))?(?<dev>[.-]?dev)?)?";

    private static final Pattern CLASSIC = Pattern.compile("(?<core>\\d+(?:\\.\\d+)*)" + MODIFIER);

    private static final Pattern DATED =
            Pattern.compile(
                    "(?<core>\\d{4}(?:[.:-]?\\d{2}){1,6}(?:[.:-]?\\d{1,3}){0,2})" + MODIFIER);

    private static final Pattern BRANCH =
            Pattern.compile("(?<core>\\d+(?:\\.(?:\\d+|[x*]))*?)(?:\\.[x*])+(?:-dev)?");

    private static final Pattern NUMBERS = Pattern.compile("\\d+");
    private static final String END_OF_LINE = "9999999";
    private static final int STABLE = 3;

    private final String[] core;
    private final int stability;
    private final String[] stabilityNumbers;
    private final boolean dev;

    private ComposerVersion(
            String text, String[] core, int stability, String[] stabilityNumbers, boolean dev) {
        super(text);
        this.core = core;
        this.stability = stability;
        this.stabilityNumbers = stabilityNumbers;
        this.dev = dev;
    }

    static @Nullable ComposerVersion read(String text) {
        String s = text.strip().toLowerCase(Locale.ROOT);
        int build = s.indexOf('+');
        s = build < 0 ? s : s.substring(0, build);
        int flag = s.indexOf('@');
        s = flag < 0 ? s : s.substring(0, flag);
        s = s.startsWith("v") ? s.substring(1) : s;
        Matcher branch = BRANCH.matcher(s);
        if (branch.matches()) {
            String[] numbers = numbersIn(branch.group("core"));
            String[] line = new String[Math.max(4, numbers.length)];
            for (int i = 0; i < line.length; i++) {
                line[i] = i < numbers.length ? numbers[i] : END_OF_LINE;
            }
            return new ComposerVersion(text, line, STABLE, new String[0], true);
        }
        Matcher m = CLASSIC.matcher(s);
        if (!m.matches()) {
            m = DATED.matcher(s);
            if (!m.matches()) {
                return null;
            }
        }
        @Nullable String number = m.group("number");
        return new ComposerVersion(
                text,
                numbersIn(m.group("core")),
                stabilityOf(m.group("stability")),
                number == null ? new String[0] : numbersIn(number),
                m.group("dev") != null);
    }

    private static String[] numbersIn(String dotted) {
        return NUMBERS.matcher(dotted).results().map(n -> n.group()).toArray(String[]::new);
    }

    private static int stabilityOf(@Nullable String word) {
        return switch (word) {
            case "alpha", "a" -> 0;
            case "beta", "b" -> 1;
            case "rc" -> 2;
            case "patch", "pl", "p" -> 4;
            case null, default -> STABLE;
        };
    }

    @Override
    public int compareTo(Version other) {
        ComposerVersion that = (ComposerVersion) other;
        int n = Math.max(core.length, that.core.length);
        for (int i = 0; i < n; i++) {
            String a = i < core.length ? core[i] : "0";
            String b = i < that.core.length ? that.core[i] : "0";
            int c = compareNumbers(a, 0, a.length(), b, 0, b.length());
            if (c != 0) {
                return c;
            }
        }
        int byStability = Integer.compare(rank(), that.rank());
        if (byStability != 0) {
            return byStability;
        }
        n = Math.min(stabilityNumbers.length, that.stabilityNumbers.length);
        for (int i = 0; i < n; i++) {
            String a = stabilityNumbers[i];
            String b = that.stabilityNumbers[i];
            int c = compareNumbers(a, 0, a.length(), b, 0, b.length());
            if (c != 0) {
                return c;
            }
        }
        int byCount = Integer.compare(stabilityNumbers.length, that.stabilityNumbers.length);
        return byCount != 0 ? byCount : Boolean.compare(that.dev, dev);
    }

    /// `1.0-dev` comes before `1.0-alpha`, but `1.0-beta1-dev` only before `1.0-beta1`.
    private int rank() {
        return dev && stability == STABLE ? -1 : stability;
    }
}
