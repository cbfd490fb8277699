package dev.plumbline.scoring.assess;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.EventType;
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.HistoryPoint;
import dev.plumbline.events.Topics;
import dev.plumbline.outbox.Loop;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.obligation.DeriveLedger;
import dev.plumbline.scoring.obligation.ProductFacts;
import dev.plumbline.scoring.store.AssessQueue;
import dev.plumbline.scoring.store.AssessQueue.Cause;
import dev.plumbline.scoring.store.FactsStore;
import dev.plumbline.scoring.store.Identity;
import dev.plumbline.scoring.store.ScoreStore;
import dev.plumbline.scoring.store.ScoreStore.Fresh;
import dev.plumbline.scoring.store.ScoreStore.Kept;
import dev.plumbline.scoring.store.ScoreStore.Word;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Scores products, in one transaction: take them out of the queue, load their facts, derive,
/// score, save, and queue what is to be said: the scores, the obligations that changed, and for
/// each submission that it was taken in.
///
/// The statements are the same for one product and for many, and most of what a score costs.
/// A message for a product that no longer waits, and of which no past wants telling, does nothing,
/// so that messages may come twice. When
/// evidence came that is older than the previous score, the past is told anew once the product has
/// been quiet for a while.
@ApplicationScoped
public class AssessProducts {
    private final AssessQueue queue;
    private final FactsStore facts;
    private final ScoreStore scores;
    private final RequestAssessment requests;
    private final Outbox outbox;
    private final CountingCatalogues catalogues;
    private final Titles titles;
    private final Clock clock;
    private final AssessConfig config;
    private final Timer deriving;

    AssessProducts(
            AssessQueue queue,
            FactsStore facts,
            ScoreStore scores,
            RequestAssessment requests,
            Outbox outbox,
            CountingCatalogues catalogues,
            Titles titles,
            Clock clock,
            AssessConfig config,
            MeterRegistry meters) {
        this.queue = queue;
        this.facts = facts;
        this.scores = scores;
        this.requests = requests;
        this.outbox = outbox;
        this.catalogues = catalogues;
        this.titles = titles;
        this.clock = clock;
        this.config = config;
        this.deriving =
                Timer.builder("plumbline.assess.compute")
                        .description("deriving the ledger of a product and scoring it, without I/O")
                        .publishPercentiles(0.5, 0.95)
                        .register(meters);
    }

    public Uni<Void> of(Transaction transaction, List<String> products) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return queue.take(transaction, products)
                .chain(
                        causes ->
                                scores.takeRetellings(transaction, products, now)
                                        .chain(
                                                retellings ->
                                                        assess(
                                                                transaction,
                                                                new Work(
                                                                        causes, retellings, now))));
    }

    /// What there is to do.
    ///
    /// @param causes by product, for those that waited
    /// @param retellings since when the past has to be told anew, by product
    private record Work(
            Map<String, List<Cause>> causes, Map<String, Instant> retellings, Instant now) {

        List<String> products() {
            Set<String> products = new TreeSet<>(causes.keySet());
            products.addAll(retellings.keySet());
            return List.copyOf(products);
        }
    }

    private Uni<Void> assess(Transaction transaction, Work work) {
        List<String> products = work.products();
        if (products.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Executor loop = Loop.here();
        return scores.current(transaction, products)
                .chain(
                        kept ->
                                facts.of(transaction, products)
                                        // up to seconds where a past is told: too long for a loop
                                        .emitOn(Infrastructure.getDefaultWorkerPool())
                                        .map(known -> compute(work, known, kept)))
                .emitOn(loop)
                .chain(done -> save(transaction, done, work.now()));
    }

    private List<Done> compute(Work work, Map<String, ProductFacts> facts, Map<String, Kept> kept) {
        return facts.values().stream()
                .map(
                        known ->
                                compute(
                                        known,
                                        Optional.ofNullable(kept.get(known.product()))
                                                .map(Previous::of),
                                        work.causes().getOrDefault(known.product(), List.of()),
                                        work.retellings().get(known.product()),
                                        work.now()))
                .toList();
    }

    /// An obligation, and what is kept of it once it is said.
    private record Said(ObligationChanged obligation, Word word) {
        static Said of(ObligationChanged obligation) {
            String body = CloudEvents.text(obligation);
            return new Said(
                    obligation,
                    new Word(obligation.id(), obligation.product(), Identity.of(body), body));
        }

        Outgoing outgoing() {
            return AssessProducts.outgoing(obligation, word.body());
        }
    }

    /// What one assessment came to.
    ///
    /// @param payload the event as it is sent
    /// @param words on each obligation
    /// @param toldSince since when its past was told anew; `null` if it was not
    private record Done(
            Assessment assessment,
            ScoreComputed event,
            String payload,
            List<Said> words,
            @Nullable Previous previous,
            List<Cause> causes,
            @Nullable Instant toldSince) {

        String product() {
            return event.product();
        }
    }

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
                new Assessment(catalogues.known(), known.product(), DeriveLedger.from(known), at);
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
        return new Done(
                assessment,
                event,
                CloudEvents.text(event),
                assessment.obligations().stream().map(Said::of).toList(),
                previous,
                causes,
                retellSince);
    }

    private Uni<Void> save(Transaction transaction, List<Done> all, Instant now) {
        return scores.save(transaction, all.stream().map(AssessProducts::fresh).toList())
                .chain(() -> scores.digests(transaction, all.stream().map(Done::product).toList()))
                .chain(said -> sayObligations(transaction, all, said))
                .chain(changed -> outbox.add(transaction, messages(all, changed)))
                .chain(() -> retell(transaction, all, now));
    }

    private static Fresh fresh(Done done) {
        ScoreComputed event = done.event();
        Kept kept =
                new Kept(
                        done.product(),
                        event.sequence(),
                        event.at(),
                        event.catalogue().sha256(),
                        event.overall().shown(),
                        event.principles().stream()
                                .collect(Collectors.toMap(p -> p.id(), p -> p.figure().shown())),
                        KnownLines.of(done.assessment().lines()).toBytes());
        return new Fresh(kept, done.payload(), done.assessment().nextChangeAt());
    }

    private List<Outgoing> messages(List<Done> all, Map<String, List<Outgoing>> obligations) {
        List<Outgoing> messages = new ArrayList<>();
        for (Done done : all) {
            String product = done.product();
            messages.add(new Outgoing(Topics.SCORE, product, done.event(), null, done.payload()));
            messages.addAll(obligations.getOrDefault(product, List.of()));
        }
        scored(all)
                .forEach(
                        (submission, products) ->
                                messages.add(
                                        requests.progress(
                                                submission,
                                                Step.SCORED,
                                                products.size() == 1 ? products.getFirst() : null,
                                                Map.of())));
        return messages;
    }

    /// Submission → products that it changed. An advisory concerns many, and is told of once.
    private static Map<UUID, List<String>> scored(List<Done> all) {
        Map<UUID, List<String>> scored = new LinkedHashMap<>();
        for (Done done : all) {
            for (Cause cause : done.causes()) {
                scored.computeIfAbsent(cause.submission(), _ -> new ArrayList<>())
                        .add(done.product());
            }
        }
        return scored;
    }

    /// Product → obligations that are not as they were last said.
    private Uni<Map<String, List<Outgoing>>> sayObligations(
            Transaction transaction, List<Done> all, Map<String, Map<UUID, UUID>> said) {
        Map<String, List<Outgoing>> changed = new HashMap<>();
        List<Word> words = new ArrayList<>();
        Set<UUID> gone = new HashSet<>();
        for (Done done : all) {
            Map<UUID, UUID> before = said.getOrDefault(done.product(), Map.of());
            Set<UUID> left = new HashSet<>(before.keySet());
            List<Outgoing> ofProduct = new ArrayList<>();
            for (Said each : done.words()) {
                Word word = each.word();
                left.remove(word.id());
                if (!word.digest().equals(before.get(word.id()))) {
                    ofProduct.add(each.outgoing());
                    words.add(word);
                }
            }
            changed.put(done.product(), ofProduct);
            gone.addAll(left);
        }
        Map<String, Instant> assessedAt =
                all.stream().collect(Collectors.toMap(Done::product, done -> done.event().at()));
        return scores.say(transaction, words)
                .chain(() -> scores.bodies(transaction, gone))
                .invoke(
                        bodies ->
                                bodies.stream()
                                        .map(body -> gone(body, assessedAt))
                                        .map(was -> outgoing(was, null))
                                        .forEach(
                                                each ->
                                                        Objects.requireNonNull(
                                                                        changed.get(each.key()))
                                                                .add(each)))
                .chain(() -> scores.forget(transaction, gone))
                .replaceWith(changed);
    }

    private static Outgoing outgoing(ObligationChanged obligation, @Nullable String body) {
        return new Outgoing(Topics.OBLIGATION, obligation.product(), obligation, null, body);
    }

    /// An obligation that later evidence read away, such as one on a line that a release never
    /// belonged to.
    private static ObligationChanged gone(String body, Map<String, Instant> at) {
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
                at.get(was.product()),
                "read-anew",
                true,
                was.own(),
                was.reasons(),
                was.epss(),
                was.weaknesses());
    }

    /// Evidence from before the previous score changes the past, unless that was just told.
    private Uni<Void> retell(Transaction transaction, List<Done> all, Instant now) {
        Map<String, Instant> since = new TreeMap<>();
        for (Done done : all) {
            Previous previous = done.previous();
            Instant told = previous == null ? done.event().at() : previous.at();
            Instant toldSince = done.toldSince();
            done.assessment()
                    .earliestNew(previous)
                    .filter(earliest -> earliest.isBefore(told.minus(config.inTime())))
                    .filter(earliest -> toldSince == null || earliest.isBefore(toldSince))
                    .ifPresent(earliest -> since.put(done.product(), earliest));
        }
        return scores.retellSince(transaction, since, now.plus(config.retellAfter()));
    }
}
