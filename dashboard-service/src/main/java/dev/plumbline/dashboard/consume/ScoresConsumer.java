package dev.plumbline.dashboard.consume;

import dev.plumbline.dashboard.project.ProjectScores;
import dev.plumbline.events.ScoreComputed;
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
class ScoresConsumer {
    private final Batch batch;
    private final ProjectScores project;

    ScoresConsumer(Batch batch, ProjectScores project) {
        this.batch = batch;
        this.project = project;
    }

    @Incoming("scores")
    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = 200,
            jitter = 100,
            retryOn = TransientFailure.class)
    @ExponentialBackoff(maxDelay = 30_000)
    @NonBlocking
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return batch.apply(records, ScoreComputed.class, project::all);
    }
}
