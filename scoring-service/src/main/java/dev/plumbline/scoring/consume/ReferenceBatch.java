package dev.plumbline.scoring.consume;

import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.advisory.ApplyReferences;
import dev.plumbline.scoring.store.LoggedEvent;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.Retry;

/// One transaction for many reference facts, tried until the database takes it or it is known that
/// it never will.
@ApplicationScoped
public class ReferenceBatch {
    private final UnitOfWork unitOfWork;
    private final ApplyReferences applyReferences;

    ReferenceBatch(UnitOfWork unitOfWork, ApplyReferences applyReferences) {
        this.unitOfWork = unitOfWork;
        this.applyReferences = applyReferences;
    }

    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = 200,
            jitter = 100,
            retryOn = TransientFailure.class)
    @ExponentialBackoff(maxDelay = 30_000)
    @NonBlocking
    Uni<Void> apply(List<LoggedEvent> events) {
        return unitOfWork.run(transaction -> applyReferences.in(transaction, events));
    }
}
