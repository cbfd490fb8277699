package dev.plumbline.ingest.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// When a feed is fetched next. A little chance keeps all installs of the world from asking at the
/// same second.
final class Timetable {
    static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final double CHANCE = 0.1;
    private static final int MOST_DOUBLINGS = 20;

    private final Duration firstWait;
    private final RandomGenerator random;

    Timetable(Duration firstWait, RandomGenerator random) {
        this.firstWait = firstWait;
        this.random = random;
    }

    /// After a run that went well: up to a tenth later than asked for.
    Instant after(Instant end, int everyMinutes) {
        return end.plus(more(Duration.ofMinutes(everyMinutes)));
    }

    /// After a failure: ever longer up to an hour, and not before the publisher allows, up to an
    /// hour too.
    ///
    /// @param failures in a row, this one counted
    Instant again(Instant end, int failures, @Nullable Duration retryAfter) {
        int doublings = Math.clamp(failures - 1L, 0, MOST_DOUBLINGS);
        Duration wait = min(firstWait.multipliedBy(1L << doublings), LONGEST_WAIT);
        Duration asked = retryAfter == null ? Duration.ZERO : min(retryAfter, LONGEST_WAIT);
        return end.plus(asked.compareTo(wait) > 0 ? more(asked) : more(wait));
    }

    private Duration more(Duration least) {
        return least.plusMillis((long) (least.toMillis() * CHANCE * random.nextDouble()));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
