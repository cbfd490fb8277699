package dev.plumbline.dashboard.store;

import static dev.plumbline.dashboard.store.Columns.text;
import static dev.plumbline.dashboard.store.ProductReader.column;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.dashboard.view.PledgeGoals;
import dev.plumbline.dashboard.view.PledgeGoals.Asked;
import dev.plumbline.dashboard.view.PledgeGoals.Measured;
import dev.plumbline.dashboard.view.PledgeGoals.Named;
import dev.plumbline.dashboard.view.PledgeGoals.Product;
import dev.plumbline.dashboard.view.PledgePage;
import dev.plumbline.dashboard.view.PledgePage.Window;
import dev.plumbline.dashboard.view.ProductsPage.UnitChoice;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.CatalogueReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The goals of the pledge over the products in sight, today and on the baseline day, in one
/// statement.
///
/// Which measures make up a goal says the catalogue in use (`maps: {pledge: [3]}`); what the goals
/// are called, the catalogue `pledge`.
@ApplicationScoped
public class PledgeReader {
    private static final String FRAMEWORK = "pledge";
    private static final TypeReference<List<Row>> ROWS = new TypeReference<>() {};
    private static final TypeReference<List<UnitChoice>> UNITS = new TypeReference<>() {};

    private final Reading reading;
    private final PledgeConfig config;
    private final PledgeGoals goals;
    private final Set<String> asked;
    private final Json json;

    PledgeReader(Reading reading, PledgeConfig config, Catalogue catalogue, Json json) {
        this.reading = reading;
        this.config = config;
        this.goals = goals(catalogue);
        this.asked =
                goals.goals().stream()
                        .flatMap(goal -> goal.measures().stream())
                        .map(Named::id)
                        .collect(Collectors.toSet());
        this.json = json;
    }

    private static PledgeGoals goals(Catalogue catalogue) {
        return new PledgeGoals(
                CatalogueReader.shipped(FRAMEWORK).principles().stream()
                        .map(
                                goal ->
                                        new Asked(
                                                goal.id(),
                                                goal.title(),
                                                answering(goal.id(), catalogue)))
                        .toList());
    }

    private static List<Named> answering(String goal, Catalogue catalogue) {
        return catalogue
                .measures()
                .filter(m -> m.maps().getOrDefault(FRAMEWORK, List.of()).contains(goal))
                .map(measure -> new Named(measure.id(), measure.title()))
                .toList();
    }

    /// A product with its measures as columns: an object for each would be most of the statement.
    private record Row(
            String key,
            String name,
            int criticality,
            @Nullable Measures today,
            @Nullable Measures then,
            @Nullable String methodThen,
            @Nullable String methodNow) {
        Product product(Set<String> asked) {
            return new Product(
                    key,
                    name,
                    criticality,
                    today == null ? null : today.of(asked),
                    then == null ? null : then.of(asked),
                    methodThen,
                    methodNow);
        }
    }

    /// @param coverage `null` where nothing is asked of it
    private record Measures(
            List<String> ids,
            List<Double> worth,
            List<Double> weight,
            @Nullable List<Double> coverage) {
        List<Measured> of(Set<String> asked) {
            List<Measured> measured = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                if (asked.contains(ids.get(i))) {
                    measured.add(
                            new Measured(
                                    ids.get(i),
                                    worth.get(i),
                                    weight.get(i),
                                    coverage == null ? 1 : coverage.get(i)));
                }
            }
            return measured;
        }
    }

    /// @param unit and `team` to which the page is narrowed; `null` for all in sight
    public Uni<PledgePage> page(
            Viewer viewer, @Nullable String unit, @Nullable String team, Instant now) {
        Optional<LocalDate> since = config.since();
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("unit", unit);
        parameters.put("team", team);
        parameters.put("since", since.orElse(LocalDate.EPOCH));
        return reading.row(PAGE, Scope.of(viewer), parameters)
                .map(Optional::orElseThrow)
                .map(row -> page(row, unit, team, since.orElse(null), now));
    }

    private static final String PAGE =
            """
            with p as (
                select p.* from product p where not p.archived and %s
                    and (cast(:unit as text) is null or p.unit = :unit)
                    and (cast(:team as text) is null or p.team = :team)),
            baseline as (
                select s.day from snapshot s join p on p.key = s.product
                where s.day >= cast(:since as date) order by s.day limit 1)
            select cast((select day from baseline) as text), %s, %s
            """
                    .formatted(
                            Scope.FILTER,
                            text(
                                    """
                                    (select coalesce(json_agg(json_build_object('key', p.key, 'name', p.name,
                                        'criticality', p.criticality,
                                        'today', case when m.product is not null then json_build_object('ids', m.ids,
                                            'worth', m.worth, 'weight', m.weight, 'coverage', m.coverage) end,
                                        'then', case when s.product is not null then json_build_object('ids', s.ids,
                                            'worth', s.worth, 'weight', s.weight) end,
                                        'methodThen', s.catalogue_sha256, 'methodNow', m.catalogue_sha256)
                                        order by p.name, p.key), '[]')
                                    from p left join product_measure m on m.product = p.key
                                        left join snapshot s on s.product = p.key
                                            and s.day = (select day from baseline))
                                    """),
                            text(Columns.UNITS_IN_SIGHT));

    private PledgePage page(
            Object[] row,
            @Nullable String unit,
            @Nullable String team,
            @Nullable LocalDate stated,
            Instant now) {
        LocalDate baseline = row[0] == null ? null : LocalDate.parse((String) row[0]);
        List<Product> products =
                json.read(column(row, 1), ROWS).stream().map(each -> each.product(asked)).toList();
        return new PledgePage(
                now,
                unit,
                team,
                stated,
                baseline,
                Window.of(stated, baseline, now),
                products.size(),
                (int) products.stream().filter(Product::isCompared).count(),
                products.stream().anyMatch(Product::wasMeasuredOtherwise),
                goals.over(products),
                json.read(column(row, 2), UNITS));
    }
}
