package dev.plumbline.dashboard.store;

import static dev.plumbline.dashboard.store.Columns.rows;
import static dev.plumbline.dashboard.store.Columns.text;
import static dev.plumbline.dashboard.store.ProductReader.column;
import static dev.plumbline.dashboard.store.ProductReader.utc;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.dashboard.view.Coverage;
import dev.plumbline.dashboard.view.DecisionRow;
import dev.plumbline.dashboard.view.Direction;
import dev.plumbline.dashboard.view.HistoryDot;
import dev.plumbline.dashboard.view.Marker;
import dev.plumbline.dashboard.view.OrganisationPage;
import dev.plumbline.dashboard.view.OrganisationPage.Cause;
import dev.plumbline.dashboard.view.OrganisationPage.Deadline;
import dev.plumbline.dashboard.view.OrganisationPage.Mover;
import dev.plumbline.dashboard.view.OrganisationPage.PrincipleCard;
import dev.plumbline.dashboard.view.OrganisationPage.TeamRow;
import dev.plumbline.dashboard.view.OrganisationPage.UnitRow;
import dev.plumbline.dashboard.view.ProductHeader;
import dev.plumbline.dashboard.view.Standing;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.events.ScoreComputed.Cap;
import dev.plumbline.events.ScoreComputed.Catalogue;
import dev.plumbline.model.score.RollUp;
import dev.plumbline.model.score.RollUp.Member;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The organisation, or the part of it that the viewer may see, in two statements: what stands now,
/// and its days.
///
/// Today's figures are rolled up from the products by the model itself ([RollUp]); past days from
/// the sums that [RollUpRepository] keeps, which say the same.
@ApplicationScoped
public class OrganisationReader {
    private static final Duration WINDOW = Duration.ofDays(90);
    private static final int CAUSES = 3;
    private static final int REASONS = 4;

    private static final TypeReference<List<Product>> PRODUCTS = new TypeReference<>() {};
    private static final TypeReference<List<Cause>> CAUSE_LIST = new TypeReference<>() {};
    private static final TypeReference<List<Named>> NAMES = new TypeReference<>() {};
    private static final TypeReference<List<Moved>> MOVED = new TypeReference<>() {};
    private static final TypeReference<List<Deadline>> DEADLINES = new TypeReference<>() {};
    private static final TypeReference<List<DecisionRow>> DECISIONS = new TypeReference<>() {};
    private static final TypeReference<List<Day>> DAYS = new TypeReference<>() {};
    private static final TypeReference<Map<String, List<Cause>>> WHY = new TypeReference<>() {};
    private static final TypeReference<List<Marker>> MARKERS = new TypeReference<>() {};

    private final Reading reading;
    private final Shift shift;
    private final Json json;

    OrganisationReader(Reading reading, Shift shift, Json json) {
        this.reading = reading;
        this.shift = shift;
        this.json = json;
    }

    /// The figures of a product that a roll-up needs; `overall` is `null` until it is scored.
    private record Product(
            ProductHeader header,
            @Nullable Double overall,
            double raw,
            double headroom,
            double confidence,
            boolean rated,
            boolean evidence,
            Map<String, Figures> principles,
            List<HeldBy> caps) {
        Optional<Member> member() {
            return overall == null
                    ? Optional.empty()
                    : Optional.of(
                            new Member(
                                    header.criticality(),
                                    overall,
                                    headroom,
                                    confidence,
                                    rated,
                                    principles.entrySet().stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            Map.Entry::getKey,
                                                            e -> e.getValue().shown())),
                                    caps.stream().map(HeldBy::gate).distinct().toList()));
        }
    }

    private record Figures(double shown, double raw, double headroom, double confidence) {}

    private record HeldBy(
            String figure, String gate, double at, String because, List<String> concerns) {
        Cap cap(String product) {
            return new Cap(gate, at, product + ": " + because, concerns);
        }
    }

    private record Named(String id, String title, String shortTitle) {}

    private record Moved(
            String product, String name, double points, int days, List<Cause> why, double capped) {}

    /// One unit on one day, as sums.
    private record Day(
            String unit,
            LocalDate day,
            double weight,
            double overall,
            double headroom,
            double confidence,
            Map<String, Double> principles) {}

    public Uni<OrganisationPage> page(Viewer viewer, Instant now) {
        Scope scope = Scope.of(viewer);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("now", utc(now));
        parameters.put("window", utc(now.minus(WINDOW)));
        parameters.put("since", utc(now.minus(Duration.ofDays(RollUpRepository.DAYS))));
        parameters.put("viewer", viewer.userName());
        parameters.put("kinds", DecisionReader.kinds(viewer));
        return reading.row(NOW, scope, parameters)
                .map(Optional::orElseThrow)
                .chain(
                        row ->
                                reading.row(
                                                PAST,
                                                scope,
                                                Map.of(
                                                        "from",
                                                        today.minusDays(RollUpRepository.DAYS)))
                                        .map(Optional::orElseThrow)
                                        .map(
                                                days ->
                                                        page(
                                                                row,
                                                                json.read(column(days, 0), DAYS),
                                                                now)));
    }

    private static final String PRODUCT =
            """
            jsonb_build_object('header', %s, 'overall', p.overall, 'raw', coalesce(p.raw, 0),
                'headroom', coalesce(p.headroom, 100), 'confidence', coalesce(p.confidence, 0), 'rated', p.rated,
                'evidence', p.evidence_at is not null,
                'principles', (select coalesce(jsonb_object_agg(e.id, jsonb_build_object('shown', e.shown, 'raw', e.raw,
                        'headroom', e.headroom, 'confidence', e.confidence)), '{}')
                    from unnest(p.principles, p.principle_shown, p.principle_raw, p.principle_headroom,
                        p.principle_confidence) as e(id, shown, raw, headroom, confidence)),
                'caps', p.caps)
            """
                    .formatted(Columns.HEADER);

    /// the measure that a change `c` moved most
    private static final String FOREMOST =
            """
            (select key from jsonb_each_text(c.measures) m order by abs(cast(m.value as double precision)) desc, key limit 1)
            """;

    /// One of each concern. Among the late ones that set no cap only the two hundred that are
    /// longest late are looked at, so that a page costs the same however late a maker is.
    private static final String DEADLINES_OF =
            """
            (with owed as not materialized (
                select o.* from obligation o join p on p.key = o.product
                where o.closed_at is null and not o.excused and o.due_at is not null),
            capping as (
                select p.key as product, e.concern, min(cast(c.item ->> 'at' as double precision)) as cap
                from p cross join lateral jsonb_array_elements(p.caps) as c(item)
                cross join lateral jsonb_array_elements_text(c.item -> 'concerns') as e(concern)
                group by p.key, e.concern),
            late as (
                select distinct on (o.product, o.concern) o.* from (
                    select o.*, k.cap from owed o
                    join capping k on k.product = o.product and k.concern = o.concern
                    where o.due_at <= cast(:now as timestamptz)
                    union all
                    (select o.*, null from owed o where o.due_at <= cast(:now as timestamptz)
                    order by o.due_at limit 200)) o
                order by o.product, o.concern, o.cap, o.due_at, o.measure),
            coming as (
                select distinct on (o.product, o.concern) o.* from (
                    select o.*, cast(null as double precision) as cap from owed o where o.due_at > cast(:now as timestamptz)
                    order by o.due_at, o.product, o.concern, o.measure limit 40) o
                order by o.product, o.concern, o.due_at, o.measure)
            select d.*, p.name, p.team, p.caps from (
                (select o.*, true as late, row_number() over (order by o.cap,
                    array_position(array['CRITICAL', 'HIGH', 'UNKNOWN', 'MEDIUM', 'LOW'], o.severity),
                    o.due_at, o.product, o.concern) as nth
                from late o order by nth limit 3)
                union all
                (select o.*, false, row_number() over (order by o.due_at, o.product, o.concern) as nth
                from coming o order by nth limit 6)) d
            join p on p.key = d.product) o
            """;

    private static final String NOW =
            """
            with p as (select p.* from product p where not p.archived and %s)
            select %s,
                cast(to_jsonb((select max(p.evidence_at) from p)) as text),
                (select count(*) from release r join p on p.key = r.product),
                cast((select p.score -> 'catalogue' from p where p.score is not null order by p.scored_at desc limit 1)
                    as text),
                cast((select coalesce(jsonb_agg(%s order by e.nth), '[]')
                    from (select p.score from p where p.score is not null order by p.scored_at desc limit 1) s
                    cross join lateral json_array_elements(s.score -> 'principles') with ordinality as e(item, nth))
                    as text),
                cast((select coalesce(jsonb_agg(jsonb_build_object('product', m.key, 'name', m.name, 'points', m.change,
                        'days', m.change_days, 'capped', coalesce(w.capped, 0), 'why', coalesce(w.why, '[]'))
                        order by abs(m.change) desc, m.key), '[]')
                    from (select p.key, p.name, p.change, p.change_days, p.scored_at from p
                        where p.rated and abs(p.change) >= 0.05 order by abs(p.change) desc, p.key limit 5) m
                    left join lateral (
                        select sum(t.capped) as capped, jsonb_agg(jsonb_build_object('title', t.title,
                            'measure', t.measure, 'points', t.points) order by abs(t.points) desc, t.title)
                            filter (where t.nth <= %d and abs(t.points) >= 0.05) as why
                        from (
                            select g.*, row_number() over (order by abs(g.points) desc, g.title) as nth
                            from (
                                select c.told as title, max(%s) as measure, sum(c.overall) as points,
                                    sum(cast(coalesce(c.capped ->> 'overall', '0') as double precision)) as capped
                                from %s c
                                group by c.told) g) t) w on true) as text),
                cast((select coalesce(jsonb_object_agg(w.principle, w.why), '{}') from (
                    select t.principle, jsonb_agg(jsonb_build_object('title', t.title, 'product', t.product,
                        'productName', t.name, 'measure', t.measure, 'points', t.points)
                        order by abs(t.points) desc, t.title) as why
                    from (
                        select g.*, row_number() over (partition by g.principle
                            order by abs(g.points) desc, g.product, g.title) as nth
                        from (
                            select e.key as principle, c.product, p.name, c.told as title, max(%s) as measure,
                                sum(cast(e.value as double precision) * p.criticality)
                                    / (select greatest(1, sum(p.criticality)) from p where p.overall is not null) as points
                            from p join %s c on c.product = p.key
                            cross join lateral jsonb_each_text(c.principles) e
                            group by e.key, c.product, p.name, c.told) g
                        where abs(g.points) >= 0.05) t
                    where t.nth <= %d group by t.principle) w) as text),
                %s, %s, %s, (select coalesce(sum(p.late_count), 0) from p)
            """
                    .formatted(
                            Scope.FILTER,
                            text(rows(PRODUCT, "p", "p.name, p.key")),
                            Columns.PRINCIPLE,
                            REASONS,
                            FOREMOST,
                            Columns.told(
                                    """
                                    c.product = m.key and c.at > coalesce(
                                        (select max(h.at) from score_point h
                                            where h.product = m.key and h.at <= cast(:window as timestamptz)),
                                        (select min(h.at) from score_point h where h.product = m.key))
                                    """),
                            FOREMOST,
                            Columns.told(
                                    """
                                    c.product in (select key from p) and c.at > cast(:window as timestamptz)
                                    """),
                            CAUSES,
                            text(
                                    rows(
                                            """
                                            jsonb_build_object('obligation', o.id, 'kind', o.kind, 'title', o.title,
                                                'product', o.product, 'productName', o.name,
                                                'teamName', (select name from team where key = o.team), 'line', o.line,
                                                'component', o.component, 'measure', o.measure, 'dueAt', o.due_at,
                                                'caps', (select coalesce(jsonb_agg(distinct c ->> 'gate'), '[]')
                                                    from jsonb_array_elements(o.caps) c
                                                    where jsonb_exists(c -> 'concerns', o.concern)))
                                            """,
                                            DEADLINES_OF,
                                            "o.late desc, o.nth")),
                            text(
                                    rows(
                                            Columns.DECISION,
                                            "decision d join p on p.key = d.product where "
                                                    + DecisionReader.ANSWERABLE,
                                            "d.asked_at, d.id")),
                            text(
                                    rows(
                                            """
                                            jsonb_build_object('at', c.at, 'title', c.told, 'product', c.product,
                                                'productName', c.name, 'points', c.points)
                                            """,
                                            """
                                            (select c.product, p.name, c.told, min(c.at) as at,
                                                sum(c.overall) * p.criticality / cast(w.weight as double precision) as points
                                            from %s c join p on p.key = c.product
                                            cross join (select greatest(1, sum(p.criticality)) as weight from p
                                                where p.overall is not null) w
                                            group by c.product, p.name, c.told, c.moment, p.criticality, w.weight
                                            having abs(sum(c.overall) * p.criticality / cast(w.weight as double precision)) >= 0.5
                                            order by abs(sum(c.overall) * p.criticality) desc limit 4) c
                                            """
                                                    .formatted(
                                                            Columns.told(
                                                                    """
                                                                    c.product in (select key from p)
                                                                        and c.at >= cast(:since as timestamptz)
                                                                    """)),
                                            "c.at")));

    private static final String PAST =
            """
            with k as (
                select p.unit, k.day, k.weight, k.overall, k.headroom, k.confidence, k.principles, k.shown
                from team_day k join team p on p.key = k.team
                where k.day >= :from and k.weight > 0
                    and (:everything or p.unit = any(:units) or p.key = any(:teams))
            ), principle as (
                select unit, day, jsonb_object_agg(id, shown) as shown
                from (
                    select unit, day, e.id, sum(e.shown) as shown
                    from k cross join lateral unnest(principles, k.shown) as e(id, shown)
                    group by unit, day, e.id) g
                group by unit, day)
            select cast(coalesce(jsonb_agg(jsonb_build_object('unit', d.unit, 'day', d.day, 'weight', d.weight,
                'overall', d.overall, 'headroom', d.headroom, 'confidence', d.confidence,
                'principles', coalesce(p.shown, '{}')) order by d.day, d.unit), '[]') as text), 0
            from (
                select unit, day, sum(weight) as weight, sum(overall) as overall, sum(headroom) as headroom,
                    sum(confidence) as confidence
                from k group by unit, day) d
            left join principle p on p.unit = d.unit and p.day = d.day
            """;

    private OrganisationPage page(Object[] row, List<Day> days, Instant now) {
        List<Product> products = json.read(column(row, 0), PRODUCTS);
        List<Named> principles = json.read(column(row, 4), NAMES);
        Map<String, List<Cause>> why = json.read(column(row, 6), WHY);
        List<HistoryDot> history = history(days);
        return new OrganisationPage(
                now,
                json.readIfPresent(row[1], Instant.class),
                products.size(),
                (int) products.stream().filter(Product::rated).count(),
                Math.toIntExact((Long) column(row, 2)),
                json.readIfPresent(row[3], Catalogue.class),
                overall(products, history, now),
                coverage(products),
                principles.stream().map(each -> card(each, products, history, why, now)).toList(),
                units(products, days, principles, now),
                history,
                json.read(column(row, 9), MARKERS),
                json.read(column(row, 5), MOVED).stream().map(OrganisationReader::mover).toList(),
                json.read(column(row, 7), DEADLINES),
                ((Number) column(row, 10)).longValue(),
                json.read(column(row, 8), DECISIONS),
                products.stream()
                        .filter(product -> !product.rated())
                        .map(Product::header)
                        .sorted(
                                Comparator.comparingInt(ProductHeader::criticality)
                                        .reversed()
                                        .thenComparing(ProductHeader::name))
                        .limit(10)
                        .toList());
    }

    private static Mover mover(Moved moved) {
        double named = moved.why().stream().mapToDouble(Cause::points).sum();
        return new Mover(
                moved.product(),
                moved.name(),
                moved.points(),
                moved.days(),
                moved.why(),
                moved.points() - named,
                moved.capped());
    }

    private Standing overall(Collection<Product> products, List<HistoryDot> history, Instant now) {
        List<Member> members = members(products);
        if (members.isEmpty()) {
            return Standing.none();
        }
        RollUp sum = RollUp.of(shift.epsilon(), members);
        return new Standing(
                rated(sum.overall(), sum.confidence()),
                mean(products, Product::raw),
                sum.headroom(),
                sum.confidence(),
                caps(products, null),
                rated(sum.overall(), sum.confidence()) == null
                        ? null
                        : direction("overall", sum.overall(), history, now));
    }

    private PrincipleCard card(
            Named principle,
            Collection<Product> products,
            List<HistoryDot> history,
            Map<String, List<Cause>> why,
            Instant now) {
        return new PrincipleCard(
                principle.id(),
                principle.title(),
                principle.shortTitle(),
                principle(principle.id(), products, history, now),
                (int)
                        products.stream()
                                .filter(
                                        p ->
                                                p.caps().stream()
                                                        .anyMatch(
                                                                c ->
                                                                        c.figure()
                                                                                .equals(
                                                                                        principle
                                                                                                .id())))
                                .count(),
                why.getOrDefault(principle.id(), List.of()));
    }

    /// One principle over these products, as if it were their overall.
    private Standing principle(
            String id, Collection<Product> products, List<HistoryDot> history, Instant now) {
        List<Product> asOverall =
                products.stream()
                        .filter(product -> product.principles().containsKey(id))
                        .map(product -> narrowed(product, product.principles().get(id)))
                        .toList();
        List<Member> members = members(asOverall);
        if (members.isEmpty()) {
            return Standing.none();
        }
        RollUp sum = RollUp.of(shift.epsilon(), members);
        Double shown = rated(sum.overall(), sum.confidence());
        return new Standing(
                shown,
                mean(asOverall, Product::raw),
                sum.headroom(),
                sum.confidence(),
                caps(products, id),
                shown == null ? null : direction(id, sum.overall(), history, now));
    }

    private static Product narrowed(Product product, @Nullable Figures figures) {
        return figures == null
                ? product
                : new Product(
                        product.header(),
                        figures.shown(),
                        figures.raw(),
                        figures.headroom(),
                        figures.confidence(),
                        product.rated(),
                        product.evidence(),
                        product.principles(),
                        product.caps());
    }

    private List<UnitRow> units(
            List<Product> products, List<Day> days, List<Named> principles, Instant now) {
        Map<String, List<Product>> byUnit =
                products.stream()
                        .collect(
                                Collectors.groupingBy(
                                        product -> product.header().unit(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        List<UnitRow> rows = new ArrayList<>();
        byUnit.forEach(
                (unit, members) -> {
                    List<HistoryDot> history =
                            history(days.stream().filter(day -> day.unit().equals(unit)).toList());
                    Map<String, Standing> standings = new TreeMap<>();
                    principles.forEach(
                            each ->
                                    standings.put(
                                            each.id(),
                                            principle(each.id(), members, history, now)));
                    rows.add(
                            new UnitRow(
                                    unit,
                                    members.getFirst().header().unitName(),
                                    overall(members, history, now),
                                    standings,
                                    (int) members.stream().filter(Product::rated).count(),
                                    members.size(),
                                    coverage(members),
                                    teams(members, now)));
                });
        rows.sort(Comparator.comparing(UnitRow::name));
        return rows;
    }

    private List<TeamRow> teams(List<Product> products, Instant now) {
        Map<String, List<Product>> byTeam =
                products.stream()
                        .collect(
                                Collectors.groupingBy(
                                        product -> product.header().team(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        List<TeamRow> rows = new ArrayList<>();
        byTeam.forEach(
                (team, members) ->
                        rows.add(
                                new TeamRow(
                                        team,
                                        members.getFirst().header().teamName(),
                                        overall(members, List.of(), now),
                                        coverage(members))));
        rows.sort(Comparator.comparing(TeamRow::name));
        return rows;
    }

    /// Over all active products: one without a score is known of with a confidence of 0.
    private static Coverage coverage(Collection<Product> products) {
        double criticality = 0;
        double rated = 0;
        double confidence = 0;
        Map<String, Integer> caps = new TreeMap<>();
        for (Product product : products) {
            int weight = product.header().criticality();
            criticality += weight;
            rated += product.rated() ? weight : 0;
            confidence += product.overall() == null ? 0 : weight * product.confidence();
            product.caps().stream()
                    .map(HeldBy::gate)
                    .distinct()
                    .forEach(gate -> caps.merge(gate, 1, Integer::sum));
        }
        return new Coverage(
                products.size(),
                (int) products.stream().filter(Product::rated).count(),
                (int) products.stream().filter(product -> !product.evidence()).count(),
                criticality == 0 ? 0 : rated / criticality,
                criticality == 0 ? 0 : confidence / criticality,
                caps);
    }

    private static List<Member> members(Collection<Product> products) {
        return products.stream().map(Product::member).flatMap(Optional::stream).toList();
    }

    private static @Nullable Double rated(double shown, double confidence) {
        return confidence >= Standing.LEAST_CONFIDENCE ? (Double) shown : null;
    }

    private double mean(Collection<Product> products, ToDoubleFunction<Product> figure) {
        double weight = 0;
        double sum = 0;
        for (Product product : products) {
            if (product.overall() != null) {
                weight += product.header().criticality();
                sum += product.header().criticality() * term(figure.applyAsDouble(product));
            }
        }
        return weight == 0 ? 0 : value(sum, weight);
    }

    /// Caps of one principle, or of all, one a gate and product, lowest first.
    private static List<Cap> caps(Collection<Product> products, @Nullable String principle) {
        return products.stream()
                .flatMap(
                        product ->
                                product.caps().stream()
                                        .filter(
                                                cap ->
                                                        principle == null
                                                                ? !cap.figure().equals("overall")
                                                                : cap.figure().equals(principle))
                                        .map(cap -> cap.cap(product.header().name())))
                .sorted(Comparator.comparingDouble(Cap::at).thenComparing(Cap::because))
                .toList();
    }

    private List<HistoryDot> history(List<Day> days) {
        Map<LocalDate, List<Day>> byDay =
                days.stream()
                        .collect(
                                Collectors.groupingBy(Day::day, TreeMap::new, Collectors.toList()));
        List<HistoryDot> dots = new ArrayList<>();
        byDay.forEach((day, parts) -> dots.add(dot(day, parts)));
        return dots;
    }

    private HistoryDot dot(LocalDate day, List<Day> parts) {
        double weight = parts.stream().mapToDouble(Day::weight).sum();
        Map<String, Double> principles = new TreeMap<>();
        parts.stream()
                .flatMap(part -> part.principles().keySet().stream())
                .distinct()
                .forEach(
                        id ->
                                principles.put(
                                        id,
                                        value(
                                                parts.stream()
                                                        .mapToDouble(
                                                                part ->
                                                                        part.principles()
                                                                                .getOrDefault(
                                                                                        id,
                                                                                        part
                                                                                                        .weight()
                                                                                                * term(
                                                                                                        0)))
                                                        .sum(),
                                                weight)));
        return new HistoryDot(
                day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                value(parts.stream().mapToDouble(Day::overall).sum(), weight),
                principles,
                parts.stream().mapToDouble(Day::confidence).sum() / weight,
                value(parts.stream().mapToDouble(Day::headroom).sum(), weight));
    }

    private double term(double figure) {
        return StrictMath.log(shift.epsilon() + (1 - shift.epsilon()) * figure / 100);
    }

    private double value(double sum, double weight) {
        double mean = (StrictMath.exp(sum / weight) - shift.epsilon()) / (1 - shift.epsilon());
        return 100 * Math.clamp(mean, 0, 1);
    }

    /// Against the day 90 days ago, or the first there is.
    private static @Nullable Direction direction(
            String figure, double shown, List<HistoryDot> history, Instant now) {
        Instant then = now.minus(WINDOW);
        HistoryDot before = null;
        for (HistoryDot dot : history) {
            if (before == null || !dot.at().isAfter(then)) {
                before = dot;
            }
        }
        if (before == null) {
            return null;
        }
        long days = Duration.between(before.at(), now).toDays();
        Double was =
                figure.equals("overall")
                        ? (Double) before.overall()
                        : before.principles().get(figure);
        return days == 0 || was == null
                ? null
                : new Direction(shown - was, (int) Math.min(days, WINDOW.toDays()));
    }
}
