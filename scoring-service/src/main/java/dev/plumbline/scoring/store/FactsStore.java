package dev.plumbline.scoring.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.RecordPublished;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Reference.TechnicalImpact;
import dev.plumbline.events.Severity;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.VulnerabilityKey;
import dev.plumbline.scoring.obligation.ProductFacts;
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
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads all facts of one product, in a handful of queries whatever their number.
@ApplicationScoped
public class FactsStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Double>> SHARES = new TypeReference<>() {};
    private static final Severity[] SEVERITIES = Severity.values();

    private final EvidenceLog log;

    FactsStore(EvidenceLog log) {
        this.log = log;
    }

    /// A bill with the set that it lists.
    private record SetBill(Bill bill, UUID release, UUID set) {}

    /// A matched component before it is known which bills list it.
    private record Matched(
            UUID release,
            String version,
            UUID coordinate,
            String purl,
            String advisory,
            String rule,
            List<String> fixedIn,
            @Nullable Instant endedAt) {}

    private record Listed(UUID release, UUID coordinate) {}

    /// What is read one query after the other, on the one connection.
    private static final class Reading {
        List<Statement> statements = List.of();
        List<SetBill> bills = List.of();
        List<Matched> matched = List.of();
        Map<Listed, Set<UUID>> listedBy = Map.of();
        Map<String, Advisory> advisories = Map.of();
        String[] names = {};
        Map<String, Rating> ratings = Map.of();
        Map<String, Kev> kev = Map.of();
        Map<String, List<Judgement>> judgements = Map.of();
        Map<String, Double> epss = Map.of();
        List<Scan> scans = List.of();
        Map<UUID, List<UUID>> findingSets = Map.of();
        Map<UUID, ReportedFinding> findings = Map.of();
        List<FeedCheck> checks = List.of();
    }

    public Uni<ProductFacts> of(Transaction transaction, String product) {
        Reading reading = new Reading();
        return log.statements(transaction, product)
                .invoke(
                        events ->
                                reading.statements =
                                        events.stream()
                                                .map(
                                                        e ->
                                                                new Statement(
                                                                        e.envelope().id(),
                                                                        e.event()))
                                                .toList())
                .chain(() -> bills(transaction, product))
                .invoke(bills -> reading.bills = bills)
                .chain(() -> matched(transaction, product))
                .invoke(matched -> reading.matched = matched)
                .chain(() -> listedBy(transaction, severalSets(reading.bills)))
                .invoke(listed -> reading.listedBy = listed)
                .chain(() -> scans(transaction, product))
                .invoke(scans -> reading.scans = scans)
                .chain(() -> findingSets(transaction, reading.scans))
                .invoke(sets -> reading.findingSets = sets)
                .chain(() -> findings(transaction, reading.findingSets.values()))
                .invoke(findings -> reading.findings = findings)
                .chain(() -> advisoriesOf(transaction, named(reading)))
                .chain(named -> advisories(transaction, reading.matched, named))
                .invoke(advisories -> reading.advisories = advisories)
                .invoke(() -> reading.names = names(reading))
                .chain(() -> ratings(transaction, reading.names))
                .invoke(ratings -> reading.ratings = ratings)
                .chain(() -> kev(transaction, reading.names))
                .invoke(kev -> reading.kev = kev)
                .chain(() -> judgements(transaction, reading.names))
                .invoke(judgements -> reading.judgements = judgements)
                .chain(() -> epss(transaction, reading.names))
                .invoke(epss -> reading.epss = epss)
                .chain(() -> checks(transaction))
                .invoke(checks -> reading.checks = checks)
                .map(done -> facts(product, reading));
    }

    private static ProductFacts facts(String product, Reading reading) {
        Map<UUID, Set<UUID>> billsByRelease =
                reading.bills.stream()
                        .collect(
                                Collectors.groupingBy(
                                        SetBill::release,
                                        Collectors.mapping(
                                                bill -> bill.bill().submission(),
                                                Collectors.toSet())));
        Set<UUID> severalSets = severalSets(reading.bills);
        Map<UUID, Coordinate> coordinates = new HashMap<>();
        List<MatchedComponent> matches =
                reading.matched.stream()
                        .map(
                                row ->
                                        new MatchedComponent(
                                                row.version(),
                                                coordinates.computeIfAbsent(
                                                        row.coordinate(), id -> read(row.purl())),
                                                row.advisory(),
                                                row.rule(),
                                                row.fixedIn(),
                                                row.endedAt(),
                                                severalSets.contains(row.release())
                                                        ? reading.listedBy.getOrDefault(
                                                                new Listed(
                                                                        row.release(),
                                                                        row.coordinate()),
                                                                Set.of())
                                                        : billsByRelease.getOrDefault(
                                                                row.release(), Set.of())))
                        .toList();
        return new ProductFacts(
                product,
                reading.statements,
                reading.bills.stream().map(SetBill::bill).toList(),
                matches,
                reading.advisories,
                reading.ratings,
                reading.kev,
                reading.judgements,
                reading.epss,
                reading.scans,
                reading.findingSets,
                reading.findings,
                reading.checks);
    }

    private static Set<UUID> severalSets(List<SetBill> bills) {
        Map<UUID, Set<UUID>> sets = new HashMap<>();
        bills.forEach(
                bill ->
                        sets.computeIfAbsent(bill.release(), any -> new HashSet<>())
                                .add(bill.set()));
        return sets.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Coordinate read(String purl) {
        if (Coordinate.fromPurl(purl) instanceof Coordinate coordinate) {
            return coordinate;
        }
        throw new IllegalStateException("a stored coordinate is none: " + purl);
    }

    private static Uni<List<SetBill>> bills(Transaction transaction, String product) {
        return query(
                transaction,
                """
                select b.submission, r.version, b.observed_at, b.trust, b.subject_sha256, b.quality, r.id, b.set_id
                from release r join sbom b on b.release_id = r.id
                where r.product = :of
                """,
                product,
                row ->
                        new SetBill(
                                new Bill(
                                        row.uuid(),
                                        row.text(),
                                        row.instant(),
                                        row.real(),
                                        Set.copyOf(words(row.text())),
                                        shares(row.text())),
                                row.uuid(),
                                row.uuid()));
    }

    private static Uni<List<Matched>> matched(Transaction transaction, String product) {
        return query(
                transaction,
                """
                select i.release_id, r.version, i.coordinate_id, c.purl, m.advisory_id, m.rule, m.fixed_in, m.ended_at
                from release r
                    join inventory i on i.release_id = r.id and i.matched
                    join coordinate_match m on m.coordinate_id = i.coordinate_id
                    join coordinate c on c.id = i.coordinate_id
                where r.product = :of
                """,
                product,
                row ->
                        new Matched(
                                row.uuid(),
                                row.text(),
                                row.uuid(),
                                row.text(),
                                row.text(),
                                row.text(),
                                words(row.text()),
                                row.instantOrNull()));
    }

    /// Which bills list a component matters only where a release has bills of different content.
    private static Uni<Map<Listed, Set<UUID>>> listedBy(
            Transaction transaction, Set<UUID> releases) {
        if (releases.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return query(
                        transaction,
                        """
                        select i.release_id, i.coordinate_id, b.submission
                        from inventory i
                            join sbom b on b.release_id = i.release_id
                            join component_set s on s.id = b.set_id
                        where i.release_id = any(cast(:of as uuid[])) and i.matched
                            and i.coordinate_id = any(s.coordinates)
                        """,
                        releases.toArray(UUID[]::new),
                        row -> Map.entry(new Listed(row.uuid(), row.uuid()), row.uuid()))
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.groupingBy(
                                                        Map.Entry::getKey,
                                                        Collectors.mapping(
                                                                Map.Entry::getValue,
                                                                Collectors.toSet()))));
    }

    /// Names of flaws that scanners and the maker's own records use.
    private static String[] named(Reading reading) {
        Stream<String> byScanners =
                reading.findings.values().stream()
                        .map(ReportedFinding::known)
                        .flatMap(Stream::ofNullable)
                        .flatMap(known -> known.ids().stream());
        Stream<String> byTheMaker =
                reading.statements.stream()
                        .map(Statement::said)
                        .filter(RecordPublished.class::isInstance)
                        .flatMap(said -> ((RecordPublished) said).vulnerabilities().stream());
        return Stream.concat(byScanners, byTheMaker).distinct().toArray(String[]::new);
    }

    /// All names of all flaws that concern the product.
    private static String[] names(Reading reading) {
        return Stream.concat(
                        Arrays.stream(named(reading)),
                        reading.advisories.values().stream()
                                .flatMap(advisory -> advisory.flaws().stream())
                                .flatMap(flaw -> flaw.names().stream()))
                .distinct()
                .toArray(String[]::new);
    }

    private static Uni<List<String>> advisoriesOf(Transaction transaction, String[] names) {
        if (names.length == 0) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .session()
                .createNativeQuery(
                        "select distinct advisory_id from advisory_name where name = any(cast(:names as text[]))",
                        String.class)
                .setParameter("names", names)
                .getResultList();
    }

    /// @param named ids of further advisories
    private static Uni<Map<String, Advisory>> advisories(
            Transaction transaction, List<Matched> matched, List<String> named) {
        String[] ids =
                Stream.concat(matched.stream().map(Matched::advisory), named.stream())
                        .distinct()
                        .toArray(String[]::new);
        if (ids.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return query(
                        transaction,
                        """
                        select id, name, submission, published_at, withdrawn_at, severity, summary, names
                        from advisory where id = any(cast(:of as text[]))
                        """,
                        ids,
                        row ->
                                new Advisory(
                                        row.text(),
                                        row.text(),
                                        row.uuid(),
                                        row.instant(),
                                        row.instantOrNull(),
                                        SEVERITIES[row.number()],
                                        row.text(),
                                        flaws(row.text())))
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Advisory::id, Function.identity())));
    }

    /// An advisory that gathers several flaws (a line each) rates them together, which says nothing
    /// of a single one.
    private static Uni<Map<String, Rating>> ratings(Transaction transaction, String[] names) {
        if (names.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return query(
                        transaction,
                        """
                        select distinct on (n.name) n.name, a.id, a.source, a.name as called, a.severity, a.submission,
                            a.published_at
                        from advisory_name n join advisory a on a.id = n.advisory_id
                        where n.name = any(cast(:of as text[])) and a.withdrawn_at is null and a.severity > 0
                            and position(chr(10) in a.names) = 0
                        order by n.name, a.severity desc, a.id
                        """,
                        names,
                        row ->
                                Map.entry(
                                        row.text(),
                                        new Rating(
                                                row.text(),
                                                row.text(),
                                                row.text(),
                                                SEVERITIES[row.number()],
                                                row.uuid(),
                                                row.instant())))
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Uni<Map<String, Kev>> kev(Transaction transaction, String[] names) {
        if (names.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return query(
                        transaction,
                        """
                        select cve, submission, date_added, due_date, ransomware
                        from kev where cve = any(cast(:of as text[]))
                        """,
                        names,
                        row ->
                                new Kev(
                                        row.text(),
                                        row.uuid(),
                                        row.date(),
                                        row.dateOrNull(),
                                        row.flag()))
                .map(
                        rows ->
                                rows.stream()
                                        .collect(Collectors.toMap(Kev::cve, Function.identity())));
    }

    private static Uni<Map<String, List<Judgement>>> judgements(
            Transaction transaction, String[] names) {
        if (names.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return query(
                        transaction,
                        """
                        select cve, role, exploitation, automatable, technical_impact, decided_at, submission
                        from ssvc where cve = any(cast(:of as text[]))
                        order by cve, role
                        """,
                        names,
                        row ->
                                new Judgement(
                                        row.text(),
                                        row.text(),
                                        exploitation(row.textOrNull()),
                                        row.flagOrNull(),
                                        isTotal(row.textOrNull()),
                                        row.instant(),
                                        row.uuid()))
                .map(rows -> rows.stream().collect(Collectors.groupingBy(Judgement::cve)));
    }

    /// In hundredths: finer steps would tell each day's table anew and change no rank that counts.
    private static Uni<Map<String, Double>> epss(Transaction transaction, String[] names) {
        if (names.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return query(
                        transaction,
                        """
                        select cve, cast(round(cast(probability as numeric), 2) as float8)
                        from epss where cve = any(cast(:of as text[]))
                        """,
                        names,
                        row -> Map.entry(row.text(), row.real()))
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static @Nullable Exploitation exploitation(@Nullable String word) {
        return word == null ? null : Exploitation.valueOf(word);
    }

    private static @Nullable Boolean isTotal(@Nullable String impact) {
        return impact == null ? null : TechnicalImpact.valueOf(impact) == TechnicalImpact.TOTAL;
    }

    private static Uni<List<Scan>> scans(Transaction transaction, String product) {
        return query(
                transaction,
                """
                select s.submission, r.version, s.tool, s.scope, s.kinds, s.rules, s.code_lines, s.observed_at,
                    s.trust, s.set_id
                from scan s join release r on r.id = s.release_id
                where s.product = :of
                """,
                product,
                row ->
                        new Scan(
                                row.uuid(),
                                row.text(),
                                row.text(),
                                row.text(),
                                words(row.text()).stream()
                                        .map(ScanKind::valueOf)
                                        .collect(Collectors.toUnmodifiableSet()),
                                row.numberOrNull(),
                                row.bigOrNull(),
                                row.instant(),
                                row.real(),
                                row.uuid()));
    }

    private static Uni<Map<UUID, List<UUID>>> findingSets(
            Transaction transaction, List<Scan> scans) {
        if (scans.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return query(
                        transaction,
                        """
                        select id, array_to_string(findings, ',') from finding_set
                        where id = any(cast(:of as uuid[]))
                        """,
                        scans.stream().map(Scan::findings).distinct().toArray(UUID[]::new),
                        row -> Map.entry(row.uuid(), row.uuids()))
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Uni<Map<UUID, ReportedFinding>> findings(
            Transaction transaction, Collection<List<UUID>> sets) {
        UUID[] ids = sets.stream().flatMap(List::stream).distinct().toArray(UUID[]::new);
        if (ids.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return query(
                        transaction,
                        """
                        select id, fingerprint, rule, title, severity, cwes, path, line, secret, suppressed,
                            known_as, component, fixed_in
                        from finding where id = any(cast(:of as uuid[]))
                        """,
                        ids,
                        row ->
                                Map.entry(
                                        row.uuid(),
                                        new ReportedFinding(
                                                row.text(),
                                                row.text(),
                                                row.text(),
                                                SEVERITIES[row.number()],
                                                split(row.text(), ","),
                                                row.textOrNull(),
                                                row.numberOrNull(),
                                                row.flag(),
                                                row.textOrNull(),
                                                known(row))))
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static @Nullable KnownFlaw known(Row row) {
        String names = row.textOrNull();
        String component = row.textOrNull();
        String fixedIn = row.textOrNull();
        return names == null ? null : new KnownFlaw(split(names, "\n"), component, fixedIn);
    }

    private static Uni<List<FeedCheck>> checks(Transaction transaction) {
        return transaction
                .session()
                .createNativeQuery("select feed, as_of, submission from feed_check", Object[].class)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .map(
                                                row ->
                                                        new FeedCheck(
                                                                row.text(),
                                                                row.instant(),
                                                                row.uuid()))
                                        .toList());
    }

    private static <T> Uni<List<T>> query(
            Transaction transaction, String sql, Object of, Function<Row, T> read) {
        return transaction
                .session()
                .createNativeQuery(sql, Object[].class)
                .setParameter("of", of)
                .getResultList()
                .map(rows -> rows.stream().map(columns -> read.apply(new Row(columns))).toList());
    }

    /// A line each: the id first, then all names.
    private static List<VulnerabilityKey> flaws(String lines) {
        return split(lines, "\n").stream()
                .map(FactsStore::words)
                .map(
                        words ->
                                new VulnerabilityKey(
                                        words.getFirst(),
                                        Set.copyOf(new HashSet<>(words.subList(1, words.size())))))
                .toList();
    }

    private static List<String> words(String joined) {
        return split(joined, " ");
    }

    private static List<String> split(String joined, String by) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(by, -1)).filter(word -> !word.isEmpty()).toList();
    }

    private static Map<String, Double> shares(String json) {
        try {
            return JSON.readValue(json, SHARES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored quality can't be read", e);
        }
    }
}
