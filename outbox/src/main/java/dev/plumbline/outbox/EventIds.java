package dev.plumbline.outbox;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes UUIDs of version 7: sortable by the millisecond of their making, and growing within one
/// process even when many are made in one millisecond or the clock steps back.
///
/// Layout (RFC 9562, 5.7 and 6.2 method 1): 48 bits of Unix milliseconds, 4 of version, a counter
/// of 12, 2 of variant, 62 random ones.
public final class EventIds {
    private static final int COUNTER_LIMIT = 1 << 12;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 1L << 63;
    private static final long RANDOM_BITS = (1L << 62) - 1;

    private final Clock clock;
    private final RandomGenerator random;
    private long millis;
    private int counter;

    public EventIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public synchronized UUID next() {
        long now = clock.millis();
        if (now > millis) {
            millis = now;
            counter = 0;
        } else if (++counter == COUNTER_LIMIT) {
            millis++;
            counter = 0;
        }
        return new UUID(
                millis << 16 | VERSION | counter, VARIANT | random.nextLong() & RANDOM_BITS);
    }
}
