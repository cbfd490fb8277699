package dev.plumbline.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Room in the heap for documents that are being read and kept. Whoever finds none waits in line,
/// without a thread.
///
/// Nobody passes by who came earlier, so that a large document gets its turn among smaller ones;
/// what is larger than all room gets all of it.
final class Room {
    private final long all;
    private long free;
    private final Deque<Place> line = new ArrayDeque<>();

    /// @param bytes how much there is
    Room(long bytes) {
        this.all = bytes;
        this.free = bytes;
    }

    /// Does the work as soon as there is room for it, and has the room until the work ends in
    /// whatever way. Whoever stops waiting leaves the line.
    <T> Uni<T> within(long bytes, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            Place place = new Place(Math.min(bytes, all));
                            return Uni.createFrom()
                                    .<Void>emitter(emitter -> enter(place, emitter))
                                    .chain(work)
                                    .onTermination()
                                    .invoke(() -> leave(place));
                        });
    }

    private static final class Place {
        private final long bytes;
        private @Nullable UniEmitter<? super Void> waiting;
        private boolean taken;

        Place(long bytes) {
            this.bytes = bytes;
        }
    }

    private void enter(Place place, UniEmitter<? super Void> emitter) {
        synchronized (this) {
            place.waiting = emitter;
            line.addLast(place);
        }
        serve();
    }

    private void leave(Place place) {
        synchronized (this) {
            line.remove(place);
            free += place.taken ? place.bytes : 0;
            place.taken = false;
        }
        serve();
    }

    private void serve() {
        for (UniEmitter<? super Void> next = next(); next != null; next = next()) {
            next.complete(null);
        }
    }

    private synchronized @Nullable UniEmitter<? super Void> next() {
        Place first = line.peekFirst();
        if (first == null || first.bytes > free) {
            return null;
        }
        line.removeFirst();
        first.taken = true;
        free -= first.bytes;
        return first.waiting;
    }
}
