package dev.plumbline.model.obligation;

import dev.plumbline.model.catalogue.Coverage.Freshness;

/// The two curves of the model (SCORING.md 5.1): how lateness costs, and how looks grow old.
///
/// Powers are computed here, from a table and a short series: [Math#pow] may differ between
/// machines in the last bit, and [StrictMath#pow] takes most of the time of a score.
public final class Credits {
    private static final int STEPS = 64;
    private static final double LN_2 = 0x1.62e42fefa39efp-1;
    private static final double[] TABLE = table();

    private Credits() {}

    /// Credit of an obligation that stands open.
    public static double open(double lateDays, double halfLifeDays) {
        return lateDays <= 0 ? 1 : 0.5 * half(lateDays / halfLifeDays);
    }

    /// Credit of an obligation that was met this late, before any recovery.
    public static double closed(double lateDays, double halfLifeDays) {
        return lateDays <= 0 ? 1 : 0.5 + 0.5 * half(lateDays / halfLifeDays);
    }

    /// What a look of this age is worth.
    public static double freshness(double ageDays, Freshness freshness) {
        return ageDays <= freshness.graceDays()
                ? 1
                : half((ageDays - freshness.graceDays()) / freshness.halfLifeDays());
    }

    /// `2^−halvings` for a finite number of at least 0, to a relative error under 10⁻¹⁵.
    static double half(double halvings) {
        if (halvings >= 1_000) {
            return 0;
        }
        var whole = (int) halvings;
        var rest = halvings - whole;
        var step = (int) (rest * STEPS);
        // e^−x for 0 ≤ x < ln 2 / 64: the first term left out is under 10⁻¹⁷
        var x = (rest - (double) step / STEPS) * LN_2;
        var series = 1 - x * (1 - x / 2 * (1 - x / 3 * (1 - x / 4 * (1 - x / 5 * (1 - x / 6)))));
        return Math.scalb(TABLE[step] * series, -whole);
    }

    private static double[] table() {
        var table = new double[STEPS];
        for (var i = 0; i < STEPS; i++) {
            table[i] = StrictMath.pow(2, -(double) i / STEPS);
        }
        return table;
    }
}
