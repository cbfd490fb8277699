package dev.plumbline.dashboard.live;

import dev.plumbline.dashboard.store.ChangeNotice;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Passes notices on to the open pages that may hear them, and holds nothing for those that are
// away.
///
/// Bounded in every direction: so many pages, so long each, and at most one event waiting for a
// page that reads slowly.
final class LiveFeed {
    private final BroadcastProcessor<ChangeNotice> heard = BroadcastProcessor.create();
    private final AtomicInteger open = new AtomicInteger();
    private final LiveConfig config;

    LiveFeed(LiveConfig config) {
        this.config = config;
    }

    void hear(ChangeNotice notice) {
        heard.onNext(notice);
    }

    int open() {
        return open.get();
    }

    boolean full() {
        return open.get() >= config.connections();
    }

    /// @param sees which notices this page's viewer may hear, and its page cares for
    Multi<Signal> listen(Predicate<ChangeNotice> sees) {
        Multi<Signal> changes =
                heard.filter(sees)
                        .group()
                        .intoLists()
                        .every(config.gather())
                        .filter(notices -> !notices.isEmpty())
                        .map(notices -> Signal.CHANGED)
                        .onOverflow()
                        .dropPreviousItems();
        Multi<Signal> heartbeats =
                Multi.createFrom()
                        .ticks()
                        .startingAfter(Duration.ZERO)
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
