package dev.plumbline.ingest.feed;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// One thing to be fetched.
///
/// @param conditions headers that ask whether it changed, such as `If-None-Match`
/// @param pause how long to wait before it is asked for, as the publisher's limits want
/// @param missing what it means if the publisher does not have it
/// @param unfit what it means if it may not be fetched at all
record Wanted(
        URI address,
        Shape shape,
        Size size,
        Map<String, String> conditions,
        Duration pause,
        Missing missing,
        Missing unfit) {
    Wanted {
        conditions = Map.copyOf(conditions);
    }

    enum Missing {
        /// the feed can't go on without it
        FAILS,
        /// the poll is told so
        IS_TOLD
    }

    /// How large it may be: a document, or an archive of a great many.
    enum Size {
        DOCUMENT,
        ARCHIVE
    }

    static Wanted document(URI address, Shape shape) {
        return new Wanted(
                address,
                shape,
                Size.DOCUMENT,
                Map.of(),
                Duration.ZERO,
                Missing.FAILS,
                Missing.FAILS);
    }

    static Wanted archive(URI address) {
        return new Wanted(
                address,
                Shape.ZIP,
                Size.ARCHIVE,
                Map.of(),
                Duration.ZERO,
                Missing.FAILS,
                Missing.FAILS);
    }

    /// The same, unless it is still what the marks remember.
    Wanted ifChanged(Map<String, String> marks) {
        Map<String, String> asked = new HashMap<>();
        String etag = marks.get(Marks.etag(address));
        String modified = marks.get(Marks.lastModified(address));
        if (etag != null) {
            asked.put("If-None-Match", etag);
        } else if (modified != null) {
            asked.put("If-Modified-Since", modified);
        }
        return new Wanted(address, shape, size, asked, pause, missing, unfit);
    }

    Wanted orMissing() {
        return new Wanted(address, shape, size, conditions, pause, Missing.IS_TOLD, unfit);
    }

    /// For what only a list of the publisher's names: one that leads astray stops no other.
    Wanted orUnfit() {
        return new Wanted(address, shape, size, conditions, pause, missing, Missing.IS_TOLD);
    }

    Wanted after(Duration rest) {
        return new Wanted(address, shape, size, conditions, rest, missing, unfit);
    }
}
