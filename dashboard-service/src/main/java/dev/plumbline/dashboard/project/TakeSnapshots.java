package dev.plumbline.dashboard.project;

import dev.plumbline.dashboard.store.SnapshotRepository;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes down each day what every product showed at 00:00 UTC.
///
/// Scores of that very instant need a moment to come: a product of which a later one comes first is
/// taken before that is written ([#before]), all others ten minutes after midnight. Every instance
/// does it; what one has taken the next one finds done. Days on which nobody was there are filled
/// in at the next start, by what is known then, and marked so.
@ApplicationScoped
class TakeSnapshots {
    private static final Duration SETTLED = Duration.ofMinutes(10);

    private final UnitOfWork unitOfWork;
    private final SnapshotRepository snapshots;
    private final Clock clock;

    /// the last day of which this instance knows that nothing is left to take
    private volatile @Nullable LocalDate complete;

    TakeSnapshots(UnitOfWork unitOfWork, SnapshotRepository snapshots, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    @Scheduled(every = "60s", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return upTo(clock.instant())
                .onFailure(TransientFailure.class)
                // the next minute tries again
                .recoverWithNull();
    }

    /// Takes all days whose scores have had time to come by `now`.
    Uni<Void> upTo(Instant now) {
        LocalDate day = LocalDate.ofInstant(now.minus(SETTLED), ZoneOffset.UTC);
        return day.equals(complete)
                ? Uni.createFrom().voidItem()
                : unitOfWork
                        .run(tx -> snapshots.takeUpTo(tx, day, now))
                        .invoke(() -> complete = day);
    }

    /// Takes what these scores are about to replace, where a day began in between. The products are
    /// held by this transaction; each may occur once.
    Uni<Void> before(Transaction tx, List<ScoreComputed> scores, Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).equals(complete)
                ? Uni.createFrom().voidItem()
                : snapshots.takeBefore(tx, scores, now);
    }
}
