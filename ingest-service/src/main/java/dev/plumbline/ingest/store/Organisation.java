package dev.plumbline.ingest.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plumbline.events.CatalogChange;
import dev.plumbline.events.CatalogChange.LineSaved;
import dev.plumbline.events.CatalogChange.OfConnection;
import dev.plumbline.events.CatalogChange.OfOrganisation;
import dev.plumbline.events.CatalogChange.ProductSaved;
import dev.plumbline.events.CatalogChange.TeamSaved;
import dev.plumbline.events.CatalogChange.UnitSaved;
import dev.plumbline.outbox.Inbox;
import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/// This service's copy of the catalogue: which products there are, and to whom they belong. What it
/// says of connections goes to [Connections].
@ApplicationScoped
public class Organisation {
    private static final String CONSUMER = "catalog";

    /// Each document asks. What was archived a moment ago through another instance may still be
    /// taken in for as long.
    private static final Duration KNOWN_FOR = Duration.ofSeconds(10);

    private static final int MOST_KNOWN = 10_000;

    private final Mutiny.SessionFactory sessions;
    private final UnitOfWork work;
    private final Inbox inbox;
    private final Cache<String, Standing> active =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).expireAfterWrite(KNOWN_FOR).build();

    Organisation(Mutiny.SessionFactory sessions, UnitOfWork work, Inbox inbox) {
        this.sessions = sessions;
        this.work = work;
        this.inbox = inbox;
    }

    /// Whether evidence of a product is taken in.
    public enum Standing {
        UNKNOWN,
        ACTIVE,
        ARCHIVED
    }

    public Uni<Standing> standing(String product) {
        Standing known = active.getIfPresent(product);
        return known != null
                ? Uni.createFrom().item(known)
                : read(product).invoke(standing -> remember(product, standing));
    }

    private void remember(String product, Standing standing) {
        if (standing == Standing.ACTIVE) {
            active.put(product, standing);
        }
    }

    private Uni<Standing> read(String product) {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                "select archived from product where key = :key",
                                                Boolean.class)
                                        .setParameter("key", product)
                                        .getSingleResultOrNull())
                .map(
                        archived ->
                                archived == null
                                        ? Standing.UNKNOWN
                                        : archived ? Standing.ARCHIVED : Standing.ACTIVE)
                .onFailure()
                .transform(TransientFailure::classify);
    }

    /// Applies a change once; an older revision than the one known changes nothing.
    public Uni<Void> apply(UUID event, CatalogChange change) {
        return work.run(
                        transaction ->
                                inbox.first(transaction, CONSUMER, event)
                                        .chain(
                                                first ->
                                                        first
                                                                ? keep(
                                                                                transaction
                                                                                        .session(),
                                                                                change)
                                                                        .replaceWithVoid()
                                                                : Uni.createFrom().voidItem()))
                .invoke(() -> active.invalidateAll());
    }

    private static Uni<Integer> keep(Mutiny.Session session, CatalogChange change) {
        return switch (change) {
            case OfOrganisation part -> upsert(session, part);
            case OfConnection connection -> Connections.keep(session, connection);
        };
    }

    private static Uni<Integer> upsert(Mutiny.Session session, OfOrganisation change) {
        return switch (change) {
            case UnitSaved unit ->
                    session.createNativeQuery(
                                    """
                                    insert into unit (key, revision, archived) values (:key, :revision, :archived)
                                    on conflict (key) do update
                                    set revision = excluded.revision, archived = excluded.archived
                                    where unit.revision < excluded.revision
                                    """)
                            .setParameter("key", unit.key())
                            .setParameter("revision", unit.revision())
                            .setParameter("archived", unit.archived())
                            .executeUpdate();
            case TeamSaved team ->
                    session.createNativeQuery(
                                    """
                                    insert into team (key, revision, archived, unit)
                                    values (:key, :revision, :archived, :unit)
                                    on conflict (key) do update
                                    set revision = excluded.revision, archived = excluded.archived,
                                        unit = excluded.unit
                                    where team.revision < excluded.revision
                                    """)
                            .setParameter("key", team.key())
                            .setParameter("revision", team.revision())
                            .setParameter("archived", team.archived())
                            .setParameter("unit", team.unit())
                            .executeUpdate();
            case ProductSaved product ->
                    session.createNativeQuery(
                                    """
                                    insert into product (key, revision, archived, team)
                                    values (:key, :revision, :archived, :team)
                                    on conflict (key) do update
                                    set revision = excluded.revision, archived = excluded.archived,
                                        team = excluded.team
                                    where product.revision < excluded.revision
                                    """)
                            .setParameter("key", product.key())
                            .setParameter("revision", product.revision())
                            .setParameter("archived", product.archived())
                            .setParameter("team", product.team())
                            .executeUpdate();
            // lines are known from releases; nothing here depends on them
            case LineSaved line -> Uni.createFrom().item(0);
        };
    }
}
