package dev.plumbline.ingest.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// Where publishers are, and how much of the house their feeds may take.
@ConfigMapping(prefix = "plumbline.feeds")
public interface FeedsConfig {

    /// The bucket of OSV.
    @WithDefault("https://osv-vulnerabilities.storage.googleapis.com/")
    URI osvAddress();

    @WithDefault(
            "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json")
    URI kevAddress();

    @WithDefault("https://epss.empiricalsecurity.com/epss_scores-current.csv.gz")
    URI epssAddress();

    @WithDefault("https://services.nvd.nist.gov/rest/json/cves/2.0")
    URI nvdAddress();

    @WithDefault("https://github.com/cisagov/vulnrichment/archive/refs/heads/develop.zip")
    URI vulnrichmentAddress();

    /// How often it is looked which feed is due.
    @WithDefault("2s")
    String checkEvery();

    /// How many feeds are fetched at the same time; each has one document in hand.
    @WithDefault("2")
    int atOnce();

    /// With more messages than this waiting to be sent, feeds wait.
    @WithDefault("5000")
    int mostWaiting();

    /// For how long nothing may come before a fetch is given up.
    @WithDefault("30s")
    Duration idleTimeout();

    /// How long one document may take.
    @WithDefault("10m")
    Duration documentTimeout();

    /// How long one archive may take.
    @WithDefault("2h")
    Duration archiveTimeout();

    /// The largest document.
    @WithDefault("268435456")
    long mostDocumentBytes();

    /// The largest archive.
    @WithDefault("4294967296")
    long mostArchiveBytes();

    /// How long a run that no longer shows a sign of life keeps others from taking over.
    @WithDefault("2m")
    Duration lease();

    /// The wait after a first failure; it doubles with each, up to an hour.
    @WithDefault("30s")
    Duration firstWait();
}
