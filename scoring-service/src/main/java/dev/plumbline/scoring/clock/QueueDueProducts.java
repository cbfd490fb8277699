package dev.plumbline.scoring.clock;

import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.assess.AssessConfig;
import dev.plumbline.scoring.assess.RequestAssessment;
import dev.plumbline.scoring.store.AssessQueue;
import dev.plumbline.scoring.store.ScoreStore;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Queues the products whose score time changes: at the instant that the model named, at 00:00 UTC,
/// when a changed past has to be told anew, when the check of a feed has let others go first, and
/// when a message must have been lost.
@ApplicationScoped
public class QueueDueProducts {
    private static final Logger LOG = Logger.getLogger(QueueDueProducts.class);
    private static final int AT_ONCE = 200;

    private final UnitOfWork unitOfWork;
    private final ScoreStore scores;
    private final AssessQueue queue;
    private final RequestAssessment requests;
    private final AssessConfig config;
    private final Clock clock;

    QueueDueProducts(
            UnitOfWork unitOfWork,
            ScoreStore scores,
            AssessQueue queue,
            RequestAssessment requests,
            AssessConfig config,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.scores = scores;
        this.queue = queue;
        this.requests = requests;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> queueDueProducts() {
        Instant now = clock.instant();
        return whenTheDatabaseCan(
                transaction ->
                        scores.due(transaction, now, AT_ONCE)
                                .chain(due -> requests.of(transaction, due)));
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sendRipeMessages() {
        Instant now = clock.instant();
        return whenTheDatabaseCan(
                transaction ->
                        queue.ripe(transaction, now, AT_ONCE)
                                .chain(ripe -> requests.again(transaction, ripe)));
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sendLostMessagesAgain() {
        Instant now = clock.instant();
        return whenTheDatabaseCan(
                transaction ->
                        queue.overdue(transaction, now.minus(config.lostAfter()), now)
                                .invoke(QueueDueProducts::warn)
                                .chain(lost -> requests.again(transaction, lost)));
    }

    private Uni<Void> whenTheDatabaseCan(Function<Transaction, Uni<Void>> work) {
        return unitOfWork
                .run(work)
                .onFailure(TransientFailure.class)
                .recoverWithUni(QueueDueProducts::waitForTheDatabase);
    }

    private static void warn(List<String> lost) {
        if (!lost.isEmpty()) {
            LOG.warnf(
                    "%d products have waited too long for their score and are asked for again, the first is %s."
                            + " Look at the dead letters of plumbline.assess.v1 if this repeats.",
                    lost.size(), lost.getFirst());
        }
    }

    private static Uni<Void> waitForTheDatabase(Throwable failure) {
        LOG.debugf("The clock waits for the database: %s", failure.getMessage());
        return Uni.createFrom().voidItem();
    }
}
