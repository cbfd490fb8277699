package dev.plumbline.dashboard.store;

import static dev.plumbline.dashboard.store.Columns.rows;
import static dev.plumbline.dashboard.store.Columns.text;
import static dev.plumbline.dashboard.store.ProductReader.column;
import static dev.plumbline.dashboard.store.ProductReader.utc;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.dashboard.view.ProductsPage.UnitChoice;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.dashboard.view.WeaknessNames;
import dev.plumbline.dashboard.view.WeaknessesPage;
import dev.plumbline.dashboard.view.WeaknessesPage.Flaw;
import dev.plumbline.dashboard.view.WeaknessesPage.Month;
import dev.plumbline.dashboard.view.WeaknessesPage.Weakness;
import dev.plumbline.dashboard.view.WeaknessesQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Flaws of the products in sight by class of weakness, in one statement.
@ApplicationScoped
public class WeaknessReader {
    /// class that stands for all flaws, each once; no id of CWE looks like it
    private static final String ALL = "*";

    private static final String NONE = "none";

    private static final TypeReference<List<Counted>> COUNTED = new TypeReference<>() {};
    private static final TypeReference<List<Flaw>> FLAWS = new TypeReference<>() {};
    private static final TypeReference<List<UnitChoice>> UNITS = new TypeReference<>() {};

    private final Reading reading;
    private final Json json;

    WeaknessReader(Reading reading, Json json) {
        this.reading = reading;
        this.json = json;
    }

    /// @param id empty for flaws without a class
    private record Counted(String id, int before, int open, List<Moved> months) {}

    private record Moved(LocalDate month, int opened, int closed) {}

    /// Empty if the query names a product that is not there for this viewer.
    public Uni<Optional<WeaknessesPage>> page(Viewer viewer, WeaknessesQuery query, Instant now) {
        LocalDate from =
                LocalDate.ofInstant(now, ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .minusMonths(WeaknessesPage.MONTHS - 1);
        String weakness = query.weakness();
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("unit", query.unit());
        parameters.put("team", query.team());
        parameters.put("product", query.product());
        parameters.put("kinds", kinds(query.source()));
        parameters.put("from", utc(from.atStartOfDay(ZoneOffset.UTC).toInstant()));
        parameters.put("weakness", NONE.equals(weakness) ? "" : weakness);
        return reading.row(PAGE, Scope.of(viewer), parameters)
                .map(Optional::orElseThrow)
                .map(
                        row ->
                                query.product() != null && row[0] == null
                                        ? Optional.empty()
                                        : Optional.of(page(row, query, from, now)));
    }

    /// Kinds of concern that are about a flaw of the product itself.
    private static String[] kinds(WeaknessesQuery.Source source) {
        return switch (source) {
            case ALL -> new String[] {"match", "kev-match", "finding", "secret"};
            case CODE -> new String[] {"finding", "secret"};
            case COMPONENTS -> new String[] {"match", "kev-match"};
        };
    }

    /// A flaw that is known to be exploited is owed twice under the same key, and by several
    /// measures. Accepting a risk takes no weakness away. Flaws that are alike are counted before
    /// classes are told apart: there are few kinds of them, however many flaws.
    private static final String PAGE =
            """
            with p as (
                select p.* from product p where not p.archived and %1$s
                    and (cast(:unit as text) is null or p.unit = :unit)
                    and (cast(:team as text) is null or p.team = :team)
                    and (cast(:product as text) is null or p.key = :product)),
            owed as not materialized (
                select o.*, substr(o.concern, strpos(o.concern, '/') + 1) as flaw,
                    case when o.closed_by <> 'accepted' then o.closed_at end as gone_at
                from obligation o join p on p.key = o.product
                where o.kind = any(:kinds) and o.weaknesses is not null and not o.excused
                    and (o.closed_at is null or o.closed_by = 'accepted' or o.closed_at >= :from)),
            flaw as (
                select max(weaknesses) as weaknesses, min(opened_at) as opened_at,
                    case when bool_and(gone_at is not null) then max(gone_at) end as gone_at
                from owed group by product, flaw),
            alike as (
                select weaknesses, count(*) as flaws,
                    case when opened_at >= :from then date_trunc('month', opened_at at time zone 'UTC') end as opened,
                    date_trunc('month', gone_at at time zone 'UTC') as closed
                from flaw group by weaknesses, opened, closed),
            named as materialized (
                select e.id, cast(a.opened as date) as opened, cast(a.closed as date) as closed, a.flaws
                from alike a cross join lateral unnest(
                    array['*'] || case when a.weaknesses = '{}' then array[''] else a.weaknesses end) as e(id)),
            moved as (
                select m.id, m.month, sum(m.opened) as opened, sum(m.closed) as closed
                from (
                    select id, opened as month, flaws as opened, 0 as closed from named where opened is not null
                    union all
                    select id, closed, 0, flaws from named where closed is not null) m
                group by m.id, m.month),
            counted as (
                select id, coalesce(sum(flaws) filter (where opened is null), 0) as before,
                    coalesce(sum(flaws) filter (where closed is null), 0) as open
                from named group by id)
            select (select p.name from p where p.key = :product), %2$s, %3$s, %4$s
            """
                    .formatted(
                            Scope.FILTER,
                            text(
                                    rows(
                                            """
                                            jsonb_build_object('id', c.id, 'before', c.before, 'open', c.open,
                                                'months', (select coalesce(jsonb_agg(jsonb_build_object('month', m.month,
                                                        'opened', m.opened, 'closed', m.closed) order by m.month), '[]')
                                                    from moved m where m.id = c.id))
                                            """,
                                            "counted c",
                                            "c.open desc, c.id")),
                            text(
                                    rows(
                                            """
                                            jsonb_build_object('obligation', o.id, 'product', o.product,
                                                'productName', o.name, 'title', o.title, 'line', o.line,
                                                'severity', o.severity, 'openedAt', o.opened_at, 'dueAt', o.due_at)
                                            """,
                                            """
                                            (select l.* from (
                                                select distinct on (o.product, o.flaw) o.*, p.name
                                                from owed o join p on p.key = o.product
                                                where o.gone_at is null and cast(:weakness as text) is not null
                                                    and case when :weakness = '' then o.weaknesses = '{}'
                                                        else o.weaknesses @> array[cast(:weakness as text)] end
                                                order by o.product, o.flaw, o.due_at) l
                                            order by l.due_at, l.product, l.flaw limit 50) o
                                            """,
                                            "o.due_at, o.product, o.flaw")),
                            text(Columns.UNITS_IN_SIGHT));

    private WeaknessesPage page(Object[] row, WeaknessesQuery query, LocalDate from, Instant now) {
        List<Weakness> all =
                json.read(column(row, 1), COUNTED).stream()
                        .map(counted -> weakness(counted, from))
                        .toList();
        return new WeaknessesPage(
                now,
                query,
                (String) row[0],
                from,
                all.stream()
                        .filter(each -> each.id().equals(ALL))
                        .findFirst()
                        .map(each -> Weakness.of("", "", each.before(), each.open(), each.months()))
                        .orElseGet(() -> weakness(new Counted("", 0, 0, List.of()), from)),
                all.stream()
                        .filter(each -> !each.id().equals(ALL))
                        .sorted(
                                Comparator.comparingInt(Weakness::open)
                                        .thenComparingInt(Weakness::opened)
                                        .reversed()
                                        .thenComparing(Weakness::id))
                        .toList(),
                json.read(column(row, 2), FLAWS),
                json.read(column(row, 3), UNITS));
    }

    /// With every month, whether something moved in it or not.
    private static Weakness weakness(Counted counted, LocalDate from) {
        Map<LocalDate, Moved> moved =
                counted.months().stream()
                        .collect(Collectors.toMap(Moved::month, Function.identity()));
        List<Month> months = new ArrayList<>();
        int open = counted.before();
        for (int i = 0; i < WeaknessesPage.MONTHS; i++) {
            LocalDate month = from.plusMonths(i);
            Moved here = moved.getOrDefault(month, new Moved(month, 0, 0));
            open += here.opened() - here.closed();
            months.add(new Month(month, here.opened(), here.closed(), open));
        }
        return Weakness.of(
                counted.id(),
                WeaknessNames.of(counted.id()),
                counted.before(),
                counted.open(),
                months);
    }
}
