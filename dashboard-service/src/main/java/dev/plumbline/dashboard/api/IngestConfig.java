package dev.plumbline.dashboard.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Where the bytes of documents are.
@ConfigMapping(prefix = "plumbline.ingest")
interface IngestConfig {
    /// Address of ingest-service as this service reaches it, without a trailing slash.
    @WithDefault("http://127.0.0.1:8081")
    String url();

    /// How long nothing may come before the download is given up.
    @WithDefault("30s")
    Duration patience();

    /// The largest document that is passed on.
    @WithDefault("2147483648")
    long longestDocument();
}
