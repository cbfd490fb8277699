package dev.plumbline.dashboard.consume;

import dev.plumbline.dashboard.project.ProjectObligations;
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.outbox.TransientFailure;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The offset moves only after the batch is committed, so a crash replays it and the inbox drops
/// what was applied.
@ApplicationScoped
class ObligationsConsumer {
    private final Batch batch;
    private final ProjectObligations project;

    ObligationsConsumer(Batch batch, ProjectObligations project) {
        this.batch = batch;
        this.project = project;
    }

    @Incoming("obligations")
    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = 200,
            jitter = 100,
            retryOn = TransientFailure.class)
    @ExponentialBackoff(maxDelay = 30_000)
    @NonBlocking
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return batch.apply(records, ObligationChanged.class, project::all);
    }
}
