package dev.plumbline.dashboard.live;

import dev.plumbline.dashboard.store.ChangeNotice;
import dev.plumbline.dashboard.store.ChangeNotices;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Passes notices on to open pages, and holds nothing for those that are away.
///
/// Bounded in every direction: so many pages, so long each, and at most one event waiting for a
/// page that reads slowly.
@Singleton
class LiveFeed {
    private final BroadcastProcessor<ChangeNotice> heard = BroadcastProcessor.create();
    private final AtomicInteger open = new AtomicInteger();
    private final LiveConfig config;

    LiveFeed(LiveConfig config) {
        this.config = config;
    }

    void begin(@Observes StartupEvent started, ChangeNotices notices) {
        notices.listen(this::hear);
    }

    void hear(ChangeNotice notice) {
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
    /// [Signal#CHANGED] for all that changed within a moment. It ends by itself; the browser then
    /// asks again.
    ///
    /// @param sees which notices its viewer may hear and the page cares for
    Multi<Signal> listen(Predicate<ChangeNotice> sees) {
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
        return Multi.createBy()
                .merging()
                .streams(heartbeats, changes)
                .select()
                .first(config.lifetime())
                .onSubscription()
                .invoke(open::incrementAndGet)
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    enum Signal {
        HEARTBEAT,
        CHANGED
    }
}
