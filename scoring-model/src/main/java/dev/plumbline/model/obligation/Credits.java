package dev.plumbline.model.obligation;

import dev.plumbline.model.catalogue.Coverage.Freshness;

/// The two curves of the model (SCORING.md 5.1): how lateness costs, and how looks grow old.
///
/// Powers are taken by [StrictMath], so that the same ledger gives the same bits on any machine.
public final class Credits {
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

    private static double half(double halvings) {
        return StrictMath.pow(2, -halvings);
    }
}
