package dev.plumbline.scoring.consume;

import dev.plumbline.events.AssessmentRequested;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Products that wait for a score. The only way to one.
@ApplicationScoped
public class AssessConsumer {
    private final AssessBatch batches;

    AssessConsumer(AssessBatch batches) {
        this.batches = batches;
    }

    @Incoming("assess")
    Uni<Void> on(KafkaRecordBatch<String, byte[]> batch) {
        return Records.apply(
                batch,
                AssessmentRequested.class,
                events ->
                        batches.apply(
                                events.stream()
                                        .map(
                                                event ->
                                                        ((AssessmentRequested) event.event())
                                                                .product())
                                        .distinct()
                                        .toList()));
    }
}
