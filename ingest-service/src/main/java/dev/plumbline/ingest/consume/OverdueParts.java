package dev.plumbline.ingest.consume;

import dev.plumbline.ingest.intake.StageParts;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Looks for documents whose parts did not come in time.
@ApplicationScoped
class OverdueParts {
    private final StageParts stageParts;

    OverdueParts(StageParts stageParts) {
        this.stageParts = stageParts;
    }

    @Scheduled(
            every = "${plumbline.ingest.staged-check-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> endOverdue() {
        return stageParts.endOverdue();
    }
}
