package dev.plumbline.local;

import org.jspecify.annotations.Nullable;

/// Why something did not start, in one line that tells the operator what to do.
public final class StartupFailure extends RuntimeException {

    public StartupFailure(String message) {
        super(message);
    }

    public StartupFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
