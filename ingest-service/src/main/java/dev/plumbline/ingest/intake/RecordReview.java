package dev.plumbline.ingest.intake;

import com.github.luben.zstd.Zstd;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.forge.ForgeEvent.Merged;
import dev.plumbline.ingest.source.forge.ForgeEvent.OfReview;
import dev.plumbline.ingest.source.forge.ForgeEvent.Pushed;
import dev.plumbline.ingest.source.forge.ForgeEvent.Reviewed;
import dev.plumbline.ingest.source.forge.ForgeEvent.Verdict;
import dev.plumbline.ingest.source.forge.ReviewStatistics;
import dev.plumbline.ingest.source.vcs.VcsSource;
import dev.plumbline.ingest.store.HookReviews;
import dev.plumbline.ingest.store.HookReviews.Counted;
import dev.plumbline.ingest.store.NewDocument;
import dev.plumbline.ingest.store.Receipt;
import dev.plumbline.ingest.store.Submissions;
import dev.plumbline.ingest.store.Submissions.Kept;
import dev.plumbline.ingest.store.Supply;
import dev.plumbline.outbox.EventIds;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Counts how changes get into the default branch of a repository, and says so when the count of
/// the last 90 days changes, as the answer that statistics of a forge would give.
///
/// One push is one change. It was reviewed if it came through a pull request that somebody else
/// than its author approved. The counted document is kept, so that the answer can be traced to it.
@ApplicationScoped
public class RecordReview {
    /// How far back changes count.
    public static final Duration PERIOD = Duration.ofDays(90);

    private final HookReviews reviews;
    private final Submissions submissions;
    private final Admission admission;
    private final UnitOfWork work;
    private final IntakeMeters meters;
    private final Clock clock;
    private final EventIds ids;
    private final VcsSource statistics = new VcsSource();

    RecordReview(
            HookReviews reviews,
            Submissions submissions,
            Admission admission,
            UnitOfWork work,
            IntakeMeters meters,
            Clock clock) {
        this.reviews = reviews;
        this.submissions = submissions;
        this.admission = admission;
        this.work = work;
        this.meters = meters;
        this.clock = clock;
        this.ids = new EventIds(clock, new SecureRandom());
    }

    /// @param forge such as `GitHub`
    /// @param receivedAt when the delivery came, which may have waited since
    public record Place(
            String hook, String forge, String product, Sender sender, Instant receivedAt) {}

    /// Must be called on the event loop of a request. Empty if it was noted and changes no figure.
    public Uni<Optional<Outcome>> with(OfReview event, Place place, Receipt receipt) {
        return admission
                .of(Hop.here(), place.product())
                .chain(
                        standing -> {
                            Rejected closed = Rejected.of(standing, place.product());
                            return closed != null
                                    ? Uni.createFrom().item(Optional.<Outcome>of(closed))
                                    : keep(event, place, receipt);
                        })
                .invoke(outcome -> outcome.ifPresent(ended -> meters.ended(Door.WEBHOOK, ended)));
    }

    private Uni<Optional<Outcome>> keep(OfReview event, Place place, Receipt receipt) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return work.run(
                tx ->
                        receipt.sign(tx)
                                .chain(() -> note(tx, event, place, now.minus(PERIOD)))
                                .chain(
                                        counted ->
                                                counted.isEmpty()
                                                        ? Uni.createFrom()
                                                                .item(Optional.<Outcome>empty())
                                                        : say(
                                                                tx,
                                                                event,
                                                                place,
                                                                counted.get(),
                                                                now)));
    }

    private Uni<Optional<Counted>> note(Transaction tx, OfReview event, Place place, Instant from) {
        return switch (event) {
            case Pushed push ->
                    reviews.push(
                            tx,
                            place.hook(),
                            push.repository(),
                            push.sha(),
                            push.pull(),
                            place.receivedAt(),
                            from);
            case Merged merge ->
                    reviews.merge(
                            tx,
                            place.hook(),
                            merge.repository(),
                            merge.sha(),
                            merge.pull(),
                            merge.author(),
                            place.receivedAt(),
                            from);
            case Reviewed review ->
                    reviews.review(
                            tx,
                            place.hook(),
                            review.repository(),
                            review.pull(),
                            review.reviewer(),
                            review.author(),
                            review.verdict() == Verdict.APPROVED,
                            review.at() == null ? place.receivedAt() : review.at(),
                            from);
        };
    }

    private Uni<Optional<Outcome>> say(
            Transaction tx, OfReview event, Place place, Counted counted, Instant now) {
        byte[] document =
                new ReviewStatistics(
                                event.page(),
                                "webhooks of " + place.forge(),
                                day(counted.since()),
                                day(now),
                                counted.merged(),
                                counted.reviewed(),
                                counted.pushed())
                        .document();
        byte[] sha256 = sha256(document);
        return switch (parsed(document)) {
            case Malformed malformed ->
                    Uni.createFrom()
                            .failure(
                                    new IllegalStateException(
                                            "statistics of our own can't be read: "
                                                    + malformed.reason()));
            case Parsed parsed -> {
                Gathered gathered =
                        new Gathered(
                                ids.next(),
                                place.product(),
                                null,
                                place.sender(),
                                now,
                                parsed.document(),
                                sha256);
                byte[] zstd = Zstd.compress(document);
                List<Outgoing> messages = gathered.messages(clock.instant());
                yield submissions
                        .keep(
                                tx,
                                gathered.row(),
                                new NewDocument(
                                        sha256,
                                        document.length,
                                        zstd.length,
                                        Supply.of(List.of(zstd))),
                                messages)
                        .chain(
                                kept ->
                                        kept instanceof Kept.Here
                                                ? Uni.createFrom().voidItem()
                                                // the counts went back to what they were today
                                                : submissions.keep(
                                                        tx,
                                                        gathered.rowWithoutDocument(),
                                                        messages))
                        .replaceWith(Optional.<Outcome>of(gathered.accepted()));
            }
        };
    }

    private ParseResult parsed(byte[] document) {
        try {
            return statistics.parse(Content.of(document));
        } catch (IOException e) {
            throw new IllegalStateException("memory can't fail", e);
        }
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
