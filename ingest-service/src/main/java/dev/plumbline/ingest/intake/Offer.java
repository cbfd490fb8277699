package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.feed.Feed;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Why;
import dev.plumbline.ingest.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a sender says about a document, word for word; `null` or empty is not said.
///
/// @param product key of the product; not said for what the world knows
/// @param format wire name of the format that it is; not said lets the content tell
/// @param observedAt RFC 3339, from when it counts
/// @param feed the feed whose whole content it is
/// @param encoding how it is compressed on its way, as in HTTP's `Content-Encoding`
public record Offer(
        @Nullable String product,
        @Nullable String release,
        @Nullable String format,
        @Nullable String observedAt,
        @Nullable String feed,
        @Nullable String encoding) {
    public Offer {
        product = said(product);
        format = said(format);
        observedAt = said(observedAt);
        feed = said(feed);
    }

    private static @Nullable String said(@Nullable String word) {
        return word == null || word.isEmpty() ? null : word;
    }

    /// Nothing said.
    public static final Offer SILENT = new Offer(null, null, null, null, null, null);

    /// This, and where it says nothing of product, release, format or date, what `general` says.
    public Offer or(Offer general) {
        return new Offer(
                first(product, general.product),
                first(release, general.release),
                first(format, general.format),
                first(observedAt, general.observedAt),
                first(feed, general.feed),
                encoding);
    }

    public Offer packedAs(@Nullable String packing) {
        return new Offer(product, release, format, observedAt, feed, packing);
    }

    private static @Nullable String first(@Nullable String own, @Nullable String general) {
        return own == null || own.isEmpty() ? general : own;
    }

    /// The words understood.
    ///
    /// @param rejection why they can't be; then the rest means nothing
    record Meaning(
            @Nullable Source source,
            @Nullable Instant observed,
            @Nullable Feed whole,
            Encoding packing,
            @Nullable Rejected rejection) {
        private static Meaning wrong(Why why, String detail) {
            return new Meaning(null, null, null, Encoding.IDENTITY, Rejected.of(why, detail));
        }
    }

    Meaning meaning(Sources sources) {
        var packing = Encoding.of(encoding);
        if (packing.isEmpty()) {
            return Meaning.wrong(
                    Why.UNKNOWN_ENCODING, "Content-Encoding must be one of those known");
        }
        Source source = null;
        if (format != null) {
            source = sources.named(format).orElse(null);
            if (source == null) {
                return Meaning.wrong(
                        Why.UNKNOWN_FORMAT_NAME, "format= names no format that is read");
            }
        }
        Feed whole = null;
        if (feed != null) {
            whole = Feed.named(feed).orElse(null);
            if (whole == null) {
                return Meaning.wrong(Why.INVALID_REQUEST, "feed must be osv or kev");
            }
        }
        Instant observed = null;
        if (observedAt != null) {
            observed = Instants.read(observedAt);
            if (observed == null) {
                return Meaning.wrong(Why.INVALID_REQUEST, Instants.WORDS);
            }
        }
        return new Meaning(source, observed, whole, packing.get(), null);
    }
}
