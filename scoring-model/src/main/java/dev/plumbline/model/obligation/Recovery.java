package dev.plumbline.model.obligation;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Form.Demand;
import dev.plumbline.model.obligation.Concern.Closing;

/// Which closings count for a demand, and how they grow in worth while newer looks do not
/// contradict them.
///
/// Nothing recovers by waiting: every span here ends at the newest look, not at the clock.
public final class Recovery {
    private final boolean[] closes;
    private final double lateDays;
    private final double trustDays;

    public Recovery(Plan plan, Demand demand, Catalogue.Model model) {
        this.closes = plan.closes(demand.closes());
        this.lateDays = model.recoveryDays();
        this.trustDays = model.corroborationDays();
    }

    boolean closes(Closing closing) {
        return closing.how >= 0 && closes[closing.how];
    }

    /// A late closing is forgotten linearly over the recovery days of newer looks.
    ///
    /// @param met credit at the closing itself
    double late(double met, Closing closing, long covered) {
        return met >= 1 || covered == Micros.NEVER
                ? met
                : met + (1 - met) * share(covered - closing.at, lateDays);
    }

    /// What the closing's trust lets it earn. Newer looks corroborate it: fully once they reach to
    /// where the obligation leaves D, and never in less than the corroboration days. Without that a
    /// product whose fixes come from its own CI would fall to 0 a year after them, when D shrinks
    /// and the last tenth of each loss stays.
    double trust(Closing closing, long opened, long covered) {
        var trust = Math.min(1, closing.trust);
        if (trust >= 1 || covered == Micros.NEVER || Double.isInfinite(trustDays)) {
            return trust;
        }
        var span = Math.max(trustDays, lateDays - Math.max(0, Micros.days(closing.at - opened)));
        return trust + (1 - trust) * share(covered - closing.at, span);
    }

    private static double share(long micros, double days) {
        return Math.clamp(Micros.days(micros) / days, 0, 1);
    }
}
