package dev.plumbline.ingest.feed;

import dev.plumbline.ingest.source.Format;
import java.util.Arrays;
import java.util.Optional;

/// A feed whose whole content can be brought in one document.
public enum Feed {
    OSV(Format.OSV),
    KEV(Format.KEV);

    private final Format format;

    Feed(Format format) {
        this.format = format;
    }

    /// As it stands in `feed=` and in `feed.checked`.
    public String wireName() {
        return format.wireName();
    }

    /// The format that the feed's content has.
    public Format format() {
        return format;
    }

    public static Optional<Feed> named(String wireName) {
        return Arrays.stream(values())
                .filter(f -> f.wireName().equalsIgnoreCase(wireName))
                .findFirst();
    }
}
