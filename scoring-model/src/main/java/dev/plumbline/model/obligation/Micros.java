package dev.plumbline.model.obligation;

import java.time.Instant;

/// Instants as microseconds since 1970, the grain of the database, so that folding allocates
/// nothing.
///
/// What lies within one microsecond is one instant to the model.
public final class Micros {
    /// Later than any instant: "not yet" and "for ever".
    public static final long NEVER = Long.MAX_VALUE;

    private static final double PER_DAY = 86_400_000_000.0;

    private Micros() {}

    public static long of(Instant instant) {
        return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1_000;
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    public static double days(long micros) {
        return micros / PER_DAY;
    }

    /// @param days may be infinite, which gives [#NEVER]
    public static long ofDays(double days) {
        return Double.isInfinite(days) ? NEVER : Math.round(days * PER_DAY);
    }

    /// `micros` plus a span of [#ofDays], where [#NEVER] stays what it is.
    public static long plus(long micros, long span) {
        return span == NEVER || micros == NEVER ? NEVER : micros + span;
    }
}
