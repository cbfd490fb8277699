package dev.plumbline.ingest.consume;

import dev.plumbline.events.CatalogChange;
import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.Envelope;
import dev.plumbline.ingest.store.Organisation;
import dev.plumbline.outbox.TransientFailure;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps this service's copy of the organisation.
@ApplicationScoped
class CatalogConsumer {
    private final Organisation organisation;

    CatalogConsumer(Organisation organisation) {
        this.organisation = organisation;
    }

    /// While the database is away the partition waits; what is no event of the contract goes to the
    /// dead letters.
    @Incoming("catalog")
    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = 200,
            jitter = 100,
            retryOn = TransientFailure.class)
    @ExponentialBackoff(maxDelay = 30_000)
    @NonBlocking
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        Envelope<?> envelope;
        try {
            envelope = CloudEvents.decode(headers(record), record.value());
        } catch (UnreadableEvent e) {
            return Uni.createFrom().failure(e);
        }
        return envelope.data() instanceof CatalogChange change
                ? organisation.apply(envelope.id(), change)
                : Uni.createFrom()
                        .failure(
                                new IllegalArgumentException(
                                        "no catalogue change: "
                                                + envelope.data().getClass().getSimpleName()));
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(
                        header -> {
                            if (header.value() != null) {
                                headers.put(
                                        header.key(),
                                        new String(header.value(), StandardCharsets.UTF_8));
                            }
                        });
        return headers;
    }
}
