package dev.plumbline.dashboard.project;

import dev.plumbline.dashboard.store.ChangeNotices;
import dev.plumbline.dashboard.store.RollUpRepository;
import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Keeps the sums of teams a second behind the scores.
///
/// A team with a thousand products would otherwise be summed up for each of their scores, and one
/// writer would wait for the other. While the database is away what is due waits in it.
@ApplicationScoped
class SumUpTeams {
    private final UnitOfWork unitOfWork;
    private final RollUpRepository rollUps;
    private final ChangeNotices notices;
    private final Clock clock;

    SumUpTeams(
            UnitOfWork unitOfWork, RollUpRepository rollUps, ChangeNotices notices, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.rollUps = rollUps;
        this.notices = notices;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return unitOfWork
                .run(
                        tx ->
                                rollUps.catchUp(tx, clock.instant())
                                        .chain(
                                                teams ->
                                                        teams.isEmpty()
                                                                ? Uni.createFrom().voidItem()
                                                                : notices.tellTeams(tx, teams)))
                .onFailure(TransientFailure.class)
                .recoverWithNull();
    }
}
