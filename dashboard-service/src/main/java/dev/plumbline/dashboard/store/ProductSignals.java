package dev.plumbline.dashboard.store;

import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.outbox.Transaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells every instance of this service that a product looks different now.
///
/// The signal is a `notify` of the transaction that changed the read model, so it comes after the
// commit or not at
/// all, and to all instances alike. Whoever missed one while the connection was away sees the truth
// with the next page;
/// after a reconnect an instance therefore signals nothing of the past.
@ApplicationScoped
public class ProductSignals {
    private static final Logger LOG = Logger.getLogger(ProductSignals.class);
    private static final String CHANNEL = "dashboard_product_changed";
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final int DOUBLINGS = 10;

    private final Vertx vertx;
    private final Config config;
    private final BroadcastProcessor<ProductSignal> signals = BroadcastProcessor.create();
    private @Nullable PgSubscriber subscriber;

    ProductSignals(Vertx vertx, Config config) {
        this.vertx = vertx;
        this.config = config;
    }

    /// What changes from now on, as far as this viewer may see it.
    public Multi<ProductSignal> changes(Viewer viewer) {
        Scope scope = Scope.of(viewer);
        return signals.filter(signal -> scope.sees(signal.unit(), signal.team()))
                .onOverflow()
                .drop();
    }

    /// Announces these products, once the transaction commits.
    public Uni<Void> changed(Transaction transaction, Collection<String> products) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select count(pg_notify(:channel, concat_ws('/', p.unit, p.team, p.key)))
                        from product p where p.key = any(:products)
                        """,
                        Long.class)
                .setParameter("channel", CHANNEL)
                .setParameter("products", products.toArray(String[]::new))
                .getSingleResult()
                .replaceWithVoid();
    }

    void listen(@Observes StartupEvent started) {
        PgConnectOptions options =
                PgConnectOptions.fromUri(
                                config.getValue("quarkus.datasource.reactive.url", String.class)
                                        .replaceFirst("^vertx-reactive:", ""))
                        .setUser(config.getValue("quarkus.datasource.username", String.class))
                        .setPassword(config.getValue("quarkus.datasource.password", String.class));
        PgSubscriber open =
                PgSubscriber.subscriber(vertx, options)
                        .reconnectPolicy(
                                retries ->
                                        Math.min(
                                                LONGEST_PAUSE.toMillis(),
                                                FIRST_PAUSE_MILLIS
                                                        << Math.min(retries, DOUBLINGS)));
        open.channel(CHANNEL)
                .handler(payload -> signals.onNext(ProductSignal.parse(payload)))
                .exceptionHandler(
                        failure ->
                                LOG.warnf(
                                        failure,
                                        "Open pages do not move by themselves until the database is back."));
        open.connect()
                .onFailure(
                        failure ->
                                LOG.warnf(
                                        failure,
                                        "Open pages do not move by themselves: no connection to listen on."));
        subscriber = open;
    }

    void stop(@Observes ShutdownEvent stopping) {
        signals.onComplete();
        if (subscriber != null) {
            subscriber.close();
        }
    }
}
