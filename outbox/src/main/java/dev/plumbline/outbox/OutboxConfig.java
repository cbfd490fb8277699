package dev.plumbline.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How messages leave.
@ConfigMapping(prefix = "plumbline.outbox")
interface OutboxConfig {

    /// CloudEvents `source` of all that this service says, such as `/ingest-service`.
    @WithDefault("/${quarkus.application.name}")
    String source();

    /// The most messages in one round of the relay.
    @WithDefault("1000")
    int batch();

    /// The most bytes in one round, so that large documents do not fill the heap.
    @WithDefault("8388608")
    long batchBytes();

    /// How long the broker may take to acknowledge before the round is given up and tried again.
    @WithDefault("10s")
    Duration acknowledgeWithin();

    /// How long the inbox remembers; longer than any topic that is read again keeps its records.
    @WithDefault("90d")
    Duration remember();
}
