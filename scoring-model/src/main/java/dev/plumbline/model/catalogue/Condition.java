package dev.plumbline.model.catalogue;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.plumbline.model.evidence.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What an organisation asks of a concern in its own words: an expression of the Common Expression
/// Language that is true or false.
///
/// It is checked and compiled when the catalogue is read, and sees the concern alone: `kind`,
/// `key`, `line`, `release` (both `""` where there is none), `severity` (`critical` to `low`, or
/// `unknown`), `own`, `tier_days` (−1 for none) and the map `attributes`. There is no clock, no
/// randomness and nothing to call, and its length, depth and loops are bounded. Two conditions with
/// the same text are the same.
public final class Condition {
    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 32;
    private static final int LOOPS = 1_000;
    private static final Cel LANGUAGE =
            CelFactory.standardCelBuilder()
                    .setOptions(
                            CelOptions.current()
                                    .maxExpressionCodePointSize(LONGEST)
                                    .maxParseRecursionDepth(DEEPEST)
                                    .comprehensionMaxIterations(LOOPS)
                                    .build())
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addVar("kind", SimpleType.STRING)
                    .addVar("key", SimpleType.STRING)
                    .addVar("line", SimpleType.STRING)
                    .addVar("release", SimpleType.STRING)
                    .addVar("severity", SimpleType.STRING)
                    .addVar("own", SimpleType.BOOL)
                    .addVar("tier_days", SimpleType.INT)
                    .addVar("attributes", MapType.create(SimpleType.STRING, SimpleType.STRING))
                    .setResultType(SimpleType.BOOL)
                    .build();

    private final String text;
    private final CelRuntime.Program program;

    private Condition(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    /// @throws Unusable with what is wrong, where the text is no condition over a concern
    static Condition of(String text) throws Unusable {
        try {
            return new Condition(text, LANGUAGE.createProgram(LANGUAGE.compile(text).getAst()));
        } catch (CelValidationException e) {
            List<CelIssue> issues = e.getErrors();
            throw new Unusable(issues.getFirst().getMessage(), e);
        } catch (CelEvaluationException e) {
            throw new Unusable(String.valueOf(e.getMessage()), e);
        }
    }

    /// Whether it is true of a concern. One that cannot be told counts as true, as when it asks for
    /// an attribute that the concern lacks: what is missing must not lift a score.
    public boolean holds(Entry.Owed concern) {
        try {
            return !Boolean.FALSE.equals(program.eval(variables(concern)));
        } catch (CelEvaluationException e) {
            return true;
        }
    }

    private static Map<String, Object> variables(Entry.Owed concern) {
        var line = concern.line();
        var release = concern.release();
        var tier = concern.tierDays();
        return Map.of(
                "kind", concern.kind(),
                "key", concern.key(),
                "line", line == null ? "" : line,
                "release", release == null ? "" : release,
                "severity", concern.severity().name().toLowerCase(Locale.ROOT),
                "own", concern.own(),
                "tier_days", tier == null ? -1L : (long) tier,
                "attributes", concern.attributes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition condition && condition.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /// The text is no condition over a concern.
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
