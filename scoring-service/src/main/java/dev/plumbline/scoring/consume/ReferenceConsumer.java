package dev.plumbline.scoring.consume;

import dev.plumbline.events.Reference;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// What the world says.
@ApplicationScoped
public class ReferenceConsumer {
    private final ReferenceBatch batches;

    ReferenceConsumer(ReferenceBatch batches) {
        this.batches = batches;
    }

    @Incoming("reference")
    Uni<Void> on(KafkaRecordBatch<String, byte[]> batch) {
        return Records.apply(batch, Reference.class, batches::apply);
    }
}
