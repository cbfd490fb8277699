package dev.plumbline.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.ingest.intake.Bodies.Crowded;
import dev.plumbline.ingest.intake.Bodies.Senders;
import dev.plumbline.ingest.intake.Bodies.TooSlow;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodiesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Bodies bodies =
            new Bodies(
                    new SmallRyeConfigBuilder()
                            .withMapping(IntakeConfig.class)
                            .withDefaultValues(
                                    Map.of(
                                            "plumbline.ingest.dashboard-url", "http://localhost",
                                            "plumbline.ingest.bodies-at-once", "1",
                                            "plumbline.ingest.body-grace", "PT20S",
                                            "plumbline.ingest.staged-within", "PT1H",
                                            "plumbline.ingest.staged-check-every", "PT30S",
                                            "plumbline.ingest.deliveries-at-once", "1"))
                            .build()
                            .getConfigMapping(IntakeConfig.class),
                    nanos::get);

    @AfterEach
    void stop() {
        bodies.stop();
    }

    /// Gives a byte after each wait, for ever.
    private InputStream dripping(Duration wait) {
        return new InputStream() {
            @Override
            public int read() {
                nanos.addAndGet(wait.toNanos());
                return '{';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                if (length > 0) {
                    bytes[offset] = (byte) read();
                }
                return Math.min(length, 1);
            }
        };
    }

    private Uni<byte[]> first(InputStream wire, int bytes) {
        return bodies.paced(
                Senders.KNOWN, wire, body -> Uni.createFrom().item(() -> readOrThrow(body, bytes)));
    }

    private static byte[] readOrThrow(InputStream body, int bytes) {
        try {
            return body.readNBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldEndABodyThatDrips() {
        assertThatThrownBy(
                        () ->
                                first(dripping(Duration.ofSeconds(1)), 100)
                                        .await()
                                        .atMost(Duration.ofSeconds(10)))
                .hasCauseInstanceOf(TooSlow.class);
    }

    @Test
    void shouldBearASlowBeginning() {
        assertThat(first(dripping(Duration.ofSeconds(1)), 19).await().indefinitely()).hasSize(19);
    }

    @Test
    void shouldNotBlameTheSenderForOurOwnTime() throws IOException {
        // Given
        InputStream wire = new ByteArrayInputStream(new byte[10]);

        // When
        byte[] read =
                bodies.paced(
                                Senders.KNOWN,
                                wire,
                                body ->
                                        Uni.createFrom()
                                                .item(
                                                        () -> {
                                                            readOrThrow(body, 5);
                                                            nanos.addAndGet(
                                                                    Duration.ofHours(1).toNanos());
                                                            return readOrThrow(body, 5);
                                                        }))
                        .await()
                        .indefinitely();

        // Then
        assertThat(read).hasSize(5);
    }

    @Test
    void shouldWakeWhoeverWaitsForASilentSender() throws Exception {
        // Given
        CountDownLatch waits = new CountDownLatch(1);
        InputStream silent =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        waits.countDown();
                        try {
                            new CountDownLatch(1).await();
                            return -1;
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException();
                        }
                    }
                };
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        bodies.readers()
                .execute(
                        () ->
                                first(silent, 1)
                                        .subscribe()
                                        .with(
                                                read -> ended.complete(new AssertionError()),
                                                ended::complete));
        waits.await();

        // When
        nanos.addAndGet(Duration.ofSeconds(21).toNanos());
        bodies.look();

        // Then
        assertThat(ended.get()).hasCauseInstanceOf(TooSlow.class);
    }

    @Test
    void shouldGiveASeatToTheNextWhenTheEndWasRead() throws IOException {
        // Given
        InputStream first = bodies.patient(Senders.KNOWN, new ByteArrayInputStream(new byte[10]));

        // Then
        assertThatThrownBy(() -> bodies.patient(Senders.KNOWN, InputStream.nullInputStream()))
                .isInstanceOf(Crowded.class);
        bodies.patient(Senders.UNKNOWN, InputStream.nullInputStream()).leave();

        // When
        first.readAllBytes();

        // Then
        Bodies.Body second = bodies.patient(Senders.KNOWN, InputStream.nullInputStream());
        second.leave();
        second.leave();
        bodies.patient(Senders.KNOWN, InputStream.nullInputStream());
        assertThatThrownBy(() -> bodies.patient(Senders.KNOWN, InputStream.nullInputStream()))
                .isInstanceOf(Crowded.class);
    }
}
