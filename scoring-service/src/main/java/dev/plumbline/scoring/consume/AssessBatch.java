package dev.plumbline.scoring.consume;

import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.assess.AssessProducts;
import dev.plumbline.scoring.assess.CountingCatalogues;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.logging.Logger;

/// One transaction for several products, tried until the database takes it or it is known that it
/// never will.
@ApplicationScoped
public class AssessBatch {
    private static final Logger LOG = Logger.getLogger(AssessBatch.class);

    private final UnitOfWork unitOfWork;
    private final AssessProducts assessProducts;
    private final CountingCatalogues catalogues;

    AssessBatch(
            UnitOfWork unitOfWork, AssessProducts assessProducts, CountingCatalogues catalogues) {
        this.unitOfWork = unitOfWork;
        this.assessProducts = assessProducts;
        this.catalogues = catalogues;
    }

    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = 200,
            jitter = 100,
            retryOn = TransientFailure.class)
    @ExponentialBackoff(maxDelay = 30_000)
    @NonBlocking
    Uni<Void> apply(List<String> products) {
        return catalogues
                .methods()
                .chain(
                        () ->
                                unitOfWork.run(
                                        transaction -> assessProducts.of(transaction, products)))
                .onFailure(failure -> !(failure instanceof TransientFailure))
                .invoke(
                        failure ->
                                LOG.errorf(
                                        failure,
                                        products.size() == 1
                                                ? "%s can't be scored."
                                                : "%s can't be scored together and are tried one by one.",
                                        String.join(", ", products)));
    }
}
