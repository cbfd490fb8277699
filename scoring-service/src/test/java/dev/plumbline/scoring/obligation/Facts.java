package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.EpssScored;
import dev.plumbline.events.Reference.FeedChecked;
import dev.plumbline.events.Reference.KevListed;
import dev.plumbline.events.Reference.SsvcDecided;
import dev.plumbline.events.Reference.TechnicalImpact;
import dev.plumbline.events.Severity;
import dev.plumbline.scoring.match.AdvisoryId;
import dev.plumbline.scoring.match.AdvisoryRange;
import dev.plumbline.scoring.match.AdvisoryReading;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Match;
import dev.plumbline.scoring.match.Matcher;
import dev.plumbline.scoring.match.SeverityRating;
import dev.plumbline.scoring.match.VulnerabilityKey;
import dev.plumbline.scoring.obligation.ProductFacts.Advisory;
import dev.plumbline.scoring.obligation.ProductFacts.Bill;
import dev.plumbline.scoring.obligation.ProductFacts.FeedCheck;
import dev.plumbline.scoring.obligation.ProductFacts.Judgement;
import dev.plumbline.scoring.obligation.ProductFacts.Kev;
import dev.plumbline.scoring.obligation.ProductFacts.MatchedComponent;
import dev.plumbline.scoring.obligation.ProductFacts.Rating;
import dev.plumbline.scoring.obligation.ProductFacts.ReportedFinding;
import dev.plumbline.scoring.obligation.ProductFacts.Scan;
import dev.plumbline.scoring.obligation.ProductFacts.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/// Facts as the stores would gather them from these events, in whatever order they are given.
final class Facts {
    private final List<Event> events;

    private Facts(List<Event> events) {
        this.events = events;
    }

    static Derived derive(Event... events) {
        return derive(Arrays.asList(events));
    }

    static Derived derive(List<? extends Event> events) {
        return DeriveLedger.from(of(events));
    }

    static ProductFacts of(List<? extends Event> events) {
        return new Facts(List.copyOf(events)).gather();
    }

    private ProductFacts gather() {
        List<Statement> statements = new ArrayList<>();
        List<InventoryObserved> bills = new ArrayList<>();
        List<AdvisoryPublished> advisories = new ArrayList<>();
        Map<String, Kev> kev = new HashMap<>();
        Map<String, List<Judgement>> judgements = new HashMap<>();
        Map<String, Double> epss = new HashMap<>();
        List<Scan> scans = new ArrayList<>();
        Map<UUID, List<UUID>> sets = new HashMap<>();
        Map<UUID, ReportedFinding> findings = new HashMap<>();
        List<FeedCheck> checks = new ArrayList<>();
        for (Event event : events) {
            switch (event) {
                case InventoryObserved bill -> bills.add(bill);
                case AdvisoryPublished advisory -> advisories.add(advisory);
                case KevListed listed -> kev.put(listed.cve(), kev(listed));
                case SsvcDecided decided ->
                        judgements
                                .computeIfAbsent(decided.cve(), cve -> new ArrayList<>())
                                .add(judgement(decided));
                case EpssScored scored ->
                        scored.scores().forEach(s -> epss.put(s.cve(), s.probability()));
                case FeedChecked check ->
                        checks.add(
                                new FeedCheck(
                                        check.feed(),
                                        check.asOf(),
                                        check.provenance().submission()));
                case FindingsObserved scan -> add(scan, scans, sets, findings);
                default -> statements.add(new Statement(UUID.randomUUID(), event));
            }
        }
        return new ProductFacts(
                "shop",
                statements,
                bills.stream().map(Facts::bill).toList(),
                matches(bills, advisories),
                advisories.stream().collect(Collectors.toMap(AdvisoryId::of, Facts::advisory)),
                ratings(advisories),
                weaknesses(advisories),
                kev,
                judgements,
                epss,
                scans,
                sets,
                findings,
                checks);
    }

    private static Kev kev(KevListed listed) {
        return new Kev(
                listed.cve(),
                listed.provenance().submission(),
                listed.dateAdded(),
                listed.dueDate(),
                listed.ransomware());
    }

    private static Judgement judgement(SsvcDecided decided) {
        TechnicalImpact impact = decided.technicalImpact();
        return new Judgement(
                decided.cve(),
                decided.role(),
                decided.exploitation(),
                decided.automatable(),
                impact == null ? null : impact == TechnicalImpact.TOTAL,
                decided.decidedAt(),
                decided.provenance().submission());
    }

    private static Bill bill(InventoryObserved observed) {
        return new Bill(
                observed.provenance().submission(),
                observed.release(),
                observed.provenance().observedAt(),
                observed.provenance().trust(),
                Set.copyOf(observed.subjectSha256()),
                observed.quality().fields());
    }

    private static Advisory advisory(AdvisoryPublished published) {
        return new Advisory(
                AdvisoryId.of(published),
                published.id(),
                published.provenance().submission(),
                published.publishedAt(),
                published.withdrawn(),
                SeverityRating.of(published).severity(),
                published.summary(),
                VulnerabilityKey.of(published));
    }

    private static Map<String, Rating> ratings(List<AdvisoryPublished> advisories) {
        Map<String, Rating> ratings = new HashMap<>();
        for (AdvisoryPublished published : advisories) {
            List<VulnerabilityKey> flaws = VulnerabilityKey.of(published);
            Rating rating =
                    new Rating(
                            AdvisoryId.of(published),
                            published.source(),
                            published.id(),
                            SeverityRating.of(published).severity(),
                            published.provenance().submission(),
                            published.publishedAt());
            if (published.withdrawn() == null
                    && flaws.size() == 1
                    && rating.severity() != Severity.UNKNOWN) {
                flaws.getFirst()
                        .names()
                        .forEach(
                                name ->
                                        ratings.merge(
                                                name,
                                                rating,
                                                BinaryOperator.maxBy(
                                                        Comparator.comparing(Rating::severity))));
            }
        }
        return ratings;
    }

    private static Map<String, Set<String>> weaknesses(List<AdvisoryPublished> advisories) {
        Map<String, Set<String>> weaknesses = new HashMap<>();
        for (AdvisoryPublished published : advisories) {
            List<VulnerabilityKey> flaws = VulnerabilityKey.of(published);
            if (published.withdrawn() == null && flaws.size() == 1) {
                flaws.getFirst()
                        .names()
                        .forEach(
                                name ->
                                        weaknesses
                                                .computeIfAbsent(name, any -> new HashSet<>())
                                                .addAll(published.cwes()));
            }
        }
        return weaknesses;
    }

    private static List<MatchedComponent> matches(
            List<InventoryObserved> bills, List<AdvisoryPublished> advisories) {
        Map<List<String>, Set<UUID>> listedBy = new HashMap<>();
        for (InventoryObserved bill : bills) {
            bill.components()
                    .forEach(
                            component ->
                                    listedBy.computeIfAbsent(
                                                    List.of(bill.release(), component.purl()),
                                                    any -> new HashSet<>())
                                            .add(bill.provenance().submission()));
        }
        List<MatchedComponent> matches = new ArrayList<>();
        Matcher matcher = new Matcher();
        listedBy.forEach(
                (where, submissions) -> {
                    Coordinate coordinate = (Coordinate) Coordinate.fromPurl(where.getLast());
                    for (AdvisoryPublished advisory : advisories) {
                        var ranges =
                                AdvisoryReading.of(advisory).ranges().stream()
                                        .map(
                                                range ->
                                                        new AdvisoryRange(
                                                                range.advisory(),
                                                                range.source(),
                                                                range.packageKey(),
                                                                range.affected(),
                                                                null))
                                        .toList();
                        for (Match match : matcher.match(coordinate, ranges).matches()) {
                            matches.add(
                                    new MatchedComponent(
                                            where.getFirst(),
                                            coordinate,
                                            AdvisoryId.of(advisory),
                                            match.rule(),
                                            match.fixedIn(),
                                            null,
                                            submissions));
                        }
                    }
                });
        return matches;
    }

    private static void add(
            FindingsObserved observed,
            List<Scan> scans,
            Map<UUID, List<UUID>> sets,
            Map<UUID, ReportedFinding> findings) {
        List<UUID> ids = new ArrayList<>();
        observed.findings()
                .forEach(
                        f -> {
                            UUID id =
                                    UUID.nameUUIDFromBytes(
                                            f.toString().getBytes(StandardCharsets.UTF_8));
                            ids.add(id);
                            findings.put(
                                    id,
                                    new ReportedFinding(
                                            f.fingerprint(),
                                            f.rule(),
                                            f.title(),
                                            f.severity(),
                                            f.cwes(),
                                            f.path(),
                                            f.line(),
                                            f.secret(),
                                            f.suppressed(),
                                            f.known()));
                        });
        UUID set = UUID.nameUUIDFromBytes(ids.toString().getBytes(StandardCharsets.UTF_8));
        sets.put(set, ids);
        scans.add(
                new Scan(
                        observed.provenance().submission(),
                        observed.release(),
                        observed.scan().tool(),
                        observed.scan().scope(),
                        Set.copyOf(observed.scan().kinds()),
                        observed.scan().rules(),
                        observed.scan().codeLines(),
                        observed.provenance().observedAt(),
                        observed.provenance().trust(),
                        set));
    }
}
