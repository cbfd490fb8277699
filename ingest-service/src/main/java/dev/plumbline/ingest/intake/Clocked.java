package dev.plumbline.ingest.intake;

import dev.plumbline.access.Role;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Why;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// When something came in and from when it counts.
///
/// @param rejection why the claimed instant can't stand; then the instants mean nothing
record Clocked(Instant receivedAt, Instant observedAt, @Nullable Rejected rejection) {
    /// How far the clock of an honest sender may run ahead of ours.
    static final Duration SKEW = Duration.ofMinutes(2);

    static Clocked of(Instant now, @Nullable Instant claimed, Sender sender) {
        Instant received = now.truncatedTo(ChronoUnit.MICROS);
        if (claimed == null) {
            return new Clocked(received, received, null);
        }
        if (!sender.has(Role.BACKFILL)) {
            return rejected(
                    received,
                    Why.NOT_ALLOWED,
                    "observedAt is for senders with the role backfill only");
        }
        if (claimed.isAfter(received.plus(SKEW))) {
            return rejected(received, Why.INVALID_REQUEST, "observedAt lies in the future");
        }
        Instant bounded =
                claimed.isAfter(received) ? received : claimed.truncatedTo(ChronoUnit.MICROS);
        return new Clocked(received, bounded, null);
    }

    private static Clocked rejected(Instant received, Why why, String detail) {
        return new Clocked(received, received, Rejected.of(why, detail));
    }

    /// Whether the sender named an earlier instant than the receipt.
    boolean backdated() {
        return observedAt.isBefore(receivedAt);
    }

    /// A date that the world knows can't lie ahead of the receipt; small skews of clocks are
    /// bounded to it.
    static Instant bounded(Instant claimed, Instant receivedAt) {
        return claimed.isAfter(receivedAt) ? receivedAt : claimed.truncatedTo(ChronoUnit.MICROS);
    }

    static boolean inFuture(Instant claimed, Instant receivedAt) {
        return claimed.isAfter(receivedAt.plus(SKEW));
    }
}
