package dev.plumbline.scoring.assess;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.CatalogueSource;
import dev.plumbline.model.catalogue.MalformedCatalogue;
import dev.plumbline.model.score.Methods;
import dev.plumbline.model.score.Methods.Era;
import dev.plumbline.model.score.Scorer;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.store.CatalogueStore;
import dev.plumbline.scoring.store.CatalogueStore.Beginning;
import dev.plumbline.scoring.store.ScoreStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Which catalogue counts, and which counted when.
///
/// What a service is told to score by begins to count when it starts, unless it counts already, and
/// every product becomes due. Every catalogue that ever counted is kept word for word, so that the
/// past stays scored by what counted then. What other instances begin is followed.
@ApplicationScoped
public class CountingCatalogues {
    private static final Logger LOG = Logger.getLogger(CountingCatalogues.class);
    private static final Duration SOON = Duration.ofMillis(200);

    private final UnitOfWork unitOfWork;
    private final CatalogueStore store;
    private final ScoreStore scores;
    private final CatalogueSource source;
    private final Catalogue configured;
    private final Clock clock;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    CountingCatalogues(
            UnitOfWork unitOfWork,
            CatalogueStore store,
            ScoreStore scores,
            CatalogueSource source,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.store = store;
        this.scores = scores;
        this.source = source;
        this.configured = source.read();
        this.clock = clock;
    }

    /// @param read digest → what was read; one that this version of the product can't read is
    ///     missing
    private record Known(List<Beginning> beginnings, Map<String, Scorer> read, Methods methods) {
        private Known {
            beginnings = List.copyOf(beginnings);
            read = Map.copyOf(read);
        }
    }

    /// For those who are in a transaction already.
    ///
    /// @throws TransientFailure while this process does not know them yet
    public Methods known() {
        Known now = known.get();
        if (now == null) {
            throw new TransientFailure(
                    "the catalogues are not read yet",
                    SOON,
                    new IllegalStateException("no catalogue counts yet"));
        }
        return now.methods();
    }

    /// What counts when. The first to ask in this process begins the configured catalogue; not to
    /// be asked from within a transaction.
    public Uni<Methods> methods() {
        return known.get() == null
                ? follow().map(nothing -> known())
                : Uni.createFrom().item(this::known);
    }

    /// Every catalogue that ever counted and can be read, with the instant at which it began,
    /// oldest first. For those who have asked for [#methods()] before.
    List<Era> kept() {
        Known now = known.get();
        return now == null
                ? List.of()
                : now.beginnings().stream()
                        .filter(beginning -> now.read().containsKey(beginning.sha256()))
                        .map(
                                beginning ->
                                        new Era(
                                                beginning.at(),
                                                Objects.requireNonNull(
                                                        now.read().get(beginning.sha256()))))
                        .toList();
    }

    /// Sees whether another catalogue has begun.
    public Uni<Void> follow() {
        Known before = known.get();
        return unitOfWork
                .run(tx -> before == null ? begin(tx) : learn(tx, before))
                .invoke(now -> known.set(now))
                .replaceWithVoid();
    }

    /// Makes due what a catalogue that no longer counts has scored after all, while another
    /// instance did not know of its end yet.
    public Uni<Void> rescoreStragglers() {
        return methods()
                .chain(
                        methods ->
                                unitOfWork.run(tx -> scores.dueUnless(tx, digest(methods), now())))
                .invoke(
                        products -> {
                            if (products > 0) {
                                LOG.infof(
                                        "%d products were scored by a catalogue that no longer counts"
                                                + " and are scored again.",
                                        products);
                            }
                        })
                .replaceWithVoid();
    }

    private Uni<Known> begin(Transaction transaction) {
        return store.hold(transaction)
                .chain(() -> store.beginnings(transaction))
                .chain(
                        beginnings ->
                                !beginnings.isEmpty()
                                                && beginnings
                                                        .getLast()
                                                        .sha256()
                                                        .equals(configured.sha256())
                                        ? Uni.createFrom().item(beginnings)
                                        : begin(transaction, beginnings))
                .chain(beginnings -> read(transaction, beginnings, Map.of()));
    }

    private Uni<List<Beginning>> begin(Transaction transaction, List<Beginning> before) {
        Instant at = now();
        if (!before.isEmpty() && !at.isAfter(before.getLast().at())) {
            at = before.getLast().at().plus(1, ChronoUnit.MICROS);
        }
        LOG.infof(
                "Scores are by the catalogue %s %s (%s) from %s on.",
                configured.id(), configured.version(), configured.sha256(), at);
        return store.begin(transaction, configured, source, at)
                .chain(() -> scores.dueUnless(transaction, configured.sha256(), now()))
                .invoke(
                        products -> {
                            if (products > 0) {
                                LOG.infof("%d products are scored anew by it.", products);
                            }
                        })
                .chain(() -> store.beginnings(transaction));
    }

    private Uni<Known> learn(Transaction transaction, Known before) {
        return store.beginnings(transaction)
                .chain(
                        beginnings ->
                                beginnings.equals(before.beginnings())
                                        ? Uni.createFrom().item(before)
                                        : read(transaction, beginnings, before.read())
                                                .call(now -> rescore(transaction, now)));
    }

    /// What this process has scored by the catalogue before while it did not know of the new one.
    private Uni<Integer> rescore(Transaction transaction, Known known) {
        return scores.dueUnless(transaction, digest(known.methods()), now());
    }

    private Uni<Known> read(
            Transaction transaction, List<Beginning> beginnings, Map<String, Scorer> before) {
        Map<String, Scorer> read = new HashMap<>(before);
        read.computeIfAbsent(configured.sha256(), any -> new Scorer(configured));
        Map<String, Beginning> unread = new HashMap<>();
        beginnings.stream()
                .filter(beginning -> !read.containsKey(beginning.sha256()))
                .forEach(beginning -> unread.putIfAbsent(beginning.sha256(), beginning));
        return Multi.createFrom()
                .iterable(unread.values())
                .onItem()
                .transformToUniAndConcatenate(
                        beginning ->
                                store.source(transaction, beginning)
                                        .invoke(text -> read(text, beginning, read)))
                .collect()
                .last()
                .map(nothing -> new Known(beginnings, read, methods(beginnings, read)));
    }

    /// A version of the product that reads catalogues more strictly than the one that kept this
    /// must not fail for it.
    private static void read(CatalogueSource text, Beginning beginning, Map<String, Scorer> read) {
        try {
            read.put(beginning.sha256(), new Scorer(text.read()));
        } catch (MalformedCatalogue e) {
            LOG.warnf(
                    "The catalogue that counted from %s on can't be read by this version, and its time is"
                            + " scored by the one that followed it. %s",
                    beginning.at(), e.getMessage());
        }
    }

    /// What can't be read is passed over: what follows it counts in its place.
    private Methods methods(List<Beginning> beginnings, Map<String, Scorer> read) {
        List<Era> eras = new ArrayList<>();
        for (int i = beginnings.size() - 1; i >= 0; i--) {
            Beginning beginning = beginnings.get(i);
            Scorer scorer = read.get(beginning.sha256());
            if (scorer != null) {
                eras.addFirst(new Era(beginning.at(), scorer));
            } else if (!eras.isEmpty()) {
                Era next = eras.removeFirst();
                eras.addFirst(new Era(beginning.at(), next.scorer()));
            }
        }
        return eras.isEmpty()
                ? Methods.of(read.getOrDefault(configured.sha256(), new Scorer(configured)))
                : Methods.of(eras.getFirst().scorer(), eras.subList(1, eras.size()));
    }

    private static String digest(Methods methods) {
        return methods.newest().catalogue().sha256();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
