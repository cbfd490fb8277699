package dev.plumbline.ingest.feed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Something could not be fetched. The message is a part of a sentence for the operator.
final class FetchFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Duration retryAfter;

    FetchFailure(String message, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    FetchFailure(String message) {
        this(message, null);
    }

    /// How long the publisher asked to be left alone; `null` if it did not say.
    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
