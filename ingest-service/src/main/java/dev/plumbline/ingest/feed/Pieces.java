package dev.plumbline.ingest.feed;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was fetched, as documents to be taken in one after the other. Reading blocks.
interface Pieces extends Closeable {
    /// The next; `null` at the end.
    @Nullable Piece next() throws IOException, Unusable;

    @Override
    default void close() throws IOException {}

    static Pieces none() {
        return () -> null;
    }

    static Pieces of(Piece only) {
        Iterator<Piece> one = List.of(only).iterator();
        return () -> one.hasNext() ? one.next() : null;
    }
}
