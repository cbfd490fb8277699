package dev.plumbline.model.score;

import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Form.Demand;
import dev.plumbline.model.catalogue.Form.Weight;
import dev.plumbline.model.catalogue.Weights;
import dev.plumbline.model.obligation.Claim;
import dev.plumbline.model.obligation.Micros;
import dev.plumbline.model.obligation.Plan;
import dev.plumbline.model.obligation.Recovery;
import dev.plumbline.model.score.Score.ObligationState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A demand made ready: where its claims are, how they weigh and what closes them.
final class Owing {
    final String under;
    final Demand demand;
    final Recovery recovery;
    private final int number;
    private final double[] bySeverity = new double[Severity.values().length];
    private final Weights weights;

    Owing(String under, Demand demand, Plan plan, Catalogue catalogue) {
        this.under = under;
        this.demand = demand;
        this.recovery = new Recovery(plan, demand, catalogue.model());
        this.number = plan.number(demand);
        this.weights = catalogue.weights();
        for (var severity : Severity.values()) {
            bySeverity[severity.ordinal()] = weights.severity().getOrDefault(severity, 0.0);
        }
    }

    List<Claim> claims(Moment moment) {
        return moment.posture.claims(number);
    }

    double weight(Claim.Reading reading) {
        return switch (demand.weight()) {
            case Weight.Fixed(var value) -> value;
            case Weight.BySeverity any -> bySeverity[reading.severity().ordinal()];
            case Weight.ByTier any -> ofTier(reading.tierDays());
        };
    }

    private double ofTier(int days) {
        if (days >= 0) {
            for (var tier : weights.tiers()) {
                if (days <= tier.upToDays()) {
                    return tier.weight();
                }
            }
        }
        return weights.beyondTiers();
    }

    void state(Moment moment, Claim claim, @Nullable Instant due, double credit) {
        if (moment.states != null) {
            moment.states.add(state(moment, claim, due, credit, false));
        }
    }

    /// Shows what was declared erroneous beside what counts.
    void excused(Moment moment, Claim claim) {
        if (moment.states != null && claim.readExcused(moment.t, moment.claim)) {
            moment.states.add(state(moment, claim, null, 1, true));
        }
    }

    private ObligationState state(
            Moment moment, Claim claim, @Nullable Instant due, double credit, boolean excused) {
        var reading = moment.claim;
        return new ObligationState(
                under,
                claim.kind(reading),
                claim.key(),
                reading.line(),
                reading.release(),
                reading.severity(),
                weight(reading),
                reading.openedAt(),
                due,
                due != null && reading.worldDue() < reading.due()
                        ? Micros.instant(reading.worldDue())
                        : null,
                excused ? null : reading.closedAt(),
                excused ? null : reading.closedBy(),
                credit,
                excused,
                reading.own(),
                excused ? Map.of() : claim.attributes(reading),
                excused ? List.of() : claim.evidence(reading));
    }
}
