package dev.plumbline.dashboard.store;

import dev.plumbline.events.CatalogChange;
import dev.plumbline.events.CatalogChange.LineSaved;
import dev.plumbline.events.CatalogChange.ProductSaved;
import dev.plumbline.events.CatalogChange.TeamSaved;
import dev.plumbline.events.CatalogChange.UnitSaved;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Units, teams, products and lines as they were last saved.
@ApplicationScoped
public class CatalogueRepository {

    /// Who changes something, when, and which revision they had before their eyes.
    ///
    /// @param revision `null` where the newest is to be replaced whatever it is
    public record Edit(String by, Instant at, @Nullable Long revision) {}

    /// @param created whether it did not exist before
    public record Written(CatalogChange.OfOrganisation entity, boolean created) {}

    /// The entity, locked until the transaction ends; empty if there is none.
    public Uni<Optional<CatalogChange.OfOrganisation>> find(Transaction transaction, EntityId id) {
        String columns =
                switch (id.kind()) {
                    case UNIT -> "key, revision, archived, name";
                    case TEAM -> "key, revision, archived, name, unit";
                    case PRODUCT ->
                            "key, revision, archived, name, team, cast(criticality as integer), description";
                    case LINE -> "key, revision, archived, product, note";
                };
        Mutiny.SelectionQuery<Object[]> query =
                transaction
                        .session()
                        .createNativeQuery(
                                "select %s from %s where key = :key%s for no key update"
                                        .formatted(
                                                columns,
                                                id.kind().table(),
                                                id.product() == null
                                                        ? ""
                                                        : " and product = :product"),
                                Object[].class)
                        .setParameter("key", id.key());
        if (id.product() != null) {
            query.setParameter("product", id.product());
        }
        return query.getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(present -> entity(id, present)));
    }

    private static CatalogChange.OfOrganisation entity(EntityId id, Object[] row) {
        String key = (String) row[0];
        long revision = (Long) row[1];
        boolean archived = (Boolean) row[2];
        return switch (id.kind()) {
            case UNIT -> new UnitSaved(key, revision, archived, (String) row[3]);
            case TEAM -> new TeamSaved(key, revision, archived, (String) row[3], (String) row[4]);
            case PRODUCT ->
                    new ProductSaved(
                            key,
                            revision,
                            archived,
                            (String) row[3],
                            (String) row[4],
                            (Integer) row[5],
                            (String) row[6]);
            case LINE -> new LineSaved(key, revision, archived, (String) row[3], (String) row[4]);
        };
    }

    /// Saves the draft as the next revision; empty if it says nothing new or another revision
    /// stands there.
    public Uni<Optional<Written>> save(Transaction transaction, Draft draft, Edit edit) {
        return switch (draft) {
            case Draft.Unit unit ->
                    upsert(
                            transaction,
                            edit,
                            """
                            insert into unit as e (key, name, revision, changed_at, changed_by)
                            values (:key, :name, 1, :at, :by)
                            on conflict (key) do update
                            set name = excluded.name, revision = e.revision + 1,
                                changed_at = excluded.changed_at, changed_by = excluded.changed_by
                            where e.name is distinct from excluded.name
                                and e.revision = coalesce(cast(:revision as bigint), e.revision)
                            returning revision, archived
                            """,
                            query ->
                                    query.setParameter("key", unit.key())
                                            .setParameter("name", unit.name()),
                            (revision, archived) ->
                                    new UnitSaved(unit.key(), revision, archived, unit.name()));
            case Draft.Team team ->
                    upsert(
                            transaction,
                            edit,
                            """
                            insert into team as e (key, name, unit, revision, changed_at, changed_by)
                            values (:key, :name, :unit, 1, :at, :by)
                            on conflict (key) do update
                            set name = excluded.name, unit = excluded.unit, revision = e.revision + 1,
                                changed_at = excluded.changed_at, changed_by = excluded.changed_by
                            where (e.name, e.unit) is distinct from (excluded.name, excluded.unit)
                                and e.revision = coalesce(cast(:revision as bigint), e.revision)
                            returning revision, archived
                            """,
                            query ->
                                    query.setParameter("key", team.key())
                                            .setParameter("name", team.name())
                                            .setParameter("unit", team.unit()),
                            (revision, archived) ->
                                    new TeamSaved(
                                            team.key(),
                                            revision,
                                            archived,
                                            team.name(),
                                            team.unit()));
            case Draft.Product product ->
                    upsert(
                            transaction,
                            edit,
                            """
                            insert into product as e
                                (key, name, description, team, unit, criticality, revision, changed_at, changed_by)
                            select :key, :name, cast(:description as text), t.key, t.unit, cast(:criticality as integer),
                                1, :at, :by
                            from team t where t.key = :team
                            on conflict (key) do update
                            set name = excluded.name, description = excluded.description, team = excluded.team,
                                unit = excluded.unit, criticality = excluded.criticality, revision = e.revision + 1,
                                changed_at = excluded.changed_at, changed_by = excluded.changed_by
                            where (e.name, e.description, e.team, e.criticality)
                                    is distinct from
                                    (excluded.name, excluded.description, excluded.team, excluded.criticality)
                                and e.revision = coalesce(cast(:revision as bigint), e.revision)
                            returning revision, archived
                            """,
                            query ->
                                    query.setParameter("key", product.key())
                                            .setParameter("name", product.name())
                                            .setParameter("team", product.team())
                                            .setParameter("criticality", product.criticality())
                                            .setParameter("description", product.description()),
                            (revision, archived) ->
                                    new ProductSaved(
                                            product.key(),
                                            revision,
                                            archived,
                                            product.name(),
                                            product.team(),
                                            product.criticality(),
                                            product.description()));
            case Draft.Line line ->
                    upsert(
                            transaction,
                            edit,
                            """
                            insert into line as e (product, key, note, revision, changed_at, changed_by)
                            values (:product, :key, cast(:note as text), 1, :at, :by)
                            on conflict (product, key) do update
                            set note = excluded.note, revision = e.revision + 1,
                                changed_at = excluded.changed_at, changed_by = excluded.changed_by
                            where e.note is distinct from excluded.note
                                and e.revision = coalesce(cast(:revision as bigint), e.revision)
                            returning revision, archived
                            """,
                            query ->
                                    query.setParameter("product", line.product())
                                            .setParameter("key", line.key())
                                            .setParameter("note", line.note()),
                            (revision, archived) ->
                                    new LineSaved(
                                            line.key(),
                                            revision,
                                            archived,
                                            line.product(),
                                            line.note()));
        };
    }

    private interface Binding {
        void to(Mutiny.SelectionQuery<?> query);
    }

    private interface FromRow {
        CatalogChange.OfOrganisation entity(long revision, boolean archived);
    }

    private static Uni<Optional<Written>> upsert(
            Transaction transaction, Edit edit, String sql, Binding binding, FromRow fromRow) {
        Mutiny.SelectionQuery<Object[]> query =
                transaction
                        .session()
                        .createNativeQuery(sql, Object[].class)
                        .setParameter("at", edit.at().atOffset(ZoneOffset.UTC))
                        .setParameter("by", edit.by())
                        .setParameter("revision", edit.revision());
        binding.to(query);
        return query.getSingleResultOrNull()
                .map(
                        row ->
                                Optional.ofNullable(row)
                                        .map(
                                                present ->
                                                        new Written(
                                                                fromRow.entity(
                                                                        (Long) present[0],
                                                                        (Boolean) present[1]),
                                                                present[0].equals(1L))));
    }

    /// Marks it as archived, or brings it back, as its next revision; empty if it is so already or
    /// another revision stands there.
    public Uni<Optional<CatalogChange.OfOrganisation>> archive(
            Transaction transaction, EntityId id, Archival archival, Edit edit) {
        Mutiny.MutationQuery update =
                transaction
                        .session()
                        .createNativeQuery(
                                """
                                update %s e
                                set archived = :archived, revision = e.revision + 1, changed_at = :at, changed_by = :by
                                where e.key = :key%s and e.archived <> :archived
                                    and e.revision = coalesce(cast(:revision as bigint), e.revision)
                                """
                                        .formatted(
                                                id.kind().table(),
                                                id.product() == null
                                                        ? ""
                                                        : " and e.product = :product"))
                        .setParameter("archived", archival == Archival.ARCHIVED)
                        .setParameter("at", edit.at().atOffset(ZoneOffset.UTC))
                        .setParameter("by", edit.by())
                        .setParameter("revision", edit.revision())
                        .setParameter("key", id.key());
        if (id.product() != null) {
            update.setParameter("product", id.product());
        }
        return update.executeUpdate()
                .chain(
                        rows ->
                                rows == 0
                                        ? Uni.createFrom().item(Optional.empty())
                                        : find(transaction, id));
    }

    public enum Archival {
        ARCHIVED,
        ACTIVE
    }

    /// Names of active entities directly inside, at most three, for the message that says what
    /// stands in the way.
    public Uni<List<String>> activeInside(Transaction transaction, EntityId id) {
        String sql =
                switch (id.kind()) {
                    case UNIT ->
                            "select key from team where unit = :key and not archived order by key limit 3";
                    case TEAM ->
                            "select key from product where team = :key and not archived order by key limit 3";
                    case PRODUCT, LINE -> null;
                };
        return sql == null
                ? Uni.createFrom().item(List.of())
                : transaction
                        .session()
                        .createNativeQuery(sql, String.class)
                        .setParameter("key", id.key())
                        .getResultList();
    }

    /// Gives the products of a team the unit that the team is in now.
    public Uni<Void> followTeam(Transaction transaction, String team) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update product p set unit = t.unit from team t
                        where t.key = :team and p.team = t.key and p.unit <> t.unit
                        """)
                .setParameter("team", team)
                .executeUpdate()
                .replaceWithVoid();
    }
}
