package dev.plumbline.scoring.consume;

import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.Evidence;
import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.inventory.ApplyEvidence;
import dev.plumbline.scoring.store.LoggedEvent;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// What backfills send: one at a time, so that nobody who waits is starved.
@ApplicationScoped
public class BulkEvidenceConsumer {
    private final UnitOfWork unitOfWork;
    private final ApplyEvidence useCase;

    BulkEvidenceConsumer(UnitOfWork unitOfWork, ApplyEvidence useCase) {
        this.unitOfWork = unitOfWork;
        this.useCase = useCase;
    }

    @Incoming("evidence-bulk")
    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = 200,
            jitter = 100,
            retryOn = TransientFailure.class)
    @ExponentialBackoff(maxDelay = 30_000)
    @NonBlocking
    Uni<Void> on(ConsumerRecord<String, byte[]> record) throws UnreadableEvent {
        LoggedEvent event = Received.of(record, Evidence.class);
        return unitOfWork.run(transaction -> useCase.in(transaction, event));
    }
}
