package dev.plumbline.dashboard.store;

import static dev.plumbline.dashboard.store.Columns.rows;
import static dev.plumbline.dashboard.store.Columns.text;
import static dev.plumbline.dashboard.store.ProductReader.column;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.dashboard.view.ProductHeader;
import dev.plumbline.dashboard.view.SensitivityPage;
import dev.plumbline.dashboard.view.SensitivityPage.Mover;
import dev.plumbline.dashboard.view.SensitivityPage.Row;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.explain.Sensitivity;
import dev.plumbline.model.explain.Sensitivity.Result;
import dev.plumbline.model.explain.Sensitivity.Standing;
import dev.plumbline.model.explain.Sensitivity.Subject;
import dev.plumbline.model.explain.Sensitivity.Weight;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How sure the ranking of the products in sight is, worked out by the model from the values of
/// their measures as they are shown.
@ApplicationScoped
public class SensitivityReader {
    private static final TypeReference<List<Ranked>> RANKED = new TypeReference<>() {};

    private final Reading reading;
    private final Catalogue catalogue;
    private final Json json;

    SensitivityReader(Reading reading, Catalogue catalogue, Json json) {
        this.reading = reading;
        this.catalogue = catalogue;
        this.json = json;
    }

    /// A product that has a figure.
    ///
    /// @param sha256 digest of the catalogue that scored it
    /// @param cap 0..100, the lowest that holds
    /// @param values measure → 0..1; without those that do not concern the product
    private record Ranked(
            ProductHeader product, String sha256, double cap, Map<String, Double> values) {}

    public Uni<SensitivityPage> page(Viewer viewer, Instant now) {
        return reading.row(RATED, Scope.of(viewer), Map.of())
                .map(Optional::orElseThrow)
                // thousands of products times a hundred weights: too long for a loop that others
                // wait for
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(
                        row ->
                                page(
                                        json.read(column(row, 0), RANKED),
                                        ((Number) column(row, 1)).intValue(),
                                        now));
    }

    private static final String RATED =
            """
            with p as (select p.* from product p where not p.archived and %s)
            select %s, (select count(*) from p where not p.rated)
            """
                    .formatted(
                            Scope.FILTER,
                            text(
                                    rows(
                                            """
                                            jsonb_build_object('product', %s,
                                                'sha256', m.catalogue_sha256,
                                                'cap', (select coalesce(min(cast(c.item ->> 'at' as double precision)), 100)
                                                    from jsonb_array_elements(p.caps) as c(item)
                                                    where c.item ->> 'figure' = 'overall'),
                                                'values', (select coalesce(jsonb_object_agg(v.id, v.worth), '{}')
                                                    from unnest(m.ids, m.worth) as v(id, worth)))
                                            """
                                                    .formatted(Columns.HEADER),
                                            "p join product_measure m on m.product = p.key where p.rated",
                                            "p.key")));

    private SensitivityPage page(List<Ranked> rated, int unrated, Instant now) {
        Map<String, ProductHeader> headers = new HashMap<>();
        List<Subject> subjects = new ArrayList<>();
        for (Ranked each : rated) {
            if (each.sha256().equals(catalogue.sha256())) {
                headers.put(each.product().key(), each.product());
                subjects.add(new Subject(each.product().key(), each.values(), each.cap() / 100));
            }
        }
        Result result = Sensitivity.of(catalogue, subjects);
        return new SensitivityPage(
                now,
                new ScoreComputed.Catalogue(
                        catalogue.id(), catalogue.version(), catalogue.sha256()),
                Sensitivity.STEP,
                unrated,
                rated.size() - subjects.size(),
                result.neighbours(),
                result.swapped(),
                result.products().stream().map(each -> row(each, headers)).toList(),
                result.weights().stream()
                        .map(
                                effect ->
                                        new SensitivityPage.Weight(
                                                kind(effect.weight()),
                                                effect.weight().id(),
                                                effect.weight().title(),
                                                effect.weight().principle(),
                                                effect.moved(),
                                                effect.swapped(),
                                                effect.points()))
                        .toList());
    }

    private static Row row(Standing standing, Map<String, ProductHeader> headers) {
        Sensitivity.Move move = standing.mover();
        return new Row(
                Optional.ofNullable(headers.get(standing.key())).orElseThrow(),
                standing.rank(),
                standing.best(),
                standing.worst(),
                standing.overall(),
                standing.least(),
                standing.most(),
                move == null
                        ? null
                        : new Mover(
                                kind(move.weight()),
                                move.weight().id(),
                                move.weight().title(),
                                move.weight().principle(),
                                move.by(),
                                standing.points()));
    }

    private static String kind(Weight weight) {
        return weight.kind().name().toLowerCase(Locale.ROOT);
    }
}
