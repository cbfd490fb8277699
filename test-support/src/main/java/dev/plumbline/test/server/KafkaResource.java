package dev.plumbline.test.server;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Points a service at a real Kafka that has every topic of `deploy/topics.yaml`.
///
/// The embedded broker logs into the same process as the service; only its errors are kept.
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "kafka.bootstrap.servers", TestServers.kafka(),
                "quarkus.log.category.\"kafka\".level", "ERROR",
                "quarkus.log.category.\"state.change.logger\".level", "ERROR",
                "quarkus.log.category.\"org.apache.kafka\".level", "ERROR");
    }

    /// The broker serves the next test class too and stops with the JVM.
    @Override
    public void stop() {}
}
