package dev.plumbline.scoring.verify;

import dev.plumbline.events.CatalogChange;
import dev.plumbline.events.Decision;
import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence;
import dev.plumbline.events.Reference;
import dev.plumbline.model.score.Methods;
import dev.plumbline.scoring.advisory.ApplyReferences;
import dev.plumbline.scoring.assess.ApplyCatalog;
import dev.plumbline.scoring.assess.ApplyDecision;
import dev.plumbline.scoring.assess.CountingCatalogues;
import dev.plumbline.scoring.assess.RecomputeScore;
import dev.plumbline.scoring.inventory.ApplyEvidence;
import dev.plumbline.scoring.store.LoggedEvent;
import dev.plumbline.scoring.store.ScoreStore.Sent;
import dev.plumbline.scoring.store.Scratch;
import dev.plumbline.scoring.store.Scratch.Copies;
import dev.plumbline.scoring.store.Scratch.Difference;
import dev.plumbline.scoring.store.Scratch.Logged;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// Replays the log from scratch and compares: every fact, and each product's score at the instant
/// of its last one.
///
/// Products that wait for a score just now are left out and counted: what is shown of them is about
/// to change.
@ApplicationScoped
public class VerifyScores {
    private final Scratch scratch;
    private final ApplyEvidence applyEvidence;
    private final ApplyReferences applyReferences;
    private final ApplyDecision applyDecision;
    private final ApplyCatalog applyCatalog;
    private final RecomputeScore recomputeScore;
    private final CountingCatalogues catalogues;

    VerifyScores(
            Scratch scratch,
            ApplyEvidence applyEvidence,
            ApplyReferences applyReferences,
            ApplyDecision applyDecision,
            ApplyCatalog applyCatalog,
            RecomputeScore recomputeScore,
            CountingCatalogues catalogues) {
        this.scratch = scratch;
        this.applyEvidence = applyEvidence;
        this.applyReferences = applyReferences;
        this.applyDecision = applyDecision;
        this.applyCatalog = applyCatalog;
        this.recomputeScore = recomputeScore;
        this.catalogues = catalogues;
    }

    /// @param events how many were replayed
    /// @param products how many scores were compared, `waiting` how many products were left out
    public record Verdict(long events, int products, long waiting, List<Difference> differences) {
        public Verdict {
            differences = List.copyOf(differences);
        }
    }

    public Uni<Verdict> now() {
        return catalogues.methods().chain(methods -> now(methods));
    }

    private Uni<Verdict> now(Methods methods) {
        return scratch.beside(
                copies ->
                        replay(copies)
                                .chain(
                                        events ->
                                                scratch.differences(copies)
                                                        .chain(
                                                                facts ->
                                                                        verdict(
                                                                                copies, methods,
                                                                                events, facts))));
    }

    /// How far a replay has come.
    private static final class Replay {
        private long last = -1;
        private long events;
        private long measured;
    }

    /// @return how many events there were
    private Uni<Long> replay(Copies copies) {
        Replay replay = new Replay();
        return Multi.createBy()
                .repeating()
                .uni(() -> replay, at -> replayPage(copies, at))
                .until(List::isEmpty)
                .onItem()
                .ignoreAsUni()
                .map(nothing -> replay.events);
    }

    private Uni<List<Logged>> replayPage(Copies copies, Replay replay) {
        return scratch.log(copies, replay.last)
                .call(page -> page.isEmpty() ? Uni.createFrom().voidItem() : apply(copies, page))
                .invoke(
                        page -> {
                            replay.events += page.size();
                            replay.last = page.isEmpty() ? replay.last : page.getLast().seq();
                        })
                .call(() -> measure(copies, replay));
    }

    /// Each time that the copies may have doubled.
    private Uni<Void> measure(Copies copies, Replay replay) {
        if (replay.events < 2 * replay.measured || replay.events == replay.measured) {
            return Uni.createFrom().voidItem();
        }
        replay.measured = replay.events;
        return scratch.measure(copies);
    }

    private Uni<Void> apply(Copies copies, List<Logged> page) {
        return Multi.createFrom()
                .iterable(together(page))
                .onItem()
                .transformToUniAndConcatenate(events -> applyAlike(copies, events))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /// Reference facts that follow one another go together, as they did when they came; all else
    /// goes alone.
    private static List<List<LoggedEvent>> together(List<Logged> page) {
        List<List<LoggedEvent>> groups = new ArrayList<>();
        for (Logged logged : page) {
            LoggedEvent event = logged.event();
            boolean joins =
                    event.event() instanceof Reference
                            && !groups.isEmpty()
                            && groups.getLast().getFirst().event() instanceof Reference;
            if (!joins) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(event);
        }
        return groups;
    }

    private Uni<Void> applyAlike(Copies copies, List<LoggedEvent> events) {
        return events.getFirst().event() instanceof Reference
                ? applyReferences.in(copies.transaction(), events)
                : apply(copies, events.getFirst());
    }

    private Uni<Void> apply(Copies copies, LoggedEvent logged) {
        Event event = logged.event();
        return switch (event) {
            case Evidence _ -> applyEvidence.in(copies.transaction(), logged);
            case Decision _ -> applyDecision.in(copies.transaction(), logged);
            case CatalogChange _ -> applyCatalog.in(copies.transaction(), logged);
            default -> throw new IllegalStateException("does not belong in the log: " + event);
        };
    }

    private Uni<Verdict> verdict(
            Copies copies, Methods methods, long events, List<Difference> facts) {
        List<Difference> differences = new ArrayList<>(facts);
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<>(""),
                        last -> comparePage(copies, methods, last, differences))
                .whilst(products -> products > 0)
                .collect()
                .with(Collectors.summingInt(products -> products))
                .chain(
                        products ->
                                scratch.waiting(copies)
                                        .map(
                                                waiting ->
                                                        new Verdict(
                                                                events,
                                                                products,
                                                                waiting,
                                                                differences)));
    }

    private Uni<Integer> comparePage(
            Copies copies,
            Methods methods,
            AtomicReference<String> last,
            List<Difference> differences) {
        return scratch.settledScores(copies, last.get())
                .call(scores -> compare(copies, methods, scores).invoke(differences::addAll))
                .invoke(
                        scores -> {
                            if (!scores.isEmpty()) {
                                last.set(scores.getLast().product());
                            }
                        })
                .map(List::size);
    }

    private Uni<List<Difference>> compare(Copies copies, Methods methods, List<Sent> scores) {
        return Multi.createFrom()
                .iterable(scores)
                .onItem()
                .transformToUniAndConcatenate(sent -> compare(copies, methods, sent))
                .onItem()
                .transformToIterable(found -> found)
                .collect()
                .asList();
    }

    private Uni<List<Difference>> compare(Copies copies, Methods methods, Sent sent) {
        return recomputeScore
                .of(copies.transaction(), methods, sent)
                .map(
                        recomputed ->
                                recomputed.same()
                                        ? List.of()
                                        : List.of(
                                                new Difference(
                                                        sent.product(),
                                                        "score "
                                                                + sent.sequence()
                                                                + " of "
                                                                + sent.at(),
                                                        1,
                                                        List.of(
                                                                recomputed.shown().toString(),
                                                                recomputed.again().toString()))));
    }
}
