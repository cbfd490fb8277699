package dev.plumbline.ingest.feed;

import java.util.Arrays;
import java.util.Optional;

/// A feed whose whole content can be brought in one document.
public enum Feed {
    OSV("osv"),
    KEV("kev");

    private final String wireName;

    Feed(String wireName) {
        this.wireName = wireName;
    }

    /// As it stands in `feed=` and in `feed.checked`; the format of its content has the same name.
    public String wireName() {
        return wireName;
    }

    public static Optional<Feed> named(String wireName) {
        return Arrays.stream(values())
                .filter(f -> f.wireName().equalsIgnoreCase(wireName))
                .findFirst();
    }
}
