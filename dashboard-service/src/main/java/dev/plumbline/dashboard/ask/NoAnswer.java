package dev.plumbline.dashboard.ask;

import org.jspecify.annotations.Nullable;

/// scoring-service did not answer, or not in words that are understood.
public final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswer(String url, @Nullable Throwable cause) {
        super("no answer from " + url + ". Check plumbline.scoring.url.", cause);
    }
}
