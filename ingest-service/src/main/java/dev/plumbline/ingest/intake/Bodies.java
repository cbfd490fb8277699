package dev.plumbline.ingest.intake;

import io.quarkus.runtime.Shutdown;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The bodies of requests while they come over the wire.
///
/// A body comes as fast as its sender likes. It is therefore waited for on a virtual thread, which
/// costs no thread of a pool; only so many are read at once; and what comes too slowly is ended.
/// Who has no token has seats of its own, so that it takes none from those who have.
@ApplicationScoped
public class Bodies {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Semaphore known;
    private final Semaphore unknown;
    private final IntakeConfig config;
    private final LongSupplier nanos;
    private final Set<Body> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService readers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("body-", 0).factory());
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("body-watch").daemon().factory());

    @Inject
    Bodies(IntakeConfig config) {
        this(config, System::nanoTime);
        watch.scheduleWithFixedDelay(
                this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// @param nanos a clock that nobody sets
    Bodies(IntakeConfig config, LongSupplier nanos) {
        this.config = config;
        this.nanos = nanos;
        this.known = new Semaphore(config.bodiesAtOnce());
        this.unknown = new Semaphore(config.deliveriesAtOnce());
    }

    @Shutdown
    void stop() {
        watch.shutdownNow();
        readers.shutdownNow();
    }

    /// Whose body it is.
    public enum Senders {
        /// those who showed a token
        KNOWN,
        /// whose signature is checked when the body is there
        UNKNOWN
    }

    /// As many bodies are read as may be; the sender comes back soon.
    public static final class Crowded extends RuntimeException {
        private static final long serialVersionUID = 1;

        Crowded() {
            super("as many bodies are read at once as may be", null, false, false);
        }
    }

    /// The body came too slowly and was ended.
    public static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1;

        private final String detail;

        TooSlow(long bytesPerSecond) {
            this("the body came at less than " + bytesPerSecond + " bytes a second");
        }

        private TooSlow(String detail) {
            super(detail);
            this.detail = detail;
        }

        /// A sentence for whoever sent it.
        public String detail() {
            return detail;
        }
    }

    /// Where bodies are read: each on a thread of its own, which may wait.
    public Executor readers() {
        return readers;
    }

    /// Gives the body a seat until its end was read, or until the work is done; fails with
    /// [Crowded] if there is none. The stream fails with [TooSlow] if its sender is.
    public <T> Uni<T> paced(Senders senders, InputStream wire, Function<InputStream, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            Body body = new Body(seat(senders), wire, true);
                            return work.apply(body).onTermination().invoke(body::leave);
                        });
    }

    /// A body that may pause for as long as it likes, as one whose answers come while it is sent.
    ///
    /// @return to be told when the work is done
    public Body patient(Senders senders, InputStream wire) {
        return new Body(seat(senders), wire, false);
    }

    private Semaphore seat(Senders senders) {
        Semaphore seats = senders == Senders.KNOWN ? known : unknown;
        if (!seats.tryAcquire()) {
            throw new Crowded();
        }
        return seats;
    }

    /// Wakes those who wait for a sender that is too slow.
    void look() {
        waiting.forEach(Body::look);
    }

    /// A body with a seat. The server closes it.
    public final class Body extends InputStream {
        private final Semaphore seats;
        private final InputStream wire;
        private final boolean paced;
        private boolean left;
        private boolean tooSlow;
        private @Nullable Thread reader;
        private long since;
        private long waited;
        private long bytes;

        private Body(Semaphore seats, InputStream wire, boolean paced) {
            this.seats = seats;
            this.wire = wire;
            this.paced = paced;
        }

        /// Gives the seat back; once is enough.
        public void leave() {
            synchronized (this) {
                if (left) {
                    return;
                }
                left = true;
            }
            seats.release();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int read = read(one, 0, 1);
            return read < 0 ? read : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            begin();
            int read = 0;
            try {
                read = wire.read(buffer, offset, length);
            } catch (IOException e) {
                if (isTooSlow()) {
                    throw new TooSlow(config.bodyBytesPerSecond());
                }
                throw e;
            } finally {
                end(read);
            }
            if (read < 0) {
                leave();
            }
            return read;
        }

        @Override
        public int available() throws IOException {
            return wire.available();
        }

        private synchronized boolean isTooSlow() {
            return tooSlow;
        }

        private void begin() throws TooSlow {
            synchronized (this) {
                if (tooSlow) {
                    throw new TooSlow(config.bodyBytesPerSecond());
                }
                reader = Thread.currentThread();
                since = nanos.getAsLong();
            }
            if (paced) {
                waiting.add(this);
            }
        }

        private void end(int read) {
            waiting.remove(this);
            synchronized (this) {
                waited += nanos.getAsLong() - since;
                bytes += Math.max(read, 0);
                reader = null;
                if (tooSlow) {
                    // woken when it came after all; whoever reads next is told
                    Thread.interrupted();
                } else {
                    tooSlow = paced && read >= 0 && isBehind(waited);
                }
            }
        }

        private synchronized void look() {
            if (reader != null && isBehind(waited + nanos.getAsLong() - since)) {
                tooSlow = true;
                reader.interrupt();
            }
        }

        /// Only what the sender lets us wait for counts, not what we do with what came.
        private boolean isBehind(long nanoseconds) {
            Duration spent = Duration.ofNanos(nanoseconds);
            return spent.compareTo(config.bodyGrace()) >= 0
                    && bytes < config.bodyBytesPerSecond() * (spent.toMillis() / 1_000.0);
        }
    }
}
