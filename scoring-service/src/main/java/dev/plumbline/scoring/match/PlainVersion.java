package dev.plumbline.scoring.match;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Versions without parts (*VERS specification*, schemes `datetime` and `lexicographic`): moments
/// as RFC 3339 writes them, in the order of time, and texts in the order of their bytes in UTF-8.
final class PlainVersion extends Version {

    private final @Nullable Instant moment;
    private final byte[] bytes;

    private PlainVersion(String text, @Nullable Instant moment) {
        super(text);
        this.moment = moment;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /// Null unless it is a moment with its offset, `T` and `Z` in capitals.
    static @Nullable PlainVersion readMoment(String text) {
        if (text.indexOf('t') >= 0 || text.indexOf('z') >= 0) {
            return null;
        }
        try {
            return new PlainVersion(text, OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException _) {
            return null;
        }
    }

    static PlainVersion readText(String text) {
        return new PlainVersion(text, null);
    }

    @Override
    public int compareTo(Version other) {
        PlainVersion that = (PlainVersion) other;
        return moment == null || that.moment == null
                ? Arrays.compareUnsigned(bytes, that.bytes)
                : moment.compareTo(that.moment);
    }
}
