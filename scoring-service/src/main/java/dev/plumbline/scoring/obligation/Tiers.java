package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.Retracted;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.model.catalogue.DecisionTable;
import dev.plumbline.model.catalogue.DecisionTable.Outcome;
import dev.plumbline.model.catalogue.DecisionTableReader;
import dev.plumbline.scoring.match.VulnerabilityKey;
import dev.plumbline.scoring.obligation.ProductFacts.Judgement;
import dev.plumbline.scoring.obligation.ProductFacts.Kev;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How many days CISA's directive BOD 26-04 leaves for a flaw, by its table (SCORING.md 4.5), and
/// how soon those who deploy the product will want the fix, by SSVC's tree (4.6).
///
/// The table asks whether the flaw is in KEV, whether the product is exposed, whether an attack can
/// be automated and how bad its impact is. The last two are judged by SSVC; outside KEV what is not
/// judged counts as not automatable and of total impact. A product is exposed until it is proven
/// not to be: answer `exposed` of the list `profile`, with 0, of enough trust. While nobody judged
/// an entry of KEV, its own dates tell its tier: who wrote it has weighed it.
///
/// All of this changes with time, and so does the tier. A clock of so many days starts when the
/// tier becomes that short, and counts if it stays so until the clock has run out: what is proven
/// in time takes effect, what is proven later does not undo that a day was missed.
final class Tiers {
    private static final DecisionTable TABLE = DecisionTableReader.bod2604();
    private static final DecisionTable DEPLOYER = DecisionTableReader.ssvcDeployer();
    private static final String PROFILE = "profile";
    private static final String EXPOSED = "exposed";
    private static final String HUMAN_IMPACT = "human-impact";
    private static final double PROVEN = 0.7;
    private static final int SHORT_TIER = 3;
    private static final int LONG_TIER = 14;

    private final Map<String, List<Judgement>> judgements;
    private final List<Exposure> exposures;
    private final String humanImpact;

    /// From an instant on, whether the product is proven not to be exposed.
    private record Exposure(Instant from, boolean provenNot, UUID submission) {}

    /// Days that are left from an instant on.
    ///
    /// @param because the answers of the table, in words
    /// @param prompt what made it so, if it is not what makes the flaw known
    record Clock(Instant from, int days, String because, @Nullable UUID prompt) {}

    /// The tier from an instant on.
    ///
    /// @param days `null` if no date is set
    private record Stretch(
            Instant from, @Nullable Integer days, String because, @Nullable UUID prompt) {
        boolean within(int most) {
            return days != null && days <= most;
        }
    }

    Tiers(ProductFacts facts) {
        this.judgements = facts.judgements();
        this.exposures = exposures(facts);
        this.humanImpact = humanImpact(facts);
    }

    /// The worst of the tree's four values until the product is proven to have a milder one: answer
    /// `human-impact` of the list `profile`, from 0 for low to 1 for very high.
    private static String humanImpact(ProductFacts facts) {
        List<String> values = DEPLOYER.inputs().getLast().values();
        return facts.said(FactReported.class)
                .filter(fact -> fact.measure().equals(PROFILE) && fact.item().equals(HUMAN_IMPACT))
                .filter(fact -> fact.provenance().trust() >= PROVEN)
                .max(
                        Comparator.comparing((FactReported f) -> f.provenance().observedAt())
                                .thenComparing(f -> f.provenance().submission()))
                .map(fact -> values.get((int) Math.round(fact.value() * (values.size() - 1))))
                .orElse(values.getLast());
    }

    /// What SSVC tells those who deploy the product, in words: as far as is known by now, the worst
    /// where nothing is.
    String priority(VulnerabilityKey flaw, @Nullable Kev kev) {
        List<Judgement> judged = judgements(flaw);
        String exploitation =
                kev != null
                        ? "active"
                        : judged.stream()
                                .map(Judgement::exploitation)
                                .flatMap(Stream::ofNullable)
                                .max(Comparator.naturalOrder())
                                .map(Tiers::wordOf)
                                .orElse("none");
        boolean provenNot = !exposures.isEmpty() && exposures.getLast().provenNot();
        String exposure = provenNot ? "small" : "open";
        boolean automatable = Boolean.TRUE.equals(any(judged, Judgement::automatable));
        Outcome outcome =
                DEPLOYER.decide(exploitation, exposure, automatable ? "yes" : "no", humanImpact);
        return "for who deploys it: "
                + outcome.title()
                + " (SSVC: exploitation "
                + exploitation
                + ", exposure "
                + exposure
                + (automatable ? ", automatable" : ", not automatable")
                + ", human impact "
                + humanImpact
                + ")";
    }

    private static String wordOf(Exploitation exploitation) {
        return switch (exploitation) {
            case NONE -> "none";
            case POC -> "public-poc";
            case ACTIVE -> "active";
        };
    }

    private List<Judgement> judgements(VulnerabilityKey flaw) {
        return flaw.names().stream()
                .flatMap(name -> judgements.getOrDefault(name, List.of()).stream())
                .toList();
    }

    private static List<Exposure> exposures(ProductFacts facts) {
        Map<UUID, Instant> retracted = new HashMap<>();
        facts.said(Retracted.class)
                .forEach(
                        r ->
                                retracted.merge(
                                        r.retracted(),
                                        r.provenance().observedAt(),
                                        Draft::earlier));
        List<FactReported> answers =
                facts.said(FactReported.class)
                        .filter(fact -> fact.measure().equals(PROFILE))
                        .filter(fact -> fact.item().equals(EXPOSED))
                        .filter(fact -> fact.value() > 0 || fact.provenance().trust() >= PROVEN)
                        .sorted(
                                Comparator.comparing(
                                                (FactReported f) -> f.provenance().observedAt())
                                        .thenComparing(f -> f.provenance().submission()))
                        .toList();
        List<Exposure> exposures = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            FactReported answer = answers.get(i);
            Instant from = answer.provenance().observedAt();
            UUID submission = answer.provenance().submission();
            exposures.add(new Exposure(from, answer.value() == 0, submission));
            Instant next =
                    i + 1 < answers.size()
                            ? answers.get(i + 1).provenance().observedAt()
                            : Instant.MAX;
            Stream.of(answer.validUntil(), retracted.get(submission))
                    .flatMap(Stream::ofNullable)
                    .min(Comparator.naturalOrder())
                    .filter(end -> end.isBefore(next))
                    .ifPresent(
                            end ->
                                    exposures.add(
                                            new Exposure(
                                                    Draft.later(end, from), false, submission)));
        }
        return exposures;
    }

    /// The clocks that run for a flaw which was first known of the product at an instant, at most
    /// one for each number of days, shortest first.
    List<Clock> clocks(VulnerabilityKey flaw, @Nullable Kev kev, Instant from) {
        List<Judgement> judged = judgements(flaw);
        List<Stretch> stretches = stretches(judged, kev, from);
        List<Clock> clocks = new ArrayList<>(1);
        stretches.stream()
                .map(Stretch::days)
                .flatMap(Stream::ofNullable)
                .distinct()
                .sorted()
                .flatMap(days -> clock(stretches, days))
                .filter(clock -> clocks.stream().noneMatch(c -> !c.from().isAfter(clock.from())))
                .forEach(clocks::add);
        return clocks;
    }

    /// From when on the tier is so short, and stays so until the days are over.
    private static Stream<Clock> clock(List<Stretch> stretches, int days) {
        Stretch start = null;
        for (Stretch stretch : stretches) {
            if (stretch.within(days)) {
                start = start == null ? stretch : start;
            } else if (start != null) {
                if (!stretch.from().isBefore(start.from().plus(Duration.ofDays(days)))) {
                    break;
                }
                start = null;
            }
        }
        return Stream.ofNullable(start)
                .map(s -> new Clock(s.from(), days, s.because(), s.prompt()));
    }

    private List<Stretch> stretches(List<Judgement> judged, @Nullable Kev kev, Instant from) {
        TreeSet<Instant> turns = new TreeSet<>();
        judged.forEach(judgement -> turns.add(judgement.decidedAt()));
        exposures.forEach(exposure -> turns.add(exposure.from()));
        if (kev != null) {
            turns.add(listedAt(kev));
        }
        List<Stretch> stretches = new ArrayList<>();
        stretches.add(stretch(judged, kev, from, false));
        turns.tailSet(from, false).forEach(at -> stretches.add(stretch(judged, kev, at, true)));
        return stretches;
    }

    private Stretch stretch(
            List<Judgement> judged, @Nullable Kev kev, Instant at, boolean turning) {
        List<Judgement> known = judged.stream().filter(j -> !j.decidedAt().isAfter(at)).toList();
        Kev listed = kev == null || listedAt(kev).isAfter(at) ? null : kev;
        Boolean automatable = any(known, Judgement::automatable);
        Boolean total = any(known, Judgement::totalImpact);
        Exposure exposure =
                exposures.stream()
                        .filter(e -> !e.from().isAfter(at))
                        .reduce((a, b) -> b)
                        .orElse(null);
        boolean provenNot = exposure != null && exposure.provenNot();
        UUID prompt = turning ? prompt(known, exposure, listed, at) : null;
        if (listed != null && automatable == null && total == null) {
            return new Stretch(
                    at, ownTier(listed), "nobody judged it by SSVC; KEV's own dates count", prompt);
        }
        Outcome outcome =
                TABLE.decide(
                        listed == null ? "no" : "yes",
                        provenNot ? "no" : "yes",
                        Boolean.TRUE.equals(automatable) ? "yes" : "no",
                        Boolean.FALSE.equals(total) ? "partial" : "total");
        return new Stretch(
                at,
                outcome.days(),
                because(listed != null, provenNot, automatable, total, outcome),
                prompt);
    }

    private static String because(
            boolean listed,
            boolean provenNot,
            @Nullable Boolean automatable,
            @Nullable Boolean total,
            Outcome outcome) {
        String automation =
                automatable == null
                        ? "automation not judged"
                        : automatable ? "automatable" : "not automatable";
        String impact =
                total == null
                        ? "impact not judged, so total"
                        : total ? "total impact" : "partial impact";
        return String.join(
                        ", ",
                        listed ? "in KEV" : "not in KEV",
                        provenNot ? "not exposed" : "exposed unless proven otherwise",
                        automation,
                        impact)
                + ": "
                + outcome.title()
                + " ("
                + TABLE.title()
                + ")";
    }

    /// Of several judgements the worst counts; `null` if there is none.
    private static @Nullable Boolean any(
            List<Judgement> judged, Function<Judgement, @Nullable Boolean> what) {
        return judged.stream()
                .map(what)
                .flatMap(Stream::ofNullable)
                .reduce(Boolean::logicalOr)
                .orElse(null);
    }

    private static @Nullable UUID prompt(
            List<Judgement> known, @Nullable Exposure exposure, @Nullable Kev kev, Instant at) {
        if (kev != null && at.equals(listedAt(kev))) {
            return kev.submission();
        }
        if (exposure != null && at.equals(exposure.from())) {
            return exposure.submission();
        }
        return known.stream()
                .filter(judgement -> at.equals(judgement.decidedAt()))
                .map(Judgement::submission)
                .findFirst()
                .orElse(null);
    }

    private static int ownTier(Kev kev) {
        return kev.dueDate() != null
                        && ChronoUnit.DAYS.between(kev.dateAdded(), kev.dueDate()) <= SHORT_TIER
                ? SHORT_TIER
                : LONG_TIER;
    }

    /// A KEV entry counts from the start of its day.
    static Instant listedAt(Kev kev) {
        return kev.dateAdded().atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
