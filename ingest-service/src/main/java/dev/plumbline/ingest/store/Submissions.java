package dev.plumbline.ingest.store;

import dev.plumbline.outbox.Inbox;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Keeps submissions and documents, each with what has to be said about it, in one transaction.
@ApplicationScoped
public class Submissions {
    private static final String CONSUMER = "submission";

    /// what a refused document counts at least, so that there are not endlessly many small ones
    private static final long LEAST_BYTES = 1024;

    /// The quota is looked at when a 32nd of it came since: a look reads all that is kept.
    private static final int LOOKS_PER_QUOTA = 32;

    private final Mutiny.SessionFactory sessions;
    private final UnitOfWork work;
    private final Outbox outbox;
    private final Inbox inbox;

    /// bytes of refused documents since the quota was looked at, which is at the first one, too
    private final AtomicLong refusedSince = new AtomicLong(Long.MAX_VALUE / 2);

    Submissions(Mutiny.SessionFactory sessions, UnitOfWork work, Outbox outbox, Inbox inbox) {
        this.sessions = sessions;
        this.work = work;
        this.outbox = outbox;
        this.inbox = inbox;
    }

    /// The accepted submission that brought these bytes first for this product and release, if
    /// there is one.
    public Uni<Optional<SeenSubmission>> seen(
            byte[] sha256, @Nullable String product, @Nullable String release) {
        return sessions.withSession(
                        session -> seen(Transaction.of(session), sha256, product, release))
                .onFailure()
                .transform(TransientFailure::classify);
    }

    private static Uni<Optional<SeenSubmission>> seen(
            Transaction transaction,
            byte[] sha256,
            @Nullable String product,
            @Nullable String release) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select id, format, tool, counts from submission
                        where sha256 = :sha256 and status = 'accepted'
                            and coalesce(product, '') = :product and coalesce(release, '') = :release
                        """,
                        Object[].class)
                .setParameter("sha256", sha256)
                .setParameter("product", product == null ? "" : product)
                .setParameter("release", release == null ? "" : release)
                .getSingleResultOrNull()
                .map(
                        row ->
                                row == null
                                        ? Optional.empty()
                                        : Optional.of(
                                                new SeenSubmission(
                                                        (UUID) row[0],
                                                        (String) row[1],
                                                        (String) row[2],
                                                        Counts.read((String) row[3]))));
    }

    /// Keeps a document, its submission and all that follows from it, or nothing of it.
    ///
    /// @param event what brought it; the second time, nothing is kept
    public Uni<Kept> keep(
            NewSubmission submission,
            NewDocument document,
            Supply<Outgoing> messages,
            @Nullable UUID event) {
        return work.run(
                transaction ->
                        // the event is remembered last: where the bytes were here before, the
                        // second attempt is told apart from the first
                        heard(transaction, event)
                                .chain(
                                        heard ->
                                                heard
                                                        ? Uni.createFrom().item(new Kept.Heard())
                                                        : keep(
                                                                transaction,
                                                                submission,
                                                                document,
                                                                messages,
                                                                event)));
    }

    private Uni<Kept> keep(
            Transaction transaction,
            NewSubmission submission,
            NewDocument document,
            Supply<Outgoing> messages,
            @Nullable UUID event) {
        return insert(transaction, submission)
                .chain(
                        inserted ->
                                inserted == 0
                                        ? seen(
                                                        transaction,
                                                        document.sha256(),
                                                        submission.product(),
                                                        submission.release())
                                                .map(Submissions::before)
                                        : keepBytes(transaction, document)
                                                .chain(() -> sayAll(transaction, messages))
                                                .chain(() -> first(transaction, event))
                                                .replaceWith(new Kept.Here()));
    }

    private static Kept before(Optional<SeenSubmission> other) {
        return new Kept.Before(
                other.orElseThrow(
                        () -> new IllegalStateException("what was in the way is gone again")));
    }

    /// What came of keeping a document.
    public sealed interface Kept {
        record Here() implements Kept {}

        /// The same bytes were accepted while these were read, and nothing was kept.
        record Before(SeenSubmission first) implements Kept {}

        /// The event that brought it was heard before, and nothing was kept.
        record Heard() implements Kept {}
    }

    /// Whether an event that brings documents was heard before.
    public Uni<Boolean> heard(UUID event) {
        return sessions.withSession(session -> heard(Transaction.of(session), event))
                .onFailure()
                .transform(TransientFailure::classify);
    }

    private static Uni<Boolean> heard(Transaction transaction, @Nullable UUID event) {
        return event == null
                ? Uni.createFrom().item(false)
                : transaction
                        .session()
                        .createNativeQuery(
                                "select count(*) from inbox where consumer = :consumer and event_id = :event",
                                Long.class)
                        .setParameter("consumer", CONSUMER)
                        .setParameter("event", event)
                        .getSingleResult()
                        .map(count -> count > 0);
    }

    private Uni<Boolean> first(Transaction transaction, @Nullable UUID event) {
        return event == null
                ? Uni.createFrom().item(true)
                : inbox.first(transaction, CONSUMER, event);
    }

    /// Keeps a submission that brings no new bytes, and what it says.
    public Uni<Void> keep(NewSubmission submission, List<Outgoing> messages) {
        return keep(submission, messages, Receipt.NONE);
    }

    /// @param receipt written with it
    public Uni<Void> keep(NewSubmission submission, List<Outgoing> messages, Receipt receipt) {
        return work.run(
                transaction ->
                        receipt.sign(transaction)
                                .chain(() -> keep(transaction, submission, messages)));
    }

    /// The same within a transaction that goes on.
    public Uni<Void> keep(
            Transaction transaction, NewSubmission submission, List<Outgoing> messages) {
        return insert(transaction, submission).chain(() -> outbox.add(transaction, messages));
    }

    /// Keeps a document, its submission and what it says within a transaction that goes on.
    public Uni<Kept> keep(
            Transaction transaction,
            NewSubmission submission,
            NewDocument document,
            List<Outgoing> messages) {
        return keep(transaction, submission, document, Supply.of(messages), null);
    }

    /// @param event what brought it
    /// @return whether it was kept: `false` if the event was heard before
    public Uni<Boolean> keep(
            NewSubmission submission, List<Outgoing> messages, @Nullable UUID event) {
        return once(
                event,
                transaction ->
                        insert(transaction, submission)
                                .chain(() -> outbox.add(transaction, messages)));
    }

    private Uni<Boolean> once(@Nullable UUID event, Function<Transaction, Uni<Void>> effect) {
        return work.run(
                transaction ->
                        first(transaction, event)
                                .chain(
                                        first ->
                                                first
                                                        ? effect.apply(transaction)
                                                                .replaceWith(true)
                                                        : Uni.createFrom().item(false)));
    }

    /// Keeps a refused document with its reason, and now and then lets go of the oldest ones beyond
    /// the quota.
    ///
    /// @param quotaBytes of all refused documents; a 32nd more may be kept for a while
    /// @param document `null` where there are no bytes to keep
    /// @param event what brought it
    /// @return whether it was kept: `false` if the event was heard before
    public Uni<Boolean> keepRefused(
            NewSubmission submission,
            @Nullable NewDocument document,
            List<Outgoing> messages,
            long quotaBytes,
            @Nullable UUID event) {
        return once(
                event,
                transaction ->
                        insert(transaction, submission)
                                .chain(
                                        () ->
                                                document == null
                                                        ? Uni.createFrom().voidItem()
                                                        : keepBytes(transaction, document))
                                .chain(() -> holdQuota(transaction, document, quotaBytes))
                                .chain(() -> outbox.add(transaction, messages)));
    }

    /// Marks an accepted submission of the product as withdrawn and says so.
    ///
    /// @return whether there was such a submission; if not, nothing was said
    public Uni<Boolean> retract(
            UUID retracted, String product, NewSubmission submission, List<Outgoing> messages) {
        return work.run(
                transaction ->
                        transaction
                                .session()
                                .createNativeQuery(
                                        """
                                        update submission set status = 'retracted'
                                        where id = :id and product = :product and status in ('accepted', 'seen_again')
                                        """)
                                .setParameter("id", retracted)
                                .setParameter("product", product)
                                .executeUpdate()
                                .chain(
                                        found ->
                                                found == 0
                                                        ? Uni.createFrom().item(false)
                                                        : insert(transaction, submission)
                                                                .chain(
                                                                        () ->
                                                                                outbox.add(
                                                                                        transaction,
                                                                                        messages))
                                                                .replaceWith(true)));
    }

    static Uni<Integer> insert(Transaction transaction, NewSubmission s) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into submission (id, status, product, release, format, tool, sha256, sender, trust,
                            observed_at, received_at, counts, reason, first_id)
                        values (:id, :status, cast(:product as text), cast(:release as text), cast(:format as text),
                            cast(:tool as text), cast(:sha256 as bytea), :sender, :trust,
                            :observedAt, :receivedAt, :counts, cast(:reason as text), cast(:first as uuid))
                        on conflict (sha256, coalesce(product, ''), coalesce(release, ''))
                            where status = 'accepted' and sha256 is not null do nothing
                        """)
                .setParameter("id", s.id())
                .setParameter("status", s.status().word())
                .setParameter("product", s.product())
                .setParameter("release", s.release())
                .setParameter("format", s.format())
                .setParameter("tool", s.tool())
                .setParameter("sha256", s.sha256())
                .setParameter("sender", s.sender())
                .setParameter("trust", s.trust())
                .setParameter("observedAt", s.observedAt())
                .setParameter("receivedAt", s.receivedAt())
                .setParameter("counts", Counts.write(s.counts()))
                .setParameter("reason", s.reason())
                .setParameter("first", s.first())
                .executeUpdate();
    }

    /// The same bytes are kept once, whoever sent them.
    private static Uni<Void> keepBytes(Transaction transaction, NewDocument document) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into document (sha256, size_bytes, stored_bytes)
                        values (:sha256, :size, :stored) on conflict do nothing
                        """)
                .setParameter("sha256", document.sha256())
                .setParameter("size", document.sizeBytes())
                .setParameter("stored", document.storedBytes())
                .executeUpdate()
                .chain(
                        inserted ->
                                inserted == 0
                                        ? Uni.createFrom().voidItem()
                                        : keepPieces(transaction, document));
    }

    private static Uni<Void> keepPieces(Transaction transaction, NewDocument document) {
        int[] nth = {0};
        return document.zstd()
                .all()
                .onItem()
                .transformToUniAndConcatenate(
                        pieces ->
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                "insert into document_chunk (sha256, nth, bytes) values (:sha256, :nth, :bytes)")
                                        .setParameter("sha256", document.sha256())
                                        .setParameter("nth", nth[0]++)
                                        .setParameter("bytes", pieces.getFirst())
                                        .executeUpdate())
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> sayAll(Transaction transaction, Supply<Outgoing> messages) {
        return messages.all()
                .onItem()
                .transformToUniAndConcatenate(batch -> outbox.add(transaction, batch))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Integer> holdQuota(
            Transaction transaction, @Nullable NewDocument document, long quotaBytes) {
        long bytes = document == null ? LEAST_BYTES : Math.max(document.storedBytes(), LEAST_BYTES);
        if (refusedSince.addAndGet(bytes) < quotaBytes / LOOKS_PER_QUOTA) {
            return Uni.createFrom().item(0);
        }
        refusedSince.set(0);
        return forgetRefused(transaction, quotaBytes);
    }

    private static Uni<Integer> forgetRefused(Transaction transaction, long quotaBytes) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        with kept as (
                            select s.id, s.sha256, sum(greatest(d.stored_bytes, :least))
                                over (order by s.received_at desc, s.id desc) as bytes
                            from submission s left join document d on d.sha256 = s.sha256
                            where s.status = 'refused'
                        ), gone as (
                            delete from submission s using kept k
                            where s.id = k.id and k.bytes > :quota returning s.id, s.sha256
                        )
                        delete from document d using gone g
                        where d.sha256 = g.sha256 and not exists (
                            select 1 from submission s
                            where s.sha256 = d.sha256 and s.id not in (select id from gone))
                        """)
                .setParameter("quota", quotaBytes)
                .setParameter("least", LEAST_BYTES)
                .executeUpdate();
    }
}
