package dev.plumbline.dashboard.ask;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Where questions about scores are answered.
@ConfigMapping(prefix = "plumbline.scoring")
interface ScoringConfig {
    /// Address of scoring-service as this service reaches it, without a trailing slash.
    @WithDefault("http://127.0.0.1:8082")
    String url();

    /// How long an answer may take.
    @WithDefault("5s")
    Duration patience();
}
