package dev.plumbline.ingest.feed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Something could not be fetched. The message is a part of a sentence for the operator.
final class FetchFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Duration retryAfter;
    private final boolean unfit;

    private FetchFailure(String message, @Nullable Duration retryAfter, boolean unfit) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
        this.unfit = unfit;
    }

    FetchFailure(String message, @Nullable Duration retryAfter) {
        this(message, retryAfter, false);
    }

    FetchFailure(String message) {
        this(message, null, false);
    }

    /// Of a thing that may not be fetched, however often it is tried.
    static FetchFailure unfit(String message) {
        return new FetchFailure(message, null, true);
    }

    boolean isUnfit() {
        return unfit;
    }

    /// How long the publisher asked to be left alone; `null` if it did not say.
    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
