package dev.plumbline.dashboard.store;

import dev.plumbline.outbox.Transaction;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Notices from whoever changes a product to every instance of this service, by PostgreSQL's
/// `notify`.
///
/// A notice is part of the transaction that changes: it goes out when that commits and never if it
/// does not; equal ones in one transaction go out once. It is a hint and may be lost with a
/// connection; nothing depends on it but how soon an open page moves. Needs a connection of its
/// own, held for as long as the service runs.
@ApplicationScoped
public class ChangeNotices {
    private static final Logger LOG = Logger.getLogger(ChangeNotices.class);
    private static final String CHANNEL = "dashboard_change";
    private static final long RECONNECT_MILLIS = 2_000;

    private final Vertx vertx;
    private final NoticesConfig config;
    private @Nullable PgSubscriber subscriber;

    ChangeNotices(Vertx vertx, NoticesConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /// Says that these products' pages changed, when the transaction commits.
    public Uni<Void> tell(Transaction transaction, Collection<String> products) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select count(pg_notify(:channel, cast(json_build_object(
                            'product', key, 'unit', unit, 'team', team) as text)))
                        from product where key = any(cast(:products as text[]))
                        """,
                        Long.class)
                .setParameter("channel", CHANNEL)
                .setParameter("products", products.toArray(String[]::new))
                .getSingleResult()
                .replaceWithVoid();
    }

    /// Says that pages about these teams, and all above them, changed, when the transaction
    /// commits.
    public Uni<Void> tellTeams(Transaction transaction, Collection<String> teams) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select count(pg_notify(:channel, cast(json_build_object(
                            'product', '', 'unit', unit, 'team', key) as text)))
                        from team where key = any(cast(:teams as text[]))
                        """,
                        Long.class)
                .setParameter("channel", CHANNEL)
                .setParameter("teams", teams.toArray(String[]::new))
                .getSingleResult()
                .replaceWithVoid();
    }

    /// From now on until the service stops; called once.
    public void listen(Consumer<ChangeNotice> listener) {
        PgConnectOptions options =
                PgConnectOptions.fromUri(config.url().replaceFirst("^vertx-reactive:", ""));
        config.username().ifPresent(options::setUser);
        config.password().ifPresent(options::setPassword);
        PgSubscriber made = PgSubscriber.subscriber(vertx, options);
        made.reconnectPolicy(tries -> RECONNECT_MILLIS);
        made.channel(CHANNEL)
                .handler(
                        payload -> {
                            JsonObject notice = new JsonObject(payload);
                            listener.accept(
                                    new ChangeNotice(
                                            notice.getString("product"),
                                            notice.getString("unit"),
                                            notice.getString("team")));
                        });
        made.connect()
                .onFailure(
                        failure ->
                                LOG.warnf(
                                        "Open pages do not move until the database answers: %s",
                                        failure.getMessage()));
        subscriber = made;
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscriber != null) {
            subscriber.close();
        }
    }
}
