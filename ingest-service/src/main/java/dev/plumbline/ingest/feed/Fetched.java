package dev.plumbline.ingest.feed;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What came of fetching.
sealed interface Fetched {

    /// It is here, whole.
    ///
    /// @param file gone once it was taken in
    record Here(Path file, long bytes, @Nullable String etag, @Nullable String lastModified)
            implements Fetched {}

    /// It is still what it was.
    record Unchanged() implements Fetched {}

    /// The publisher does not have it.
    record Missing() implements Fetched {}

    /// It may not be fetched, today or later: it lies where no feed may lead, or is too large.
    ///
    /// @param why a part of a sentence for the operator
    record Unfit(String why) implements Fetched {}
}
