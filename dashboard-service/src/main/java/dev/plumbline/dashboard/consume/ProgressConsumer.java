package dev.plumbline.dashboard.consume;

import dev.plumbline.dashboard.project.ProjectProgress;
import dev.plumbline.events.Progress;
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
class ProgressConsumer {
    private final Batch batch;
    private final ProjectProgress project;

    ProgressConsumer(Batch batch, ProjectProgress project) {
        this.batch = batch;
        this.project = project;
    }

    @Incoming("progress")
    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = 200,
            jitter = 100,
            retryOn = TransientFailure.class)
    @ExponentialBackoff(maxDelay = 30_000)
    @NonBlocking
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return batch.apply(records, Progress.class, project::all);
    }
}
