package dev.plumbline.model.obligation;

import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.Form.Due;
import dev.plumbline.model.catalogue.Form.OnRepeat;
import dev.plumbline.model.catalogue.Form.Term;
import dev.plumbline.model.obligation.Concern.Saying;
import java.util.HashMap;
import java.util.Map;

/// A due rule with its days as micros, ready to be asked often.
public final class Deadline {
    private final Due rule;
    private final Term[] firstOf;
    private final Term[] orShorter;
    private final long days;
    private final Map<String, Long> daysByKind = new HashMap<>();
    private final long[] bySeverity = new long[Severity.values().length];
    private final long atMost;

    public Deadline(Due rule) {
        this.rule = rule;
        this.firstOf = rule.firstOf().toArray(Term[]::new);
        this.orShorter = rule.orShorter().toArray(Term[]::new);
        this.days = Micros.ofDays(rule.days());
        rule.daysByKind().forEach((kind, of) -> daysByKind.put(kind, Micros.ofDays(of)));
        for (var severity : Severity.values()) {
            bySeverity[severity.ordinal()] =
                    Micros.ofDays(
                            rule.daysBySeverity().getOrDefault(severity, Double.POSITIVE_INFINITY));
        }
        this.atMost = Micros.ofDays(rule.atMostDays());
    }

    OnRepeat onRepeat() {
        return rule.onRepeat();
    }

    /// The rule's own date for one statement.
    long world(Saying saying, Severity severity) {
        return world(
                saying.owed.kind(),
                saying.at,
                saying.stated,
                saying.listed,
                saying.tierDays,
                severity);
    }

    /// The rule's own date, before fairness to a product that Plumbline has just met.
    ///
    /// @param stated [Micros#NEVER] if the world states none; so for `listed`; −1 for `tierDays`
    long world(
            String kind, long opened, long stated, long listed, int tierDays, Severity severity) {
        var due = opened;
        for (var term : firstOf) {
            var ends = ends(term, kind, opened, stated, listed, tierDays, severity);
            if (ends != Micros.NEVER) {
                due = ends;
                break;
            }
        }
        for (var term : orShorter) {
            due = Math.min(due, ends(term, kind, opened, stated, listed, tierDays, severity));
        }
        return listed == Micros.NEVER ? due : Math.min(due, Micros.plus(listed, atMost));
    }

    private long ends(
            Term term,
            String kind,
            long opened,
            long stated,
            long listed,
            int tierDays,
            Severity severity) {
        return switch (term) {
            case STATED -> stated;
            case LISTED_PLUS_TIER ->
                    tierDays < 0 ? Micros.NEVER : Micros.plus(listed, Micros.ofDays(tierDays));
            case TIER -> tierDays < 0 ? Micros.NEVER : opened + Micros.ofDays(tierDays);
            case SEVERITY -> Micros.plus(opened, bySeverity[severity.ordinal()]);
            case DAYS ->
                    Micros.plus(
                            opened,
                            daysByKind.isEmpty() ? days : daysByKind.getOrDefault(kind, days));
        };
    }

    /// Never before the product had the tier's days.
    long fair(long world, long opened, int tierDays) {
        return rule.fair() ? Math.max(world, opened + Micros.ofDays(Math.max(0, tierDays))) : world;
    }
}
