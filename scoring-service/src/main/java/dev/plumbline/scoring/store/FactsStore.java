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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads all facts of products, in a handful of queries whatever their number.
///
/// Keys that may be thousands are joined: for `any` of them PostgreSQL weighs each against its
/// statistics, which takes longer than reading the rows.
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

    /// What advisories of a flaw alone say of it: the strictest of them, and the weaknesses that
    /// any of them names, separated by blanks.
    private record Judged(String name, Rating strictest, String cwes) {}

    /// What is read of one product itself.
    private static final class Own {
        List<Statement> statements = List.of();
        List<SetBill> bills = List.of();
        List<Matched> matched = List.of();
        List<Scan> scans = List.of();
    }

    /// What is read one query after the other, on the one connection, of all products together.
    private static final class Reading {
        final Map<String, Own> products = new LinkedHashMap<>();
        Map<Listed, Set<UUID>> listedBy = Map.of();
        Map<String, Set<String>> advisoriesByName = Map.of();
        Map<String, Advisory> advisories = Map.of();
        Map<String, Rating> ratings = Map.of();
        Map<String, Set<String>> weaknesses = Map.of();
        Map<String, Kev> kev = Map.of();
        Map<String, List<Judgement>> judgements = Map.of();
        Map<String, Double> epss = Map.of();
        Map<UUID, List<UUID>> findingSets = Map.of();
        Map<UUID, ReportedFinding> findings = Map.of();
        List<FeedCheck> checks = List.of();

        Own of(String product) {
            return Objects.requireNonNull(products.get(product));
        }

        <T> List<T> all(Function<Own, List<T>> part) {
            return products.values().stream().map(part).flatMap(List::stream).toList();
        }
    }

    public Uni<ProductFacts> of(Transaction transaction, String product) {
        return of(transaction, List.of(product))
                .map(facts -> Objects.requireNonNull(facts.get(product)));
    }

    /// The facts of each product, in the order of the question.
    public Uni<Map<String, ProductFacts>> of(Transaction transaction, List<String> products) {
        Reading reading = new Reading();
        products.forEach(product -> reading.products.put(product, new Own()));
        String[] keys = reading.products.keySet().toArray(String[]::new);
        return log.statements(transaction, keys)
                .invoke(said -> said.forEach((of, events) -> hear(reading.of(of), events)))
                .chain(() -> bills(transaction, keys))
                .invoke(bills -> bills.forEach((of, own) -> reading.of(of).bills = own))
                .chain(() -> matched(transaction, keys))
                .invoke(matched -> matched.forEach((of, own) -> reading.of(of).matched = own))
                .chain(() -> listedBy(transaction, severalSets(reading.all(own -> own.bills))))
                .invoke(listed -> reading.listedBy = listed)
                .chain(() -> scans(transaction, keys))
                .invoke(scans -> scans.forEach((of, own) -> reading.of(of).scans = own))
                .chain(() -> findingSets(transaction, reading.all(own -> own.scans)))
                .invoke(sets -> reading.findingSets = sets)
                .chain(() -> findings(transaction, reading.findingSets.values()))
                .invoke(findings -> reading.findings = findings)
                .chain(() -> advisoriesOf(transaction, named(reading)))
                .invoke(named -> reading.advisoriesByName = named)
                .chain(() -> advisories(transaction, reading))
                .invoke(advisories -> reading.advisories = advisories)
                .chain(() -> world(transaction, reading, names(reading)))
                .chain(() -> checks(transaction))
                .invoke(checks -> reading.checks = checks)
                .map(
                        done -> {
                            Map<String, ProductFacts> facts = new LinkedHashMap<>();
                            reading.products.forEach(
                                    (product, own) ->
                                            facts.put(product, facts(product, own, reading)));
                            return facts;
                        });
    }

    private static void hear(Own own, List<LoggedEvent> events) {
        own.statements =
                events.stream().map(e -> new Statement(e.envelope().id(), e.event())).toList();
    }

    /// What the world says of flaws, by their names.
    private static Uni<Void> world(Transaction transaction, Reading reading, String[] names) {
        if (names.length == 0) {
            return Uni.createFrom().voidItem();
        }
        return judged(transaction, names)
                .invoke(judged -> reading.ratings = ratings(judged))
                .invoke(judged -> reading.weaknesses = weaknesses(judged))
                .chain(() -> kev(transaction, names))
                .invoke(kev -> reading.kev = kev)
                .chain(() -> judgements(transaction, names))
                .invoke(judgements -> reading.judgements = judgements)
                .chain(() -> epss(transaction, names))
                .invoke(epss -> reading.epss = epss)
                .replaceWithVoid();
    }

    private static ProductFacts facts(String product, Own own, Reading reading) {
        Map<UUID, Set<UUID>> billsByRelease =
                own.bills.stream()
                        .collect(
                                Collectors.groupingBy(
                                        SetBill::release,
                                        Collectors.mapping(
                                                bill -> bill.bill().submission(),
                                                Collectors.toSet())));
        Set<UUID> severalSets = severalSets(own.bills);
        Map<UUID, Coordinate> coordinates = new HashMap<>();
        List<MatchedComponent> matches =
                own.matched.stream()
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
        Map<UUID, List<UUID>> findingSets =
                only(reading.findingSets, own.scans.stream().map(Scan::findings));
        Map<UUID, ReportedFinding> findings =
                only(reading.findings, findingSets.values().stream().flatMap(List::stream));
        Set<String> named = named(findings.values(), own.statements);
        Map<String, Advisory> advisories =
                only(reading.advisories, advisoryIds(own.matched, named, reading.advisoriesByName));
        Set<String> names = names(named, advisories.values());
        return new ProductFacts(
                product,
                own.statements,
                own.bills.stream().map(SetBill::bill).toList(),
                matches,
                advisories,
                only(reading.ratings, names.stream()),
                only(reading.weaknesses, names.stream()),
                only(reading.kev, names.stream()),
                only(reading.judgements, names.stream()),
                only(reading.epss, names.stream()),
                own.scans,
                findingSets,
                findings,
                reading.checks);
    }

    /// Those entries whose keys are asked for, as far as there are any.
    private static <K, V> Map<K, V> only(Map<K, V> all, Stream<K> keys) {
        Map<K, V> some = new HashMap<>();
        keys.forEach(
                key -> {
                    V value = all.get(key);
                    if (value != null) {
                        some.put(key, value);
                    }
                });
        return some;
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

    private static Uni<Map<String, List<SetBill>>> bills(
            Transaction transaction, String[] products) {
        return queryOfEach(
                transaction,
                """
                select r.product, b.submission, r.version, b.observed_at, b.trust, b.subject_sha256, b.quality, r.id, b.set_id
                from release r join sbom b on b.release_id = r.id
                where r.product = any(cast(:of as text[]))
                """,
                products,
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

    private static Uni<Map<String, List<Matched>>> matched(
            Transaction transaction, String[] products) {
        return queryOfEach(
                transaction,
                """
                select r.product, i.release_id, r.version, i.coordinate_id, c.purl, m.advisory_id, m.rule,
                    m.fixed_in, m.ended_at
                from release r
                    join inventory i on i.release_id = r.id and i.matched
                    join coordinate_match m on m.coordinate_id = i.coordinate_id
                    join coordinate c on c.id = i.coordinate_id
                where r.product = any(cast(:of as text[]))
                """,
                products,
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
    private static Set<String> named(
            Collection<ReportedFinding> findings, Collection<Statement> statements) {
        Set<String> named = new LinkedHashSet<>();
        findings.stream()
                .map(ReportedFinding::known)
                .flatMap(Stream::ofNullable)
                .forEach(known -> named.addAll(known.ids()));
        statements.stream()
                .map(Statement::said)
                .filter(RecordPublished.class::isInstance)
                .forEach(said -> named.addAll(((RecordPublished) said).vulnerabilities()));
        return named;
    }

    private static Set<String> named(Reading reading) {
        return named(reading.findings.values(), reading.all(own -> own.statements));
    }

    /// All names of all flaws that concern a product.
    private static Set<String> names(Set<String> named, Collection<Advisory> advisories) {
        Set<String> names = new LinkedHashSet<>(named);
        advisories.stream()
                .flatMap(advisory -> advisory.flaws().stream())
                .forEach(flaw -> names.addAll(flaw.names()));
        return names;
    }

    private static String[] names(Reading reading) {
        return names(named(reading), reading.advisories.values()).toArray(String[]::new);
    }

    private static Stream<String> advisoryIds(
            List<Matched> matched, Set<String> named, Map<String, Set<String>> byName) {
        return Stream.concat(
                        matched.stream().map(Matched::advisory),
                        named.stream()
                                .flatMap(name -> byName.getOrDefault(name, Set.of()).stream()))
                .distinct();
    }

    private static Uni<Map<String, Set<String>>> advisoriesOf(
            Transaction transaction, Set<String> names) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return query(
                        transaction,
                        "select name, advisory_id from unnest(cast(:of as text[])) as wanted(name) join advisory_name using (name)",
                        names.toArray(String[]::new),
                        row -> Map.entry(row.text(), row.text()))
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

    private static Uni<Map<String, Advisory>> advisories(Transaction transaction, Reading reading) {
        String[] ids =
                advisoryIds(
                                reading.all(own -> own.matched),
                                named(reading),
                                reading.advisoriesByName)
                        .toArray(String[]::new);
        if (ids.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return query(
                        transaction,
                        """
                        select id, name, submission, published_at, withdrawn_at, severity, summary, names
                        from unnest(cast(:of as text[])) as wanted(id) join advisory using (id)
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
    private static Uni<List<Judged>> judged(Transaction transaction, String[] names) {
        return query(
                transaction,
                """
                select distinct on (n.name) n.name, a.id, a.source, a.name as called, a.severity, a.submission,
                    a.published_at, string_agg(a.cwes, ' ') over (partition by n.name) as cwes
                from unnest(cast(:of as text[])) as wanted(name)
                    join advisory_name n using (name)
                    join advisory a on a.id = n.advisory_id
                where a.withdrawn_at is null
                    and (a.severity > 0 or a.cwes <> '') and position(chr(10) in a.names) = 0
                order by n.name, a.severity desc, a.id
                """,
                names,
                row ->
                        new Judged(
                                row.text(),
                                new Rating(
                                        row.text(),
                                        row.text(),
                                        row.text(),
                                        SEVERITIES[row.number()],
                                        row.uuid(),
                                        row.instant()),
                                row.text()));
    }

    private static Map<String, Rating> ratings(List<Judged> all) {
        return all.stream()
                .filter(judged -> judged.strictest().severity() != Severity.UNKNOWN)
                .collect(Collectors.toMap(Judged::name, Judged::strictest));
    }

    private static Map<String, Set<String>> weaknesses(List<Judged> all) {
        return all.stream()
                .filter(judged -> !judged.cwes().isBlank())
                .collect(
                        Collectors.toMap(
                                Judged::name, judged -> new HashSet<>(words(judged.cwes()))));
    }

    private static Uni<Map<String, Kev>> kev(Transaction transaction, String[] names) {
        return query(
                        transaction,
                        """
                        select cve, submission, date_added, due_date, ransomware
                        from unnest(cast(:of as text[])) as wanted(cve) join kev using (cve)
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
        return query(
                        transaction,
                        """
                        select cve, role, exploitation, automatable, technical_impact, decided_at, submission
                        from unnest(cast(:of as text[])) as wanted(cve) join ssvc using (cve)
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
        return query(
                        transaction,
                        """
                        select cve, cast(round(cast(probability as numeric), 2) as float8)
                        from unnest(cast(:of as text[])) as wanted(cve) join epss using (cve)
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

    private static Uni<Map<String, List<Scan>>> scans(Transaction transaction, String[] products) {
        return queryOfEach(
                transaction,
                """
                select s.product, s.submission, r.version, s.tool, s.scope, s.kinds, s.rules, s.code_lines, s.observed_at,
                    s.trust, s.set_id
                from scan s join release r on r.id = s.release_id
                where s.product = any(cast(:of as text[]))
                """,
                products,
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

    /// Rows by the product that their first column names.
    private static <T> Uni<Map<String, List<T>>> queryOfEach(
            Transaction transaction, String sql, String[] products, Function<Row, T> read) {
        return query(transaction, sql, products, row -> Map.entry(row.text(), read.apply(row)))
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.groupingBy(
                                                        Map.Entry::getKey,
                                                        Collectors.mapping(
                                                                Map.Entry::getValue,
                                                                Collectors.toList()))));
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
