package dev.plumbline.ingest.store;

import dev.plumbline.outbox.Inbox;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Keeps parts of documents until all are here.
@ApplicationScoped
public class StagedDocuments {
    private static final String CONSUMER = "submission-part";

    private final Mutiny.SessionFactory sessions;
    private final UnitOfWork work;
    private final Inbox inbox;
    private final Outbox outbox;

    StagedDocuments(Mutiny.SessionFactory sessions, UnitOfWork work, Inbox inbox, Outbox outbox) {
        this.sessions = sessions;
        this.work = work;
        this.inbox = inbox;
        this.outbox = outbox;
    }

    /// A document that waits for parts.
    ///
    /// @param name what its sender calls it; unique for the sender
    /// @param here how many parts have come
    public record Row(
            UUID id,
            String sender,
            String name,
            int parts,
            byte[] sha256,
            @Nullable String product,
            @Nullable String release,
            int here) {

        public boolean isComplete() {
            return here == parts;
        }

        Row withOneMore() {
            return new Row(id, sender, name, parts, sha256, product, release, here + 1);
        }

        /// Whether a part that says this of its document belongs to it.
        boolean agreesWith(Row other) {
            return parts == other.parts
                    && Arrays.equals(sha256, other.sha256)
                    && Objects.equals(product, other.product)
                    && Objects.equals(release, other.release);
        }
    }

    /// What came of a part.
    public sealed interface Put {
        /// It was kept, or was here before.
        record Here(Row document) implements Put {}

        /// It says of its document what the parts before it do not.
        record Disagrees() implements Put {}

        record OverQuota() implements Put {}

        /// It came before, and its document is done.
        record Gone() implements Put {}
    }

    /// Keeps a part, once. The row of its document is locked, so that of parts that come at the
    /// same time one sees that all are here.
    ///
    /// @param document as this part describes it; it is begun if it is not there
    /// @param quota how many bytes may wait, all together
    /// @param begun what is said when it begins
    public Uni<Put> put(
            Row document, int nth, byte[] bytes, UUID event, long quota, List<Outgoing> begun) {
        return work.run(
                transaction ->
                        begin(transaction, document)
                                .chain(() -> find(transaction, document))
                                .chain(
                                        found ->
                                                found.here() == 0
                                                        ? first(
                                                                transaction,
                                                                found,
                                                                nth,
                                                                bytes,
                                                                event,
                                                                quota,
                                                                begun)
                                                        : another(
                                                                transaction,
                                                                document,
                                                                found,
                                                                nth,
                                                                bytes,
                                                                quota))
                                .call(
                                        put ->
                                                put instanceof Put.Here
                                                        ? inbox.first(transaction, CONSUMER, event)
                                                        : undo(transaction, document.id())));
    }

    /// Whoever comes second waits here until the first has committed.
    private static Uni<Integer> begin(Transaction transaction, Row document) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into staged_document (id, sender, name, parts, sha256, product, release, began_at)
                        values (:id, :sender, :name, :parts, :sha256, cast(:product as text),
                            cast(:release as text), now())
                        on conflict (sender, name) do nothing
                        """)
                .setParameter("id", document.id())
                .setParameter("sender", document.sender())
                .setParameter("name", document.name())
                .setParameter("parts", document.parts())
                .setParameter("sha256", document.sha256())
                .setParameter("product", document.product())
                .setParameter("release", document.release())
                .executeUpdate();
    }

    /// What this part has begun and can't go on with.
    private static Uni<Boolean> undo(Transaction transaction, UUID document) {
        return transaction
                .session()
                .createNativeQuery("delete from staged_document where id = :id and parts_here = 0")
                .setParameter("id", document)
                .executeUpdate()
                .map(gone -> gone > 0);
    }

    private static Uni<Put> item(Put put) {
        return Uni.createFrom().item(put);
    }

    private static Uni<Row> find(Transaction transaction, Row wanted) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select id, sender, name, parts, sha256, product, release, parts_here
                        from staged_document where sender = :sender and name = :name for update
                        """,
                        Object[].class)
                .setParameter("sender", wanted.sender())
                .setParameter("name", wanted.name())
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(StagedDocuments::goneMeanwhile)
                .map(StagedDocuments::row);
    }

    private static TransientFailure goneMeanwhile() {
        return new TransientFailure(
                "the document ended while its part came",
                Duration.ofMillis(200),
                new IllegalStateException("no row"));
    }

    private static Row row(Object[] row) {
        return new Row(
                (UUID) row[0],
                (String) row[1],
                (String) row[2],
                (Integer) row[3],
                (byte[]) row[4],
                (String) row[5],
                (String) row[6],
                (Integer) row[7]);
    }

    private static Uni<Put> another(
            Transaction transaction, Row described, Row found, int nth, byte[] bytes, long quota) {
        if (!found.agreesWith(described)) {
            return item(new Put.Disagrees());
        }
        return number(
                        transaction
                                .session()
                                .createNativeQuery(
                                        "select count(*) from staged_part where document = :id and nth = :nth",
                                        Long.class)
                                .setParameter("id", found.id())
                                .setParameter("nth", nth))
                .chain(
                        count ->
                                count > 0
                                        ? item(new Put.Here(found))
                                        : kept(transaction, found, nth, bytes, quota));
    }

    private Uni<Put> first(
            Transaction transaction,
            Row document,
            int nth,
            byte[] bytes,
            UUID event,
            long quota,
            List<Outgoing> begun) {
        return number(
                        transaction
                                .session()
                                .createNativeQuery(
                                        "select count(*) from inbox where consumer = :consumer and event_id = :event",
                                        Long.class)
                                .setParameter("consumer", CONSUMER)
                                .setParameter("event", event))
                .chain(
                        heard ->
                                heard > 0
                                        ? item(new Put.Gone())
                                        : kept(transaction, document, nth, bytes, quota)
                                                .call(
                                                        put ->
                                                                put instanceof Put.Here
                                                                        ? outbox.add(
                                                                                transaction, begun)
                                                                        : Uni.createFrom()
                                                                                .voidItem()));
    }

    private static Uni<Put> kept(
            Transaction transaction, Row document, int nth, byte[] bytes, long quota) {
        return number(
                        transaction
                                .session()
                                .createNativeQuery(
                                        "select cast(coalesce(sum(bytes_here), 0) as bigint) from staged_document",
                                        Long.class))
                .chain(
                        waiting ->
                                waiting + bytes.length > quota
                                        ? item(new Put.OverQuota())
                                        : insert(transaction, document, nth, bytes)
                                                .replaceWith(new Put.Here(document.withOneMore())));
    }

    private static Uni<Integer> insert(
            Transaction transaction, Row document, int nth, byte[] bytes) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update staged_document
                        set parts_here = parts_here + 1, bytes_here = bytes_here + :size
                        where id = :id
                        """)
                .setParameter("id", document.id())
                .setParameter("size", (long) bytes.length)
                .executeUpdate()
                .chain(
                        () ->
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                "insert into staged_part (document, nth, bytes) values (:id, :nth, :bytes)")
                                        .setParameter("id", document.id())
                                        .setParameter("nth", nth)
                                        .setParameter("bytes", bytes)
                                        .executeUpdate());
    }

    private static Uni<Long> number(Mutiny.SelectionQuery<Long> query) {
        return query.getSingleResult();
    }

    /// The bytes of one part.
    public Uni<byte[]> part(UUID document, int nth) {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                "select bytes from staged_part where document = :id and nth = :nth",
                                                byte[].class)
                                        .setParameter("id", document)
                                        .setParameter("nth", nth)
                                        .getSingleResult())
                .onFailure()
                .transform(TransientFailure::classify);
    }

    /// Lets go of a document whose parts have been put together.
    public Uni<Void> forget(UUID document) {
        return work.run(transaction -> forget(transaction, document)).replaceWithVoid();
    }

    private static Uni<Integer> forget(Transaction transaction, UUID document) {
        return transaction
                .session()
                .createNativeQuery("delete from staged_document where id = :id")
                .setParameter("id", document)
                .executeUpdate();
    }

    /// Lets go of a document and writes down that it was refused.
    public Uni<Void> refuse(UUID document, NewSubmission refusal, List<Outgoing> messages) {
        return work.run(
                transaction ->
                        forget(transaction, document)
                                .chain(
                                        gone ->
                                                gone == 0
                                                        ? Uni.createFrom().voidItem()
                                                        : Submissions.insert(transaction, refusal)
                                                                .chain(
                                                                        () ->
                                                                                outbox.add(
                                                                                        transaction,
                                                                                        messages))));
    }

    /// The oldest documents that began before an instant and are not whole. One that is whole is
    /// being taken in; a day later it can't be any more.
    public Uni<List<Row>> begunBefore(Instant limit, int atMost) {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                """
                                                select id, sender, name, parts, sha256, product, release, parts_here
                                                from staged_document
                                                where began_at < cast(:limit as timestamptz) and (parts_here < parts
                                                    or began_at < cast(:limit as timestamptz) - interval '1 day')
                                                order by began_at limit :most
                                                """,
                                                Object[].class)
                                        .setParameter("limit", limit)
                                        .setParameter("most", atMost)
                                        .getResultList())
                .map(rows -> rows.stream().map(StagedDocuments::row).toList())
                .onFailure()
                .transform(TransientFailure::classify);
    }

    /// How many documents wait for parts, and how many bytes of them are here.
    public record Waiting(long documents, long bytes) {}

    public Uni<Waiting> waiting() {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                "select count(*), cast(coalesce(sum(bytes_here), 0) as bigint) from staged_document",
                                                Object[].class)
                                        .getSingleResult())
                .map(row -> new Waiting((Long) row[0], (Long) row[1]))
                .onFailure()
                .transform(TransientFailure::classify);
    }
}
