package dev.plumbline.ingest.source.csaf;

import dev.plumbline.ingest.source.Moments;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Dates as CSAF allows them (6.1.37): RFC 3339 with capital `T` and `Z` and without leap seconds.
///
/// Offsets reach to 23:59, further than `java.time` knows; fractions of a second may have more
/// digits than nanoseconds, which are then cut.
final class Dates {
    private static final int SECONDS_END = 19;
    private static final int MOST_FRACTION = 9;

    private Dates() {}

    /// The instant; `null` if the text is none.
    static @Nullable Instant read(String text) {
        int length = text.length();
        if (length < SECONDS_END + 1 || length > 64 || text.charAt(10) != 'T') {
            return null;
        }
        int at = SECONDS_END;
        if (text.charAt(at) == '.') {
            at++;
            while (at < length && isDigit(text.charAt(at))) {
                at++;
            }
            if (at == SECONDS_END + 1) {
                return null;
            }
        }
        Integer offset = offsetSeconds(text, at);
        if (offset == null) {
            return null;
        }
        int end = Math.min(at, SECONDS_END + 1 + MOST_FRACTION);
        try {
            Instant instant =
                    LocalDateTime.parse(text.substring(0, end))
                            .toInstant(ZoneOffset.UTC)
                            .minusSeconds(offset);
            return Moments.isKept(instant) ? instant : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Integer offsetSeconds(String text, int at) {
        if (at >= text.length()) {
            return null;
        }
        char sign = text.charAt(at);
        if (sign == 'Z') {
            return at + 1 == text.length() ? 0 : null;
        }
        if ((sign != '+' && sign != '-')
                || text.length() != at + 6
                || text.charAt(at + 3) != ':'
                || !isDigit(text.charAt(at + 1))
                || !isDigit(text.charAt(at + 2))
                || !isDigit(text.charAt(at + 4))
                || !isDigit(text.charAt(at + 5))) {
            return null;
        }
        int hours = (text.charAt(at + 1) - '0') * 10 + (text.charAt(at + 2) - '0');
        int minutes = (text.charAt(at + 4) - '0') * 10 + (text.charAt(at + 5) - '0');
        if (hours > 23 || minutes > 59) {
            return null;
        }
        int seconds = hours * 3600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
