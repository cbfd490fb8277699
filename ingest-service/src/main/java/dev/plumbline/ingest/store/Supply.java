package dev.plumbline.ingest.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// Pieces that are made while they are stored, so that no more than one needs to be held.
///
/// Each [#next()] must end on the event loop that asked.
@FunctionalInterface
public interface Supply<T> {
    /// The next pieces; empty at the end.
    Uni<List<T>> next();

    /// Pieces that are all there already.
    static <T> Supply<T> of(List<T> all) {
        var rest = List.of(all, List.<T>of()).iterator();
        return () -> Uni.createFrom().item(rest::next);
    }

    default Multi<List<T>> all() {
        return Multi.createBy().repeating().uni(this::next).until(List::isEmpty);
    }
}
