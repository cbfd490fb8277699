package dev.plumbline.scoring.clock;

import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.scoring.assess.CountingCatalogues;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Begins the configured catalogue when the service starts, and learns a second later what another
/// instance has begun.
@ApplicationScoped
class FollowCatalogues {
    private final CountingCatalogues catalogues;

    FollowCatalogues(CountingCatalogues catalogues) {
        this.catalogues = catalogues;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> followCatalogues() {
        return catalogues.follow().onFailure(TransientFailure.class).recoverWithNull();
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> rescoreStragglers() {
        return catalogues.rescoreStragglers().onFailure(TransientFailure.class).recoverWithNull();
    }
}
