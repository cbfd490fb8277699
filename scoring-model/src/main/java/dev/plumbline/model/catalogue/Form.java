package dev.plumbline.model.catalogue;

import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.catalogue.Coverage.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the value of a measure comes about (SCORING.md 5.1).
public sealed interface Form {

    /// What is owed under it; empty where answers or looks are counted.
    default Stream<Demand> demands() {
        return switch (this) {
            case Timed timed -> Stream.of(timed.demand());
            case Windowed windowed ->
                    Stream.concat(Stream.of(windowed.demand()), windowed.brokenBy().stream());
            case Density density -> Stream.of(density.demand());
            case Share(Population.Scopes scopes) -> Stream.of(scopes.dirty());
            case Share any -> Stream.empty();
            case Checklist any -> Stream.empty();
            case Saturating any -> Stream.empty();
        };
    }

    /// `g · max(0, 1 − Loss/D)` over obligations with a due day.
    ///
    /// @param halfLifeDays after how many days late what is left of the credit halves
    /// @param halfLifeDaysByKind overrides it for a kind of concern
    /// @param kappa what D starts from
    record Timed(
            Demand demand,
            Due due,
            double halfLifeDays,
            Map<String, Double> halfLifeDaysByKind,
            double kappa)
            implements Form {
        public Timed {
            halfLifeDaysByKind = Map.copyOf(halfLifeDaysByKind);
        }
    }

    /// `g · max(0, 1 − Loss/D)` over units that are either good or not.
    ///
    /// @param windowDays units older than this leave D, and a bad one is forgotten once newer
    ///     evidence than that reaches beyond it; infinite if all count for ever
    /// @param metBy evidence kinds of which one for the unit makes it good; empty if it takes a
    ///     closing
    /// @param brokenBy open concerns of the same release, or of the unit's own key, that make a
    ///     unit bad, whatever else; their weight is how much of the unit each demand takes away
    /// @param unmet what a unit says that is neither good nor broken
    record Windowed(
            Demand demand,
            double windowDays,
            double kappa,
            List<String> metBy,
            List<Demand> brokenBy,
            Unmet unmet)
            implements Form {
        public Windowed {
            metBy = List.copyOf(metBy);
            brokenBy = List.copyOf(brokenBy);
        }
    }

    enum Unmet {
        /// known to be bad: it stays bad in the headroom
        FAILED,
        /// nobody has shown it: the headroom takes it as good
        UNKNOWN,
        /// nothing speaks against it, and the coverage says whether anybody looked
        GOOD
    }

    /// `g / (1 + x/half)`, x = weighted open findings per so much of size.
    ///
    /// @param half the density at which half of the value is left
    /// @param size what x is divided by; `null` if findings are counted as they are
    record Density(Demand demand, double half, @Nullable Size size) implements Form {}

    /// @param units findings are counted per so many of it; a smaller size counts as one
    /// @param kind evidence kind that states sizes, in the attribute `attribute`
    record Size(double units, String kind, String attribute) {}

    /// `Z(x; floor, target)`: how far a reported figure has come from `floor` to `target`, at most
    /// its trust.
    ///
    /// The figure is answered like an item of a list under the id of the measure; its raw value
    /// counts, and the newest answer.
    ///
    /// @param atLeast something else that lifts the value to a little already; `null` if nothing
    ///     does
    record Saturating(
            Item figure,
            double floor,
            double target,
            @Nullable AtLeast atLeast,
            Freshness freshness,
            Answering answering)
            implements Form {

        /// `Z` of a raw figure, 0..1.
        public double of(double figure) {
            return Math.clamp((figure - floor) / (target - floor), 0, 1);
        }
    }

    /// @param credit what the item is worth here at most
    /// @param list id of a checklist, `item` one of its items
    record AtLeast(double credit, String list, String item) {}

    /// Mean over a fixed list.
    record Checklist(List<Item> items, Freshness freshness, Answering answering) implements Form {
        public Checklist {
            items = List.copyOf(items);
        }
    }

    /// Mean over a population that the maker cannot shrink.
    record Share(Population population) implements Form {}

    sealed interface Population {

        /// Supported releases × kinds of look.
        record ReleaseLooks(List<Look> looks) implements Population {
            public ReleaseLooks {
                looks = List.copyOf(looks);
            }
        }

        /// Supported releases × artefacts: each piece of evidence covers one artefact.
        ///
        /// @param attribute attribute that says how the evidence is bound to what was shipped
        /// @param credits value of the attribute → credit
        record ReleaseArtefacts(String kind, String attribute, Map<String, Double> credits)
                implements Population {
            public ReleaseArtefacts {
                credits = Map.copyOf(credits);
            }
        }

        /// Supported releases × items of a list, answered as `release/item`, or supported lines ×
        /// items, answered as `line/item`.
        record Items(Per per, List<Item> items, Freshness freshness, Answering answering)
                implements Population {
            public Items {
                items = List.copyOf(items);
            }
        }

        /// All scopes that evidence of the kind ever named; one is good while looked at and free of
        /// open concerns.
        record Scopes(String kind, String attribute, Freshness freshness, Demand dirty)
                implements Population {}
    }

    enum Per {
        PRODUCT,
        RELEASE,
        LINE
    }

    /// @param unless what takes it out of the list; `null` if nothing does
    record Item(String id, String title, @Nullable Exemption unless) {}

    /// Something does not concern a product because of what the product is: a fact of the profile
    /// says so, with enough trust.
    ///
    /// @param value the fact's value that exempts, 1 for yes and 0 for no
    record Exemption(String fact, double value) {}

    /// One of the looks that every release wants; any of its sources is enough.
    record Look(String id, String title, List<Source> anyOf) {
        public Look {
            anyOf = List.copyOf(anyOf);
        }
    }

    /// Who can answer items, how, and what the answer would be worth.
    ///
    /// @param kind evidence kind that answers all items at once, if a machine does
    record Answering(double trust, String title, String how, String who, @Nullable String kind) {}

    /// What is owed: which concerns, how they weigh and what closes them.
    ///
    /// Concerns of several kinds with the same key are one obligation.
    record Demand(
            List<String> when, Filter filter, Weight weight, Opened opened, List<String> closes) {
        public Demand {
            when = List.copyOf(when);
            closes = List.copyOf(closes);
        }
    }

    enum Opened {
        /// with the world's instant of the concern
        AT,
        /// on its due day, as for a waiver, which is owed nothing before it expires
        DUE
    }

    /// @param attributes attribute → values of which one has to be among the comma-separated ones
    ///     of the concern
    /// @param world whether only what the world says counts, not the maker's own tools
    /// @param condition in an organisation's own words; `null` for none
    record Filter(
            Map<String, Set<String>> attributes,
            Set<Severity> severities,
            boolean world,
            @Nullable Condition condition) {
        public static final Filter ALL = new Filter(Map.of(), Set.of(), false, null);

        public Filter {
            attributes = Map.copyOf(attributes);
            severities = Set.copyOf(severities);
        }

        public boolean passesAll() {
            return attributes.isEmpty() && severities.isEmpty() && !world && condition == null;
        }
    }

    sealed interface Weight {
        record BySeverity() implements Weight {}

        record ByTier() implements Weight {}

        record Fixed(double value) implements Weight {}
    }

    /// When an obligation has to be met.
    ///
    /// @param firstOf the first of these that the concern states; if none, it is due at once
    /// @param orShorter terms that count if they end earlier
    /// @param days term of [Term#DAYS]; `daysByKind` overrides it for a kind of concern
    /// @param daysBySeverity term of [Term#SEVERITY]
    /// @param atMostDays never later than this many days after the world stated it
    /// @param fair never before the product had the tier's days (SCORING.md rule 13)
    record Due(
            List<Term> firstOf,
            List<Term> orShorter,
            double days,
            Map<String, Double> daysByKind,
            Map<Severity, Double> daysBySeverity,
            double atMostDays,
            boolean fair,
            OnRepeat onRepeat) {
        public Due {
            firstOf = List.copyOf(firstOf);
            orShorter = List.copyOf(orShorter);
            daysByKind = Map.copyOf(daysByKind);
            daysBySeverity = Map.copyOf(daysBySeverity);
        }
    }

    enum Term {
        /// the date that the world states
        STATED,
        /// the world's listing plus the tier's days
        LISTED_PLUS_TIER,
        /// the opening plus the tier's days
        TIER,
        /// the opening plus the days of its severity
        SEVERITY,
        /// the opening plus a fixed number of days
        DAYS
    }

    /// What counts if a concern is stated more than once.
    enum OnRepeat {
        /// each statement has its own due day, the earliest counts: a raised severity starts its
        /// own clock
        EACH,
        /// one due day from the earliest opening, the earliest stated day and the highest severity
        EARLIEST,
        /// the first statement: moving the date later does not help
        FIRST
    }
}
