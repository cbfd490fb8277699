package dev.plumbline.dashboard.live;

import io.smallrye.mutiny.Multi;
import java.util.concurrent.atomic.AtomicInteger;

/// Passes changes on to open pages, and holds nothing for those that are away.
///
/// Bounded in every direction: so many pages, so long each, and at most one event waiting for a
// page that reads slowly.
final class LiveFeed {
    private final AtomicInteger open = new AtomicInteger();
    private final LiveConfig config;

    LiveFeed(LiveConfig config) {
        this.config = config;
    }

    /// How many pages listen.
    int open() {
        return open.get();
    }

    boolean full() {
        return open.get() >= config.connections();
    }

    /// What one page hears: a heartbeat at once and whenever it was silent long enough, and one
    // [Signal#CHANGED] for
    /// all that changed within a moment. It ends by itself; the browser then asks again.
    ///
    /// @param changes what this page's viewer may hear of and the page cares for
    Multi<Signal> listen(Multi<?> changes) {
        Multi<Signal> gathered =
                changes.group()
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
                .streams(heartbeats, gathered)
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
