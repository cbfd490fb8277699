package dev.plumbline.scoring.consume;

import dev.plumbline.events.AssessmentRequested;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.assess.AssessProduct;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Products that wait for a score. The only way to one.
@ApplicationScoped
public class AssessConsumer {
    private static final Logger LOG = Logger.getLogger(AssessConsumer.class);

    private final UnitOfWork unitOfWork;
    private final AssessProduct assessProduct;

    AssessConsumer(UnitOfWork unitOfWork, AssessProduct assessProduct) {
        this.unitOfWork = unitOfWork;
        this.assessProduct = assessProduct;
    }

    @Incoming("assess")
    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = 200,
            jitter = 100,
            retryOn = TransientFailure.class)
    @ExponentialBackoff(maxDelay = 30_000)
    @NonBlocking
    Uni<Void> on(ConsumerRecord<String, byte[]> record) throws UnreadableEvent {
        String product =
                ((AssessmentRequested) Received.of(record, AssessmentRequested.class).event())
                        .product();
        return unitOfWork
                .run(transaction -> assessProduct.of(transaction, product))
                .onFailure(failure -> !(failure instanceof TransientFailure))
                .invoke(failure -> LOG.errorf(failure, "%s can't be scored.", product));
    }
}
