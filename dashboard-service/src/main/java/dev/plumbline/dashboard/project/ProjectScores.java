package dev.plumbline.dashboard.project;

import dev.plumbline.dashboard.store.ChangeNotices;
import dev.plumbline.dashboard.store.RollUpRepository;
import dev.plumbline.dashboard.store.ScoreRepository;
import dev.plumbline.dashboard.store.SubmissionRepository;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.outbox.Inbox;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// Shows scores: figures, history, ledger, the roll-up above, and that the evidence behind them has
/// arrived.
///
/// A batch is written together. Products are held first and submissions second, each in order, as
/// everyone here does, so that nobody waits in a circle.
@ApplicationScoped
public class ProjectScores {
    private static final String CONSUMER = "scores";

    private final UnitOfWork unitOfWork;
    private final Inbox inbox;
    private final ScoreRepository scores;
    private final SubmissionRepository submissions;
    private final RollUpRepository rollUps;
    private final TakeSnapshots snapshots;
    private final ChangeNotices notices;
    private final TellShown tellShown;
    private final Clock clock;

    ProjectScores(
            UnitOfWork unitOfWork,
            Inbox inbox,
            ScoreRepository scores,
            SubmissionRepository submissions,
            RollUpRepository rollUps,
            TakeSnapshots snapshots,
            ChangeNotices notices,
            TellShown tellShown,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.inbox = inbox;
        this.scores = scores;
        this.submissions = submissions;
        this.rollUps = rollUps;
        this.snapshots = snapshots;
        this.notices = notices;
        this.tellShown = tellShown;
        this.clock = clock;
    }

    public Uni<Void> all(List<Envelope<ScoreComputed>> batch) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<UUID> ids = batch.stream().map(Envelope::id).toList();
        return unitOfWork.run(
                tx ->
                        inbox.firsts(tx, CONSUMER, ids)
                                .map(
                                        firsts ->
                                                batch.stream()
                                                        .filter(e -> firsts.contains(e.id()))
                                                        .map(Envelope::data)
                                                        .toList())
                                .chain(
                                        fresh ->
                                                fresh.isEmpty()
                                                        ? Uni.createFrom().voidItem()
                                                        : write(tx, fresh, now)));
    }

    private Uni<Void> write(Transaction tx, List<ScoreComputed> fresh, Instant now) {
        Set<String> products =
                fresh.stream()
                        .map(ScoreComputed::product)
                        .collect(Collectors.toCollection(TreeSet::new));
        return rollUps.hold(tx, products)
                .invoke(known -> NotInCatalogue.unlessAllOf(products, known))
                .chain(() -> submissions.shown(tx, fresh, now))
                .chain(() -> inOrder(tx, fresh, now))
                .chain(() -> scores.measure(tx, products, now))
                .chain(() -> rollUps.due(tx, products, since(fresh, now)))
                .chain(() -> tellShown.of(tx, submissionsOf(fresh), Set.of(), now))
                .chain(() -> notices.tell(tx, products));
    }

    private Uni<Void> inOrder(Transaction tx, List<ScoreComputed> fresh, Instant now) {
        return Multi.createFrom()
                .iterable(waves(fresh))
                .onItem()
                .transformToUniAndConcatenate(
                        wave -> snapshots.before(tx, wave, now).chain(() -> scores.write(tx, wave)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /// The first score of every product together, then the second of those that have one, and so
    /// on.
    private static List<List<ScoreComputed>> waves(List<ScoreComputed> fresh) {
        List<List<ScoreComputed>> waves = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (ScoreComputed score : fresh) {
            int nth = seen.merge(score.product(), 1, Integer::sum);
            if (nth > waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(nth - 1).add(score);
        }
        return waves;
    }

    private static Instant since(List<ScoreComputed> fresh, Instant now) {
        return fresh.stream()
                .map(s -> s.history().isEmpty() ? s.at() : s.history().getFirst().at())
                .reduce(now, (one, other) -> one.isBefore(other) ? one : other);
    }

    private static Set<UUID> submissionsOf(List<ScoreComputed> fresh) {
        return fresh.stream().flatMap(s -> s.submissions().stream()).collect(Collectors.toSet());
    }
}
