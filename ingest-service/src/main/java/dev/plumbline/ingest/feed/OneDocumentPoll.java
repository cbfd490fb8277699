package dev.plumbline.ingest.feed;

import dev.plumbline.ingest.feed.Fetched.Here;
import dev.plumbline.ingest.feed.Piece.IfRefused;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A feed that is one document: the KEV catalogue, the day's EPSS scores. It is fetched when it
/// changed.
final class OneDocumentPoll implements Poll {
    private static final String READ = "read";

    private final Wanted wanted;
    private final String format;
    private final @Nullable Feed feed;
    private final Instant now;
    private final Map<String, String> marks;
    private boolean asked;
    private boolean unchanged;

    /// @param feed whose whole content the document is, `null` if nobody asks
    OneDocumentPoll(
            URI address,
            Shape shape,
            String format,
            @Nullable Feed feed,
            Map<String, String> marks,
            Instant now) {
        this.wanted = Wanted.document(address, shape).ifChanged(marks);
        this.format = format;
        this.feed = feed;
        this.now = now;
        this.marks = new HashMap<>(marks);
    }

    @Override
    public @Nullable Wanted next() {
        if (asked) {
            return null;
        }
        asked = true;
        return wanted;
    }

    @Override
    public Pieces came(Fetched fetched) throws IOException {
        if (!(fetched instanceof Here here)) {
            unchanged = true;
            return Pieces.none();
        }
        Marks.remember(marks, wanted.address(), here);
        marks.put(READ, Published.words(here, format, now));
        return Pieces.of(
                new Piece.Whole(
                        here.file(),
                        format,
                        feed == null ? null : feed.wireName(),
                        IfRefused.FAILS));
    }

    @Override
    public Map<String, String> marks() {
        return Map.copyOf(marks);
    }

    @Override
    public @Nullable String words() {
        String read = marks.get(READ);
        return read == null ? null : Published.stored(read);
    }

    /// The document itself says so when it comes; unchanged it is not sent again.
    @Override
    public @Nullable String checked() {
        return unchanged && feed != null ? feed.wireName() : null;
    }
}
