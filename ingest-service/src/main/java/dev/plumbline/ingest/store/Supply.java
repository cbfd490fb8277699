package dev.plumbline.ingest.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// Pieces that are made while they are stored, so that no more than one needs to be held.
///
/// Each [#next()] must end on the event loop that asked.
@FunctionalInterface
public interface Supply<T> {
    /// How many pieces that are all there are handed out together.
    int AT_ONCE = 12;

    /// The next pieces; empty at the end.
    Uni<List<T>> next();

    /// Pieces that are all there already, handed out a few at a time: each may be large once it is
    /// written.
    static <T> Supply<T> of(List<T> all) {
        int[] from = {0};
        return () ->
                Uni.createFrom()
                        .item(
                                () -> {
                                    int to = Math.min(all.size(), from[0] + AT_ONCE);
                                    List<T> some = all.subList(from[0], to);
                                    from[0] = to;
                                    return some;
                                });
    }

    default Multi<List<T>> all() {
        return Multi.createBy().repeating().uni(this::next).until(List::isEmpty);
    }
}
