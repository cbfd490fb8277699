package dev.plumbline.ingest.feed;

import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.ingest.feed.NvdPoll.Key;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/// How each kind of feed is read.
@ApplicationScoped
class Polls {
    private final FeedsConfig config;

    Polls(FeedsConfig config) {
        this.config = config;
    }

    /// Where a feed begins: its own address, else the publisher's.
    URI address(FeedSaved feed) throws Unusable {
        String own = feed.address();
        if (own != null) {
            return URI.create(own);
        }
        return switch (feed.kind()) {
            case OSV -> config.osvAddress();
            case KEV -> config.kevAddress();
            case EPSS -> config.epssAddress();
            case NVD -> config.nvdAddress();
            case VULNRICHMENT -> config.vulnrichmentAddress();
            case CSAF -> throw new Unusable("a CSAF provider has to be named by its address");
        };
    }

    Poll of(FeedSaved feed, Map<String, String> marks, Instant now) throws Unusable {
        URI address = address(feed);
        return switch (feed.kind()) {
            case OSV -> new OsvPoll(folder(address), feed.only(), marks, now);
            case KEV -> new OneDocumentPoll(address, Shape.JSON, "kev", Feed.KEV, marks, now);
            case EPSS -> new OneDocumentPoll(address, table(address), "epss", null, marks, now);
            case NVD ->
                    new NvdPoll(
                            address, marks, now, feed.sealedKey() == null ? Key.NONE : Key.GIVEN);
            case VULNRICHMENT -> new VulnrichmentPoll(address, marks, now);
            case CSAF -> new CsafPoll(address, marks, now);
        };
    }

    private static URI folder(URI address) {
        return address.getRawPath().endsWith("/") ? address : URI.create(address + "/");
    }

    private static Shape table(URI address) {
        return address.getPath().endsWith(".gz") ? Shape.GZIP : Shape.TEXT;
    }
}
