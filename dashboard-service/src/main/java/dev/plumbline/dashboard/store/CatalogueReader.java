package dev.plumbline.dashboard.store;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.dashboard.view.CataloguePage;
import dev.plumbline.dashboard.view.ProductPage.Line;
import dev.plumbline.dashboard.view.Viewer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// The organisation for those who keep it or look around in it.
@ApplicationScoped
public class CatalogueReader {
    private static final TypeReference<List<CataloguePage.Unit>> UNITS = new TypeReference<>() {};
    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};

    private final Mutiny.SessionFactory sessions;
    private final Json json;

    CatalogueReader(Mutiny.SessionFactory sessions, Json json) {
        this.sessions = sessions;
        this.json = json;
    }

    /// Units and teams in the viewer's sight, archived ones too, by name.
    public Uni<CataloguePage> catalogue(Viewer viewer) {
        return sessions.withSession(
                        session ->
                                Scope.of(viewer)
                                        .bind(
                                                session.createNativeQuery(
                                                        """
                                                        with member as (
                                                            select p.team, p.unit, count(*) as products from product p
                                                            where not p.archived group by p.team, p.unit
                                                        ), p as (
                                                            select t.key as team, t.unit, t.name, t.archived, t.revision,
                                                                coalesce(m.products, 0) as products
                                                            from team t left join member m on m.team = t.key
                                                        ), seen as (select * from p where %s)
                                                        select cast(coalesce(jsonb_agg(jsonb_build_object('key', u.key,
                                                            'name', u.name, 'archived', u.archived,
                                                            'revision', u.revision,
                                                            'products', coalesce(t.products, 0),
                                                            'teams', coalesce(t.teams, '[]')) order by u.name, u.key), '[]')
                                                            as text)
                                                        from unit u left join (
                                                            select unit, sum(products) as products,
                                                                jsonb_agg(jsonb_build_object('key', team, 'name', name,
                                                                    'unit', unit, 'archived', archived,
                                                                    'revision', revision, 'products', products)
                                                                    order by name, team) as teams
                                                            from seen group by unit) t on t.unit = u.key
                                                        where :everything or u.key = any(:units) or t.unit is not null
                                                        """
                                                                .formatted(Scope.FILTER),
                                                        String.class))
                                        .getSingleResult())
                .map(column -> new CataloguePage(json.read(column, UNITS)));
    }

    /// Lines of a product, made or implied by evidence, newest release first; empty if the viewer
    /// may not see it.
    public Uni<Optional<List<Line>>> lines(Viewer viewer, String product) {
        return sessions.withSession(
                        session ->
                                Scope.of(viewer)
                                        .bind(
                                                session.createNativeQuery(
                                                        "select cast(%s as text) from product p where p.key = :product and %s"
                                                                .formatted(
                                                                        LINES_OF_PRODUCT,
                                                                        Scope.FILTER),
                                                        String.class))
                                        .setParameter("product", product)
                                        .getSingleResultOrNull())
                .map(column -> Optional.ofNullable(column).map(lines -> json.read(lines, LINES)));
    }

    /// Lines of the product `p` as JSON; an expression for the column list of a query over `product
    /// p`.
    static final String LINES_OF_PRODUCT =
            """
            (select coalesce(jsonb_agg(jsonb_build_object('key', l.key, 'note', l.note, 'archived', l.archived,
                'revision', l.revision, 'releases', coalesce(r.releases, '[]'))
                order by l.archived, r.newest desc nulls last, l.key), '[]')
            from (
                select key, note, archived, revision from line where product = p.key
                union all
                select distinct r.line, cast(null as text), false, cast(0 as bigint) from release r
                where r.product = p.key
                    and not exists (select from line l where l.product = p.key and l.key = r.line)) l
            left join (
                select r.line, max(r.observed_at) as newest,
                    jsonb_agg(jsonb_build_object('version', r.version, 'publishedAt', r.observed_at,
                        'evidence', coalesce(e.evidence, '{}')) order by r.observed_at desc, r.version desc) as releases
                from release r
                left join (
                    select s.release, jsonb_object_agg(s.format, %s) as evidence
                    from (
                        select distinct on (release, format) * from submission
                        where product = p.key and release is not null and format is not null
                            and step not in ('REFUSED', 'FAILED')
                        order by release, format, received_at desc) s
                    group by s.release) e on e.release = r.version
                where r.product = p.key
                group by r.line) r on r.line = l.key)
            """
                    .formatted(Columns.SUBMISSION);
}
