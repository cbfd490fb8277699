package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.feed.Feed;
import dev.plumbline.ingest.source.Source;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A document as it stands at the door, unread.
///
/// @param product `null` for what the world says
/// @param source reader of what the sender says it is; `null` lets the content tell
/// @param observedAt an earlier instant from which it counts; `null` is now
/// @param feed the feed whose whole content this is
record Delivery(
        @Nullable String product,
        @Nullable String release,
        @Nullable Source source,
        @Nullable Instant observedAt,
        @Nullable Feed feed,
        Sender sender,
        Encoding encoding,
        InputStream body,
        Arrival arrival) {}
