package dev.plumbline.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.logging.LogManager;

/// How our own processes log: one line an event, to standard error.
public final class Logging {

    private Logging() {}

    /// Replaces what the JDK logs by default.
    public static void toStandardError() {
        try (InputStream config =
                Logging.class.getResourceAsStream("/plumbline/logging.properties")) {
            LogManager.getLogManager().readConfiguration(Objects.requireNonNull(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
