package dev.plumbline.ingest.feed;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of a feed: what it wants, thing by thing, and how far it got.
///
/// Decides only; others fetch and take in. After each thing that was wanted comes what became of
/// it, and after its pieces were taken in the marks are kept. A run that ends in between begins
/// again from the marks that were kept last.
interface Poll {
    /// What is to be fetched next; `null` when the run is complete.
    @Nullable Wanted next();

    /// Takes what came of the last wanted thing. Reads files, so it blocks.
    Pieces came(Fetched fetched) throws IOException, Unusable;

    /// The checkpoint, once all pieces that were handed out are taken in.
    Map<String, String> marks();

    /// The checkpoint in words; `null` if there is nothing to tell yet.
    @Nullable String words();

    /// Name of the feed that was read to its end, unless a document said so itself.
    default @Nullable String checked() {
        return null;
    }

    /// How many of the things that were named by what came last are passed over, because they can't
    /// be had.
    default int passedOver() {
        return 0;
    }

    /// What is wrong although the run came to its end; `null` if nothing is.
    default @Nullable String complaint() {
        return null;
    }
}
