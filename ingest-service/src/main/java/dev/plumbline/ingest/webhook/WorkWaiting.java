package dev.plumbline.ingest.webhook;

import com.github.luben.zstd.ZstdInputStream;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Why;
import dev.plumbline.ingest.intake.RecordReview;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.store.Connections;
import dev.plumbline.ingest.store.HookDeliveries;
import dev.plumbline.ingest.store.WaitingDelivery;
import dev.plumbline.outbox.TransientFailure;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Works through what waited for a paused hook once it goes on, in the order in which it came, and
/// forgets what need not be known any more.
///
/// A delivery leaves the queue with its effect. While the database is away it stays where it is.
@ApplicationScoped
class WorkWaiting {
    private static final Logger LOG = Logger.getLogger(WorkWaiting.class);

    /// How long the work on one hook may take before another instance takes over.
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final int AT_ONCE = 100;

    private final Connections connections;
    private final HookDeliveries deliveries;
    private final WorkDelivery workDelivery;
    private final HookTally tally;
    private final HookConfig config;
    private final Clock clock;

    WorkWaiting(
            Connections connections,
            HookDeliveries deliveries,
            WorkDelivery workDelivery,
            HookTally tally,
            HookConfig config,
            Clock clock) {
        this.connections = connections;
        this.deliveries = deliveries;
        this.workDelivery = workDelivery;
        this.tally = tally;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> work() {
        return deliveries
                .behind()
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(this::work)
                .onItem()
                .ignoreAsUni()
                .onFailure(TransientFailure.class)
                .recoverWithUni(
                        failure -> {
                            LOG.debugf(failure, "What waits for hooks is worked on later");
                            return Uni.createFrom().voidItem();
                        });
    }

    private Uni<Void> work(String hook) {
        Instant now = clock.instant();
        return deliveries
                .lease(hook, now, now.plus(LEASE))
                .chain(
                        ours ->
                                ours
                                        ? Multi.createBy()
                                                .repeating()
                                                .uni(() -> next(hook))
                                                .until(more -> !more)
                                                .select()
                                                .first(AT_ONCE)
                                                .onItem()
                                                .ignoreAsUni()
                                                .eventually(() -> deliveries.giveBack(hook))
                                        : Uni.createFrom().voidItem());
    }

    /// Whether there was one to work on.
    private Uni<Boolean> next(String key) {
        return connections
                .hook(key)
                .chain(
                        hook ->
                                hook.isEmpty() || hook.get().paused()
                                        ? Uni.createFrom().item(false)
                                        : deliveries
                                                .first(key)
                                                .chain(waiting -> one(hook.get(), waiting)));
    }

    private Uni<Boolean> one(HookSaved hook, Optional<WaitingDelivery> first) {
        if (first.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        WaitingDelivery waiting = first.get();
        return workDelivery
                .with(
                        new HookDelivery(
                                hook,
                                waiting.identity(),
                                waiting.headers(),
                                content(waiting.zstd()),
                                waiting.receivedAt(),
                                waiting.nth()))
                .onFailure(failure -> !(failure instanceof TransientFailure))
                .recoverWithItem(
                        failure -> {
                            LOG.errorf(
                                    failure,
                                    "A delivery of %s that waited since %s can't be worked on",
                                    hook.subject(),
                                    waiting.receivedAt());
                            return new HookAnswer.Done(
                                    new Rejected(
                                            Why.UNREADABLE,
                                            "a delivery that waited can't be worked on: see the log of ingest-service, and deliver it again",
                                            0,
                                            0,
                                            null));
                        })
                .call(() -> deliveries.remove(hook.key(), waiting.nth()))
                .invoke(answer -> tally.count(hook.key(), answer))
                .replaceWith(true);
    }

    private static Content content(byte[] zstd) {
        return () -> new ZstdInputStream(new ByteArrayInputStream(zstd));
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        Instant now = clock.instant();
        return deliveries.forget(
                now.minus(config.rememberFor()),
                now.minus(RecordReview.PERIOD).minus(config.rememberFor()));
    }
}
