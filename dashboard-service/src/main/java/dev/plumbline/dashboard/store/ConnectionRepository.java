package dev.plumbline.dashboard.store;

import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.OfConnection;
import dev.plumbline.events.ConnectionReported;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Hooks and feeds as they were last saved, and how they are doing.
@ApplicationScoped
public class ConnectionRepository {
    private final Mutiny.SessionFactory sessions;
    private final Json json;

    ConnectionRepository(Mutiny.SessionFactory sessions, Json json) {
        this.sessions = sessions;
        this.json = json;
    }

    /// @param report empty if nothing was heard of it yet
    public record Known(OfConnection connection, Optional<ConnectionReported> report) {}

    /// The connection, locked until the transaction ends; empty if there is none.
    public Uni<Optional<OfConnection>> find(Transaction transaction, String name) {
        return transaction
                .session()
                .createNativeQuery(
                        "select cast(body as text) from connection where name = :name for no key update",
                        String.class)
                .setParameter("name", name)
                .getSingleResultOrNull()
                .map(body -> Optional.ofNullable(body).map(present -> read(name, present)));
    }

    private OfConnection read(String name, String body) {
        return name.startsWith("hook/")
                ? json.read(body, HookSaved.class)
                : json.read(body, FeedSaved.class);
    }

    public Uni<Void> save(Transaction transaction, OfConnection connection, String by, Instant at) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into connection (name, body, changed_at, changed_by)
                        values (:name, cast(cast(:body as text) as jsonb), :at, :by)
                        on conflict (name) do update
                        set body = excluded.body, changed_at = excluded.changed_at, changed_by = excluded.changed_by
                        """)
                .setParameter("name", connection.subject())
                .setParameter("body", Json.object(connection))
                .setParameter("at", at.atOffset(ZoneOffset.UTC))
                .setParameter("by", by)
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Which of these products are not in the catalogue or archived.
    public Uni<List<String>> unknownProducts(Transaction transaction, Collection<String> products) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select x.key from unnest(cast(:keys as text[])) as x(key)
                        where not exists (select from product p where p.key = x.key and not p.archived)
                        order by x.key
                        """,
                        String.class)
                .setParameter("keys", products.toArray(String[]::new))
                .getResultList();
    }

    /// Keeps the newest word on each connection.
    public Uni<Void> report(Transaction transaction, Collection<ConnectionReported> reports) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into connection_report as r (name, at, body)
                        select distinct on (x.name) x.name, x.at, x.body
                        from (
                            select e.item ->> 'connection' as name, cast(e.item ->> 'at' as timestamptz) as at,
                                e.item as body
                            from jsonb_array_elements(cast(cast(:reports as text) as jsonb)) as e(item)) x
                        order by x.name, x.at desc
                        on conflict (name) do update set at = excluded.at, body = excluded.body
                        where r.at < excluded.at
                        """)
                .setParameter("reports", Json.array(reports))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// All of them, archived ones too, by name.
    public Uni<List<Known>> all() {
        return named(null);
    }

    public Uni<Optional<Known>> one(String name) {
        return named(name).map(found -> found.stream().findFirst());
    }

    private Uni<List<Known>> named(@Nullable String name) {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                """
                                                select c.name, cast(c.body as text), cast(r.body as text)
                                                from connection c left join connection_report r on r.name = c.name
                                                where c.name = coalesce(cast(:name as text), c.name) order by c.name
                                                """,
                                                Object[].class)
                                        .setParameter("name", name)
                                        .getResultList())
                .map(rows -> rows.stream().map(this::known).toList());
    }

    private Known known(Object[] row) {
        return new Known(
                read((String) row[0], (String) row[1]),
                Optional.ofNullable(json.readIfPresent(row[2], ConnectionReported.class)));
    }
}
