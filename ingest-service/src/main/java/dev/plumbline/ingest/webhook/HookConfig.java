package dev.plumbline.ingest.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Limits of webhooks.
@ConfigMapping(prefix = "plumbline.hooks")
public interface HookConfig {

    /// The largest delivery of GitHub and GitLab, which send 25 MiB at most. For all others the
    /// limit of documents holds.
    @WithDefault("26214400")
    long maxBytes();

    /// How many compressed bytes may wait for one paused hook.
    @WithDefault("268435456")
    long waitingQuotaBytes();

    /// How long it is known that a delivery was done.
    @WithDefault("30d")
    Duration rememberFor();
}
