package dev.plumbline.ingest.feed;

import dev.plumbline.access.Role;
import dev.plumbline.events.CatalogChange.FeedKind;
import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.ConnectionReported.State;
import dev.plumbline.events.Seal;
import dev.plumbline.ingest.access.SealConfig;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.feed.Fetched.Here;
import dev.plumbline.ingest.feed.Piece.Bundle;
import dev.plumbline.ingest.feed.Piece.IfRefused;
import dev.plumbline.ingest.feed.Piece.Whole;
import dev.plumbline.ingest.intake.AcceptDocument;
import dev.plumbline.ingest.intake.Arrival;
import dev.plumbline.ingest.intake.Door;
import dev.plumbline.ingest.intake.Hop;
import dev.plumbline.ingest.intake.Offer;
import dev.plumbline.ingest.intake.Outcome;
import dev.plumbline.ingest.intake.Outcome.Accepted;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Repeated;
import dev.plumbline.ingest.intake.Outcome.SeenBefore;
import dev.plumbline.ingest.intake.Outcome.Why;
import dev.plumbline.ingest.store.FeedRuns;
import dev.plumbline.ingest.store.FeedRuns.Standing;
import dev.plumbline.ingest.store.Submissions;
import dev.plumbline.outbox.EventIds;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.TransientFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads a feed once, from its checkpoint to its end.
///
/// Thing by thing: fetch, take in what came as any document is taken in, keep the checkpoint. What
/// fails is tried again later from the checkpoint that was kept last; what came a second time is
/// known by its bytes. Before each thing the run shows a sign of life and learns whether it was
/// paused meanwhile. While more messages wait to be sent than feeds may add to, it waits.
@ApplicationScoped
public class RunFeed {
    private static final Logger LOG = Logger.getLogger(RunFeed.class);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(2);
    private static final Duration FULL_WAIT = Duration.ofMillis(500);

    private final FeedRuns runs;
    private final Polls polls;
    private final Courier courier;
    private final AcceptDocument acceptDocument;
    private final Submissions submissions;
    private final FeedsConfig config;
    private final FeedFolder folder;
    private final Clock clock;
    private final Timetable timetable;
    private final EventIds ids;
    private final @Nullable Seal seal;

    @Inject
    RunFeed(
            FeedRuns runs,
            Polls polls,
            Courier courier,
            AcceptDocument acceptDocument,
            Submissions submissions,
            FeedsConfig config,
            FeedFolder folder,
            SealConfig seals,
            Clock clock) {
        this.runs = runs;
        this.polls = polls;
        this.courier = courier;
        this.acceptDocument = acceptDocument;
        this.submissions = submissions;
        this.config = config;
        this.folder = folder;
        this.clock = clock;
        SecureRandom random = new SecureRandom();
        this.timetable = new Timetable(config.firstWait(), random);
        this.ids = new EventIds(clock, random);
        this.seal = seals.passphrases().map(Seal::with).orElse(null);
    }

    /// How a run ended.
    private enum End {
        COMPLETE,
        PAUSED,
        CHANGED,
        LOST
    }

    /// One run under way. Its steps follow one another, on whatever thread.
    private static final class Run {
        private final FeedSaved feed;
        private final UUID holder;
        private final Instant startedAt;
        private final Sender sender;
        private final Poll poll;
        private final Courier.Route route;
        private Standing standing;
        private Instant reportedAt;
        private @Nullable Pieces pieces;
        private @Nullable Path file;
        private final Deque<Piece> waiting = new ArrayDeque<>();
        private long records;
        private long refused;
        private @Nullable End end;

        Run(
                FeedSaved feed,
                UUID holder,
                Instant startedAt,
                Poll poll,
                Courier.Route route,
                Standing standing) {
            this.feed = feed;
            this.holder = holder;
            this.startedAt = startedAt;
            this.sender =
                    new Sender(
                            "feed:" + feed.key(),
                            Sender.Kind.SERVICE_ACCOUNT,
                            Set.of(Role.REFERENCE));
            this.poll = poll;
            this.route = route;
            this.standing = standing;
            this.reportedAt = startedAt;
        }
    }

    /// Nothing happens if another instance reads the feed.
    ///
    /// @param holder a number for this run alone, so that it can be told from any other
    public Uni<Void> of(Hop hop, FeedSaved feed, UUID holder) {
        Instant now = now();
        return hop.onLoop(
                        () -> runs.claim(feed.key(), feed.revision(), holder, config.lease(), now))
                .chain(
                        claimed ->
                                claimed.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : begin(hop, feed, holder, now, claimed.get()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Uni<Void> begin(Hop hop, FeedSaved feed, UUID holder, Instant now, Standing claimed) {
        Standing standing = claimed;
        Run run;
        try {
            URI address = polls.address(feed);
            String scope = address + " " + feed.only();
            if (!claimed.scope().equals(scope)) {
                // what another address or choice was read up to says nothing of this one
                standing =
                        Standing.fresh(scope)
                                .counted(claimed.accepted(), claimed.ignored(), claimed.refused());
            }
            Map<String, String> key = key(feed);
            run =
                    new Run(
                            feed,
                            holder,
                            now,
                            polls.of(feed, standing.marks(), now),
                            new Courier.Route(new Destinations(address), key, folder.own()),
                            standing);
        } catch (Unusable | IOException | RuntimeException e) {
            return fail(hop, feed, holder, now, standing, e);
        }
        return report(hop, run)
                .chain(() -> steps(hop, run))
                .onItemOrFailure()
                .call((end, failure) -> tidied(hop, run))
                .chain(() -> ended(hop, run))
                .onFailure()
                .recoverWithUni(failure -> fail(hop, feed, holder, now, run.standing, failure));
    }

    private Map<String, String> key(FeedSaved feed) throws Unusable {
        String sealed = feed.sealedKey();
        if (sealed == null) {
            return Map.of();
        }
        if (seal == null) {
            throw new Unusable(
                    "its key can't be opened: this service has no plumbline.seal.passphrases");
        }
        try {
            String open = seal.open(sealed, feed.subject());
            return feed.kind() == FeedKind.NVD
                    ? Map.of("apiKey", open)
                    : Map.of("Authorization", "Bearer " + open);
        } catch (Seal.Broken e) {
            throw new Unusable("its key can't be opened: it is " + e.getMessage());
        }
    }

    private Uni<Void> steps(Hop hop, Run run) {
        return Multi.createBy()
                .repeating()
                .uni(() -> step(hop, run))
                .until(ignored -> run.end != null)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Boolean> step(Hop hop, Run run) {
        return hop.onLoop(
                        () ->
                                runs.sign(
                                        run.feed.key(),
                                        run.feed.revision(),
                                        run.holder,
                                        config.lease(),
                                        config.mostWaiting()))
                .chain(
                        sign ->
                                switch (sign) {
                                    case LOST -> done(run, End.LOST);
                                    case PAUSED -> done(run, End.PAUSED);
                                    case CHANGED -> done(run, End.CHANGED);
                                    case FULL -> later(FULL_WAIT);
                                    case GO_ON -> go(hop, run);
                                })
                .replaceWith(true);
    }

    private static Uni<Void> done(Run run, End end) {
        run.end = end;
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> later(Duration wait) {
        return wait.isZero()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(wait);
    }

    private Uni<Void> go(Hop hop, Run run) {
        Pieces pieces = run.pieces;
        if (pieces == null) {
            return next(hop, run);
        }
        Piece waiting = run.waiting.poll();
        return waiting != null
                ? offer(hop, run, waiting)
                : hop.onWorker(
                                Infrastructure.getDefaultWorkerPool(),
                                () -> Optional.ofNullable(pieces.next()))
                        .chain(
                                piece ->
                                        piece.isPresent()
                                                ? offer(hop, run, piece.get())
                                                : taken(hop, run));
    }

    private Uni<Void> next(Hop hop, Run run) {
        Wanted wanted = run.poll.next();
        if (wanted == null) {
            return done(run, End.COMPLETE);
        }
        return later(wanted.pause())
                .chain(() -> courier.fetch(hop, wanted, run.route))
                .chain(
                        fetched -> {
                            run.file = fetched instanceof Here here ? here.file() : null;
                            return hop.onWorker(
                                    Infrastructure.getDefaultWorkerPool(),
                                    () -> run.poll.came(fetched));
                        })
                .invoke(
                        pieces -> {
                            run.pieces = pieces;
                            count(run, 0, 0, run.poll.passedOver());
                        })
                .replaceWithVoid();
    }

    /// All of what was fetched is taken in: now the checkpoint may move.
    private Uni<Void> taken(Hop hop, Run run) {
        run.standing = run.standing.at(run.poll.marks(), words(run));
        return tidied(hop, run).chain(() -> report(hop, run));
    }

    /// Where nothing of what came was taken in, it was read no further than before.
    private static @Nullable String words(Run run) {
        return nothing(run) ? run.standing.words() : run.poll.words();
    }

    private static boolean nothing(Run run) {
        return run.records == 0 && (run.refused > 0 || run.poll.complaint() != null);
    }

    private Uni<Void> tidied(Hop hop, Run run) {
        Pieces pieces = run.pieces;
        Path file = run.file;
        run.pieces = null;
        run.file = null;
        run.waiting.clear();
        return pieces == null && file == null
                ? Uni.createFrom().voidItem()
                : hop.onWorker(
                        Infrastructure.getDefaultWorkerPool(),
                        () -> {
                            if (pieces != null) {
                                pieces.close();
                            }
                            if (file != null) {
                                Files.deleteIfExists(file);
                            }
                            return null;
                        });
    }

    /// Keeps how far the run is; says so at most every two seconds.
    private Uni<Void> report(Hop hop, Run run) {
        Instant now = now();
        boolean silent =
                !now.equals(run.startedAt)
                        && !run.reportedAt.equals(run.startedAt)
                        && now.isBefore(run.reportedAt.plus(BETWEEN_REPORTS));
        List<Outgoing> messages =
                silent
                        ? List.of()
                        : List.of(
                                Report.of(
                                        run.feed.key(),
                                        State.RUNNING,
                                        now,
                                        run.startedAt,
                                        run.standing,
                                        null,
                                        null));
        if (!silent) {
            run.reportedAt = now;
        }
        return hop.onLoop(() -> runs.reached(run.feed.key(), run.holder, run.standing, messages))
                .invoke(
                        mine -> {
                            if (!mine) {
                                run.end = End.LOST;
                            }
                        })
                .replaceWithVoid();
    }

    private Uni<Void> offer(Hop hop, Run run, Piece piece) {
        return hop.onWorker(Infrastructure.getDefaultWorkerPool(), piece::open)
                .chain(
                        body ->
                                acceptDocument
                                        .with(
                                                hop,
                                                offer(piece),
                                                run.sender,
                                                body,
                                                Arrival.by(Door.FEED))
                                        .onItemOrFailure()
                                        .call(
                                                (outcome, failure) ->
                                                        hop.onWorker(
                                                                Infrastructure
                                                                        .getDefaultWorkerPool(),
                                                                () -> closed(body))))
                .chain(outcome -> offered(run, piece, outcome));
    }

    private static boolean closed(InputStream body) throws IOException {
        body.close();
        return true;
    }

    private static Offer offer(Piece piece) {
        String feed = piece instanceof Whole whole ? whole.feed() : null;
        return new Offer(null, null, piece.format(), null, feed, null);
    }

    private Uni<Void> offered(Run run, Piece piece, Outcome outcome) {
        switch (outcome) {
            case Accepted accepted -> count(run, records(accepted.counts()), 0, 0);
            case SeenBefore seen -> count(run, 0, records(seen.counts()), 0);
            case Repeated repeated -> count(run, 0, 1, 0);
            case Rejected rejected -> {
                return refused(run, piece, rejected);
            }
        }
        return Uni.createFrom().voidItem();
    }

    private static void count(Run run, long accepted, long ignored, long refused) {
        run.standing = run.standing.counted(accepted, ignored, refused);
        run.records += accepted + ignored;
        run.refused += refused;
    }

    private static long records(Map<String, Long> counts) {
        return Math.max(1, counts.values().stream().mapToLong(Long::longValue).sum());
    }

    /// A record that can't be read must not take the others of its bundle along.
    private static Uni<Void> refused(Run run, Piece piece, Rejected rejected) {
        if (piece instanceof Bundle bundle && bundle.records().size() > 1) {
            List<Piece> halves = bundle.halves();
            halves.reversed().forEach(run.waiting::addFirst);
            return Uni.createFrom().voidItem();
        }
        boolean content = rejected.why() == Why.UNREADABLE || rejected.why() == Why.UNKNOWN_FORMAT;
        if (piece instanceof Whole whole && whole.ifRefused() == IfRefused.FAILS || !content) {
            count(run, 0, 0, 1);
            return Uni.createFrom()
                    .failure(new Unusable("what came can't be taken in: " + place(rejected)));
        }
        LOG.infof(
                "A record of the feed %s can't be read and is left out: %s",
                run.feed.key(), place(rejected));
        count(run, 0, 0, 1);
        return Uni.createFrom().voidItem();
    }

    private static String place(Rejected rejected) {
        return rejected.line() > 0
                ? rejected.detail()
                        + " (line "
                        + rejected.line()
                        + ", column "
                        + rejected.column()
                        + ")"
                : rejected.detail();
    }

    private Uni<Void> ended(Hop hop, Run run) {
        return switch (run.end) {
            case COMPLETE -> checked(hop, run).chain(() -> complete(hop, run));
            case PAUSED -> broken(hop, run, State.PAUSED);
            // it begins again at once, as it was saved
            case CHANGED -> broken(hop, run, State.RUNNING);
            case LOST -> {
                LOG.infof("Another instance reads the feed %s now.", run.feed.key());
                yield Uni.createFrom().voidItem();
            }
            case null -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> checked(Hop hop, Run run) {
        String feed = run.poll.checked();
        if (feed == null || (nothing(run) && run.standing.words() == null)) {
            return Uni.createFrom().voidItem();
        }
        Report.Checked checked =
                Report.Checked.of(ids.next(), feed, run.records, run.sender, now());
        return hop.onLoop(() -> submissions.keep(checked.submission(), checked.messages()));
    }

    private Uni<Void> complete(Hop hop, Run run) {
        Instant now = now();
        run.standing = run.standing.at(run.poll.marks(), words(run));
        Instant next = timetable.after(now, run.feed.everyMinutes());
        String complaint = complaint(run);
        if (complaint == null || !nothing(run)) {
            run.standing = run.standing.well(now);
        }
        LOG.infof(
                "Read the feed %s: %d records, %s",
                run.feed.key(), run.records, run.standing.words());
        return end(
                hop,
                run.feed,
                run.holder,
                run.startedAt,
                run.standing,
                next,
                complaint == null ? State.WELL : State.FAILING,
                complaint);
    }

    private static @Nullable String complaint(Run run) {
        return run.poll.complaint() == null && nothing(run) && run.standing.words() == null
                ? "nothing of what came can be taken in: " + run.refused + " refused"
                : run.poll.complaint();
    }

    private Uni<Void> broken(Hop hop, Run run, State state) {
        return end(hop, run.feed, run.holder, run.startedAt, run.standing, null, state, null);
    }

    private Uni<Void> fail(
            Hop hop,
            FeedSaved feed,
            UUID holder,
            Instant startedAt,
            Standing standing,
            Throwable failure) {
        Instant now = now();
        Duration retryAfter = failure instanceof FetchFailure fetch ? fetch.retryAfter() : null;
        Standing failed = standing.failed();
        Instant next = timetable.again(now, failed.failures(), retryAfter);
        String problem = problem(failure) + "; tried again at " + Words.minute(next);
        if (failure instanceof FetchFailure || failure instanceof Unusable) {
            LOG.warnf("The feed %s could not be read: %s", feed.key(), problem);
        } else {
            LOG.errorf(failure, "The feed %s could not be read: %s", feed.key(), problem);
        }
        return end(hop, feed, holder, startedAt, failed, next, State.FAILING, problem);
    }

    private static String problem(Throwable failure) {
        return switch (failure) {
            case FetchFailure fetch -> String.valueOf(fetch.getMessage());
            case Unusable unusable -> String.valueOf(unusable.getMessage());
            case TransientFailure passing -> "the database could not keep what came";
            default -> "reading it failed for a reason that is in the log of ingest-service";
        };
    }

    private Uni<Void> end(
            Hop hop,
            FeedSaved feed,
            UUID holder,
            Instant startedAt,
            Standing standing,
            @Nullable Instant nextAt,
            State state,
            @Nullable String problem) {
        return hop.onLoop(
                        () ->
                                runs.end(
                                        feed.key(),
                                        holder,
                                        standing,
                                        nextAt,
                                        problem,
                                        List.of(
                                                Report.of(
                                                        feed.key(),
                                                        state,
                                                        now(),
                                                        startedAt,
                                                        standing,
                                                        nextAt,
                                                        problem))))
                .replaceWithVoid();
    }
}
