package dev.plumbline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpClosedException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DroppedFailuresIT {
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    if (record.getLevel().intValue() >= Level.WARNING.intValue()
                            && record.getThrown() != null) {
                        errors.add(record.getThrown());
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(handler);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("").removeHandler(handler);
    }

    @Test
    void shouldNotCallAHangUpAnError() {
        // Given
        Throwable closed = new HttpClosedException("Connection was closed");
        Throwable wrapped = new CompletionException(closed);
        Throwable other = new IllegalStateException("a mistake");

        // When
        List.of(closed, wrapped, other).forEach(Infrastructure::handleDroppedException);

        // Then
        assertThat(errors).contains(other).doesNotContain(closed, wrapped);
    }
}
