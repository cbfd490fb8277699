package dev.plumbline.ingest.feed;

import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.ingest.intake.Hop;
import dev.plumbline.ingest.store.Connections;
import dev.plumbline.ingest.store.FeedRuns;
import dev.plumbline.outbox.EventIds;
import dev.plumbline.outbox.TransientFailure;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Looks every few seconds which feed is due and reads it; a few at the same time, never the same
/// one twice.
///
/// Each look is a piece of work of its own that ends when the run ends, so that runs have contexts
/// of their own and looks go on meanwhile.
@ApplicationScoped
class PollFeeds {
    private static final Logger LOG = Logger.getLogger(PollFeeds.class);

    private final Connections connections;
    private final FeedRuns runs;
    private final RunFeed runFeed;
    private final FeedsConfig config;
    private final Clock clock;
    private final EventIds ids;
    private final AtomicInteger busy = new AtomicInteger();
    private final Map<String, UUID> running = new ConcurrentHashMap<>();

    PollFeeds(
            Connections connections,
            FeedRuns runs,
            RunFeed runFeed,
            FeedsConfig config,
            Clock clock) {
        this.connections = connections;
        this.runs = runs;
        this.runFeed = runFeed;
        this.config = config;
        this.clock = clock;
        this.ids = new EventIds(clock, new SecureRandom());
    }

    @Scheduled(
            every = "${plumbline.feeds.check-every:2s}",
            concurrentExecution = ConcurrentExecution.PROCEED)
    Uni<Void> lookForDue() {
        if (busy.incrementAndGet() > config.atOnce()) {
            busy.decrementAndGet();
            return Uni.createFrom().voidItem();
        }
        Hop hop = Hop.here();
        return hop.onLoop(() -> runs.due(clock.instant()))
                .chain(due -> hop.onLoop(() -> connections.feeds()).map(feeds -> first(due, feeds)))
                .chain(feed -> feed.isEmpty() ? Uni.createFrom().voidItem() : run(hop, feed.get()))
                .onFailure(TransientFailure.class)
                .recoverWithNull()
                .eventually(busy::decrementAndGet);
    }

    private Optional<FeedSaved> first(List<String> due, List<FeedSaved> feeds) {
        return due.stream()
                .filter(key -> !running.containsKey(key))
                .flatMap(key -> feeds.stream().filter(feed -> feed.key().equals(key)))
                .filter(feed -> !feed.paused())
                .findFirst();
    }

    private Uni<Void> run(Hop hop, FeedSaved feed) {
        UUID holder = ids.next();
        if (running.putIfAbsent(feed.key(), holder) != null) {
            return Uni.createFrom().voidItem();
        }
        return runFeed.of(hop, feed, holder)
                .onFailure()
                .invoke(
                        failure ->
                                LOG.warnf(
                                        failure,
                                        "The run of feed %s ended without a word; it begins again"
                                                + " from its checkpoint.",
                                        feed.key()))
                .onFailure()
                .recoverWithNull()
                .eventually(() -> running.remove(feed.key()));
    }

    /// A large archive may keep a run busy for longer than its lease.
    @Scheduled(every = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> renewLeases() {
        return runs.renew(List.copyOf(running.values()), config.lease())
                .onFailure(TransientFailure.class)
                .recoverWithNull();
    }
}
