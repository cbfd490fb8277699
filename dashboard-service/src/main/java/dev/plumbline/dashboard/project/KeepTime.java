package dev.plumbline.dashboard.project;

import dev.plumbline.dashboard.store.ChangeNotices;
import dev.plumbline.dashboard.store.RollUpRepository;
import dev.plumbline.dashboard.store.ScoreRepository;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// Measures products again when the clock alone makes something late.
///
/// Every instance does it; what one has measured the next one finds done.
@ApplicationScoped
class KeepTime {
    private final UnitOfWork unitOfWork;
    private final ScoreRepository scores;
    private final RollUpRepository rollUps;
    private final ChangeNotices notices;
    private final Clock clock;

    KeepTime(
            UnitOfWork unitOfWork,
            ScoreRepository scores,
            RollUpRepository rollUps,
            ChangeNotices notices,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.scores = scores;
        this.rollUps = rollUps;
        this.notices = notices;
        this.clock = clock;
    }

    @Scheduled(every = "60s", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        Instant now = clock.instant();
        return unitOfWork.run(
                tx -> scores.overtakenByTime(tx, now).chain(late -> measure(tx, late, now)));
    }

    private Uni<Void> measure(Transaction tx, List<String> late, Instant now) {
        return late.isEmpty()
                ? Uni.createFrom().voidItem()
                : rollUps.hold(tx, late)
                        .chain(() -> scores.measure(tx, late, now))
                        .chain(() -> notices.tell(tx, late));
    }
}
