package dev.plumbline.local.supervise;

import java.time.Duration;
import java.time.Instant;

/// When a part that dies may be started again: at once, then after 1, 2, 4 ... 60 seconds.
///
/// A part that held for five minutes since its last start counts as healthy again.
final class Restarts {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration HEALTHY_AFTER = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 6;

    private int count;
    private Instant last = Instant.MIN;

    synchronized boolean isDue(Instant now) {
        return count == 0 || !now.isBefore(last.plus(waitAfter(count)));
    }

    synchronized void add(Instant now) {
        boolean healthySince = count > 0 && now.isAfter(last.plus(HEALTHY_AFTER));
        count = healthySince ? 1 : count + 1;
        last = now;
    }

    static Duration waitAfter(int starts) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(starts - 1, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
