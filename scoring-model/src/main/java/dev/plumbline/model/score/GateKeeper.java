package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.catalogue.Gate;
import dev.plumbline.model.obligation.Claim;
import dev.plumbline.model.obligation.Deadline;
import dev.plumbline.model.obligation.Micros;
import dev.plumbline.model.obligation.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks one gate whether it holds.
final class GateKeeper {
    private final Gate gate;
    private final @Nullable Owing owing;
    private final @Nullable Deadline deadline;
    private final Moment.@Nullable Cover cover;
    private final boolean[] closes;

    /// @param owing where the gate's obligations are, for causes that are obligations
    /// @param deadline their due rule, for overdue ones, and `cover` which looks forgive a late
    ///     closing
    GateKeeper(
            Gate gate,
            @Nullable Owing owing,
            @Nullable Deadline deadline,
            Moment.@Nullable Cover cover,
            Plan plan) {
        this.gate = gate;
        this.owing = owing;
        this.deadline = deadline;
        this.cover = cover;
        this.closes =
                switch (gate.cause()) {
                    case Gate.Overdue overdue -> plan.closes(overdue.closes());
                    case Gate.Open open -> plan.closes(open.demand().closes());
                    case Gate.AbsentItem absent -> new boolean[0];
                    case Gate.AbsentEvidence absent -> new boolean[0];
                };
    }

    Gate gate() {
        return gate;
    }

    /// @return `null` if it does not hold
    @Nullable Holding ask(Moment moment) {
        return switch (gate.cause()) {
            case Gate.Overdue overdue -> overdue(overdue, moment);
            case Gate.Open open -> open(open, moment);
            case Gate.AbsentItem absent -> absent(absent, moment);
            case Gate.AbsentEvidence absent -> absent(absent, moment);
        };
    }

    private @Nullable Holding overdue(Gate.Overdue overdue, Moment moment) {
        if (owing == null || deadline == null || cover == null) {
            throw new IllegalStateException(gate.id() + " has no obligations");
        }
        var reading = moment.claim;
        var cap = 1.0;
        var proven = 1.0;
        var longest = 0.0;
        List<String> concerns = List.of();
        for (var claim : owing.claims(moment)) {
            var closedAt = claim.closedAt(moment.t, closes, gate.trust());
            if ((closedAt != Micros.NEVER && overdue.metLate() == null)
                    || !claim.read(moment.t, reading)
                    || !passes(overdue, claim, reading)) {
                continue;
            }
            claim.decide(deadline, reading);
            var held = cap(overdue, closedAt, reading.due(), moment);
            if (held >= 1) {
                continue;
            }
            cap = Math.min(cap, held);
            longest = Math.max(longest, Micros.days(moment.t - reading.due()));
            proven = Math.min(proven, proven(overdue, claim, held, reading.due(), moment.t));
            concerns = with(claim, concerns);
        }
        return cap < 1 ? new Holding(gate, cap, proven, longest, concerns, false) : null;
    }

    private double cap(Gate.Overdue overdue, long closedAt, long due, Moment moment) {
        if (closedAt == Micros.NEVER) {
            var step = step(overdue, Micros.days(moment.t - due), due, moment);
            return step == null ? 1 : step.cap();
        }
        var metLate = overdue.metLate();
        if (metLate == null || cover == null || closedAt <= due) {
            return 1;
        }
        var seen = moment.covered(cover).newest();
        return seen != Micros.NEVER && forgiven(metLate, closedAt, seen) ? 1 : metLate.cap();
    }

    /// The cap if every closing were trusted and the last look were now.
    private double proven(Gate.Overdue overdue, Claim claim, double held, long due, long t) {
        var closedAt = claim.closedAt(t, closes, 0);
        if (closedAt == Micros.NEVER) {
            return held;
        }
        var metLate = overdue.metLate();
        return metLate == null || closedAt <= due || forgiven(metLate, closedAt, t)
                ? 1
                : metLate.cap();
    }

    private static boolean forgiven(Gate.MetLate metLate, long closedAt, long seen) {
        return Micros.days(seen - closedAt) >= metLate.untilSeenDays();
    }

    /// The harshest step that lateness has reached; notes when the next one comes.
    private static Gate.@Nullable Step step(
            Gate.Overdue overdue, double late, long due, Moment moment) {
        Gate.@Nullable Step reached = null;
        for (var step : overdue.steps()) {
            if (late > step.afterDays()) {
                reached = reached == null || step.cap() < reached.cap() ? step : reached;
            } else {
                // strictly later than the step, so one grain after it
                moment.changesAt(Micros.plus(Micros.plus(due, Micros.ofDays(step.afterDays())), 1));
            }
        }
        return reached;
    }

    private static boolean passes(Gate.Overdue overdue, Claim claim, Claim.Reading reading) {
        var severities = overdue.filter().severities();
        return (severities.isEmpty() || severities.contains(reading.severity()))
                && (overdue.kinds().isEmpty() || overdue.kinds().contains(claim.kind(reading)));
    }

    private @Nullable Holding open(Gate.Open open, Moment moment) {
        if (owing == null) {
            throw new IllegalStateException(gate.id() + " has no obligations");
        }
        var reading = moment.claim;
        var proven = 1.0;
        var longest = 0.0;
        List<String> concerns = List.of();
        for (var claim : owing.claims(moment)) {
            if (!claim.read(moment.t, reading)) {
                continue;
            }
            claim.creditPlain(owing.recovery, Micros.NEVER, reading);
            moment.changesAt(reading.closedUntil());
            if (!claim.open(moment.t, closes, gate.trust())) {
                continue;
            }
            longest = Math.max(longest, Micros.days(moment.t - reading.opened()));
            if (claim.open(moment.t, closes, 0)) {
                proven = open.cap();
            }
            concerns = with(claim, concerns);
        }
        return concerns.isEmpty()
                ? null
                : new Holding(gate, open.cap(), proven, longest, concerns, false);
    }

    private static List<String> with(Claim claim, List<String> concerns) {
        var more = concerns.isEmpty() ? new ArrayList<String>(1) : concerns;
        more.add(claim.key());
        return more;
    }

    private @Nullable Holding absent(Gate.AbsentItem absent, Moment moment) {
        var answers = moment.posture.answers(absent.list(), absent.item());
        var proven = 1.0;
        if (answers != null) {
            var reading = moment.answer;
            answers.read(moment.t, Freshness.FOREVER, reading);
            moment.changesAt(reading.until());
            if (reading.credit() > 0 && reading.credit() >= gate.trust()) {
                return null;
            }
            proven = reading.proven() > 0 ? 1 : absent.cap();
        }
        return new Holding(gate, absent.cap(), proven, 0, List.of(), proven >= 1);
    }

    private @Nullable Holding absent(Gate.AbsentEvidence absent, Moment moment) {
        for (var release : moment.releases) {
            var looks = moment.posture.looks(absent.kind()).get(release.name());
            if (looks != null) {
                for (var look : looks.all()) {
                    if (look.live(moment.t) && look.trust() >= gate.trust()) {
                        return null;
                    }
                }
            }
        }
        return new Holding(gate, absent.cap(), 1, 0, List.of(), true);
    }

    /// A gate that holds.
    ///
    /// @param cap 0..1; `proven` what would be left of it if all that is unknown were proven, 1 for
    ///     nothing
    /// @param days how long the oldest cause has stood
    record Holding(
            Gate gate,
            double cap,
            double proven,
            double days,
            List<String> concerns,
            boolean absence) {

        String because() {
            var template = concerns.size() > 1 ? gate.many() : gate.one();
            return template.replace("{count}", Integer.toString(concerns.size()))
                    .replace("{days}", Words.days(days))
                    .replace("{concern}", String.join(", ", concerns));
        }
    }
}
