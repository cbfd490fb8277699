package dev.plumbline.dashboard.live;

import dev.plumbline.dashboard.store.ChangeNotice;
import dev.plumbline.dashboard.store.ChangeNotices;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Passes notices on to open pages, and remembers the last of them for pages that connect a moment
/// after they were rendered.
///
/// Bounded in every direction: so many pages, so long each, so many notices remembered, and at most
/// one event waiting for a page that reads slowly.
@Singleton
class LiveFeed {
    private final BroadcastProcessor<ChangeNotice> heard = BroadcastProcessor.create();
    private final AtomicInteger open = new AtomicInteger();
    private final LiveConfig config;
    private final Clock clock;
    private final Deque<Heard> remembered = new ArrayDeque<>();
    private Instant rememberedFrom;

    private record Heard(Instant at, ChangeNotice notice) {}

    LiveFeed(LiveConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.rememberedFrom = clock.instant();
    }

    void begin(@Observes StartupEvent started, ChangeNotices notices) {
        notices.listen(this::hear);
    }

    void hear(ChangeNotice notice) {
        remember(new Heard(clock.instant(), notice));
        heard.onNext(notice);
    }

    /// How many pages listen.
    int open() {
        return open.get();
    }

    boolean full() {
        return open.get() >= config.connections();
    }

    /// What one page hears: a heartbeat at once and whenever it was silent long enough, and one
    /// [Signal#CHANGED] for all that changed within a moment, beginning with what changed since the
    /// page was rendered. It ends by itself; the browser then asks again.
    ///
    /// @param rendered when, by the clock of whichever instance did it; what is too long ago to be
    ///     remembered counts as changed
    /// @param sees which notices its viewer may hear and the page cares for
    Multi<Signal> listen(Instant rendered, Predicate<ChangeNotice> sees) {
        Multi<Signal> changes =
                heard.filter(sees)
                        .group()
                        .intoLists()
                        .every(config.gather())
                        .filter(list -> !list.isEmpty())
                        .map(list -> Signal.CHANGED)
                        .onOverflow()
                        .dropPreviousItems();
        Multi<Signal> heartbeats =
                Multi.createFrom()
                        .ticks()
                        .every(config.heartbeat())
                        .onOverflow()
                        .drop()
                        .map(tick -> Signal.HEARTBEAT);
        // asked after `changes` listens: nothing falls between the two
        Multi<Signal> missed =
                Multi.createFrom()
                        .deferred(
                                () ->
                                        missed(rendered, sees)
                                                ? Multi.createFrom().item(Signal.CHANGED)
                                                : Multi.createFrom().empty());
        return Multi.createBy()
                .merging()
                .streams(heartbeats, changes, missed)
                .select()
                .first(config.lifetime())
                .onSubscription()
                .invoke(open::incrementAndGet)
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    private synchronized void remember(Heard last) {
        remembered.addLast(last);
        if (remembered.size() > config.remembered()) {
            rememberedFrom = remembered.removeFirst().at();
        }
    }

    private synchronized boolean missed(Instant rendered, Predicate<ChangeNotice> sees) {
        return rendered.isBefore(rememberedFrom)
                || remembered.stream()
                        .anyMatch(h -> !h.at().isBefore(rendered) && sees.test(h.notice()));
    }

    enum Signal {
        HEARTBEAT,
        CHANGED
    }
}
