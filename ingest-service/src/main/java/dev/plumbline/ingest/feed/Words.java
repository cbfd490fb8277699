package dev.plumbline.ingest.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Instants and addresses as operators read them.
final class Words {
    private static final int LONGEST = 300;

    private Words() {}

    /// To the minute, such as `2026-11-23 09:00 UTC`.
    static String minute(Instant at) {
        String text = at.truncatedTo(ChronoUnit.MINUTES).toString();
        return text.substring(0, 10) + " " + text.substring(11, 16) + " UTC";
    }

    static String minute(String instant) {
        try {
            return minute(Instant.parse(instant));
        } catch (DateTimeException e) {
            return instant;
        }
    }

    /// In one line of bearable length, whatever a publisher wrote.
    static String line(String text) {
        String plain = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
    }
}
