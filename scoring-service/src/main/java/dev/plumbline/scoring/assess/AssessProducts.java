package dev.plumbline.scoring.assess;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.Event;
import dev.plumbline.events.EventType;
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.HistoryPoint;
import dev.plumbline.events.Topics;
import dev.plumbline.model.score.Scorer;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.obligation.DeriveLedger;
import dev.plumbline.scoring.obligation.ProductFacts;
import dev.plumbline.scoring.store.AssessQueue;
import dev.plumbline.scoring.store.AssessQueue.Cause;
import dev.plumbline.scoring.store.AssessQueue.Taken;
import dev.plumbline.scoring.store.FactsStore;
import dev.plumbline.scoring.store.Identity;
import dev.plumbline.scoring.store.ScoreStore;
import dev.plumbline.scoring.store.ScoreStore.Kept;
import dev.plumbline.scoring.store.ScoreStore.Word;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Scores one product, in one transaction: take it out of the queue, load its facts, derive, score,
/// save, and queue what is to be said: the score, the obligations that changed, and for each
/// submission that it was taken in.
///
/// A message for a product that no longer waits does nothing, so that messages may come twice. When
/// evidence came that is older than the previous score, the past is told anew once the product has
/// been quiet for a while.
@ApplicationScoped
public class AssessProduct {
    private final AssessQueue queue;
    private final FactsStore facts;
    private final ScoreStore scores;
    private final RequestAssessment requests;
    private final Outbox outbox;
    private final Scorer scorer;
    private final Titles titles;
    private final Clock clock;
    private final AssessConfig config;
    private final Timer deriving;

    AssessProduct(
            AssessQueue queue,
            FactsStore facts,
            ScoreStore scores,
            RequestAssessment requests,
            Outbox outbox,
            Scorer scorer,
            Titles titles,
            Clock clock,
            AssessConfig config,
            MeterRegistry meters) {
        this.queue = queue;
        this.facts = facts;
        this.scores = scores;
        this.requests = requests;
        this.outbox = outbox;
        this.scorer = scorer;
        this.titles = titles;
        this.clock = clock;
        this.config = config;
        this.deriving =
                Timer.builder("plumbline.assess.compute")
                        .description("deriving the ledger of a product and scoring it, without I/O")
                        .publishPercentiles(0.5, 0.95)
                        .register(meters);
    }

    public Uni<Void> of(Transaction transaction, String product) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return queue.take(transaction, product)
                .chain(
                        taken ->
                                scores.takeRetelling(transaction, product, now)
                                        .chain(
                                                since ->
                                                        taken.waited() || since != null
                                                                ? assess(
                                                                        transaction,
                                                                        product,
                                                                        taken,
                                                                        since,
                                                                        now)
                                                                : Uni.createFrom().voidItem()));
    }

    private Uni<Void> assess(
            Transaction transaction,
            String product,
            Taken taken,
            @Nullable Instant retellSince,
            Instant now) {
        return scores.current(transaction, product)
                .chain(
                        kept ->
                                facts.of(transaction, product)
                                        .map(
                                                known ->
                                                        compute(
                                                                known,
                                                                kept.map(Previous::of),
                                                                taken.causes(),
                                                                retellSince,
                                                                now)))
                .chain(done -> save(transaction, done));
    }

    /// What one assessment came to.
    private record Done(
            Assessment assessment,
            ScoreComputed event,
            @Nullable Previous previous,
            List<Cause> causes) {}

    private Done compute(
            ProductFacts known,
            Optional<Previous> before,
            List<Cause> causes,
            @Nullable Instant retellSince,
            Instant now) {
        long started = System.nanoTime();
        Previous previous = before.orElse(null);
        Instant at = previous == null || now.isAfter(previous.at()) ? now : previous.at();
        Assessment assessment =
                new Assessment(scorer, known.product(), DeriveLedger.from(known), at);
        List<HistoryPoint> history =
                retellSince == null
                        ? List.of()
                        : assessment.historySince(retellSince, titles.of(known));
        ScoreComputed event =
                assessment.event(
                        previous == null ? 1 : previous.sequence() + 1,
                        assessment.changesSince(previous, causes),
                        history,
                        causes.stream().map(Cause::submission).toList());
        deriving.record(Duration.ofNanos(System.nanoTime() - started));
        return new Done(assessment, event, previous, causes);
    }

    private Uni<Void> save(Transaction transaction, Done done) {
        String product = done.event().product();
        Kept kept =
                new Kept(
                        product,
                        done.event().sequence(),
                        done.event().at(),
                        done.event().catalogue().sha256(),
                        json(done.event()),
                        KnownLines.of(done.assessment().lines()).toBytes(),
                        done.assessment().nextChangeAt());
        return scores.save(transaction, kept)
                .chain(() -> scores.digests(transaction, product))
                .chain(said -> sayObligations(transaction, done, said))
                .chain(
                        changed -> {
                            List<Outgoing> messages = new ArrayList<>();
                            messages.add(new Outgoing(Topics.SCORE, product, done.event(), null));
                            changed.forEach(
                                    o ->
                                            messages.add(
                                                    new Outgoing(
                                                            Topics.OBLIGATION, product, o, null)));
                            done.causes()
                                    .forEach(
                                            cause ->
                                                    messages.add(
                                                            requests.progress(
                                                                    cause.submission(),
                                                                    Step.SCORED,
                                                                    product,
                                                                    Map.of())));
                            return outbox.add(transaction, messages);
                        })
                .chain(() -> retell(transaction, done));
    }

    private Uni<List<ObligationChanged>> sayObligations(
            Transaction transaction, Done done, Map<UUID, UUID> said) {
        List<ObligationChanged> changed = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        Set<UUID> gone = new HashSet<>(said.keySet());
        for (ObligationChanged obligation : done.assessment().obligations()) {
            gone.remove(obligation.id());
            String body = json(obligation);
            UUID digest = Identity.of(body);
            if (!digest.equals(said.get(obligation.id()))) {
                changed.add(obligation);
                words.add(new Word(obligation.id(), digest, body));
            }
        }
        return scores.say(transaction, done.event().product(), words)
                .chain(() -> scores.bodies(transaction, gone))
                .invoke(
                        bodies ->
                                bodies.forEach(body -> changed.add(gone(body, done.event().at()))))
                .chain(() -> scores.forget(transaction, gone))
                .replaceWith(changed);
    }

    /// An obligation that later evidence read away, such as one on a line that a release never
    /// belonged to.
    private static ObligationChanged gone(String body, Instant at) {
        ObligationChanged was;
        try {
            was =
                    (ObligationChanged)
                            CloudEvents.read(
                                    EventType.OBLIGATION_CHANGED,
                                    body.getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableEvent e) {
            throw new IllegalStateException("a stored obligation can't be read", e);
        }
        return new ObligationChanged(
                was.id(),
                was.product(),
                was.measure(),
                was.concern(),
                was.kind(),
                was.title(),
                was.vulnerability(),
                was.component(),
                was.line(),
                was.release(),
                was.severity(),
                was.weight(),
                was.openedAt(),
                was.dueAt(),
                was.worldDueAt(),
                at,
                "read-anew",
                true,
                was.own(),
                was.reasons(),
                was.epss());
    }

    /// Evidence from before the previous score changes the past.
    private Uni<Void> retell(Transaction transaction, Done done) {
        Instant at = done.event().at();
        Previous previous = done.previous();
        Instant told = previous == null ? at : previous.at();
        Optional<Instant> earliest = done.assessment().earliestNew(previous);
        if (earliest.isEmpty() || !earliest.get().isBefore(told.minus(config.inTime()))) {
            return Uni.createFrom().voidItem();
        }
        return scores.retellSince(
                transaction, done.event().product(), earliest.get(), at.plus(config.retellAfter()));
    }

    private static String json(Event event) {
        return new String(CloudEvents.write(event), StandardCharsets.UTF_8);
    }
}
