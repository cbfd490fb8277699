package dev.plumbline.scoring.store;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.Event;
import dev.plumbline.events.EventType;
import dev.plumbline.events.Part;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// E of `S(E, t, k)`: every event ever applied, with its bytes. Rows are added and never changed.
///
/// The log is also the inbox of what it holds: an event that is in it has been applied.
@ApplicationScoped
public class EvidenceLog {
    private static final int PARTS_AT_ONCE = 20;
    private static final String COLUMNS =
            "event_id, type, source, said_at, correlation_id, submission, part_index, part_count, payload";

    /// Adds an event; `false` if it was there.
    public Uni<Boolean> append(Transaction transaction, LoggedEvent logged) {
        Envelope<?> envelope = logged.envelope();
        Part part = logged.part();
        return transaction
                .session()
                .createNativeQuery(
                        "insert into evidence_log ("
                                + COLUMNS
                                + """
                                ) values (:id, :type, :source, :saidAt, cast(:correlation as uuid),
                                    cast(:submission as uuid), :index, :count, :payload)
                                on conflict (event_id) do nothing
                                """)
                .setParameter("id", envelope.id())
                .setParameter("type", EventType.of(logged.event()).wireName())
                .setParameter("source", envelope.source())
                .setParameter("saidAt", envelope.time())
                .setParameter("correlation", envelope.correlationId())
                .setParameter("submission", logged.submission())
                .setParameter("index", part.index())
                .setParameter("count", part.count())
                .setParameter("payload", Payload.pack(logged.body()))
                .executeUpdate()
                .map(added -> added == 1);
    }

    /// Adds many events at once; the result are the ids of those that were not there.
    public Uni<Set<UUID>> appendAll(Transaction transaction, List<LoggedEvent> events) {
        int size = events.size();
        UUID[] id = new UUID[size];
        String[] type = new String[size];
        String[] source = new String[size];
        String[] saidAt = new String[size];
        @Nullable UUID[] correlation = new @Nullable UUID[size];
        @Nullable UUID[] submission = new @Nullable UUID[size];
        Integer[] index = new Integer[size];
        Integer[] count = new Integer[size];
        String[] payload = new String[size];
        for (int i = 0; i < size; i++) {
            LoggedEvent logged = events.get(i);
            Envelope<?> envelope = logged.envelope();
            id[i] = envelope.id();
            type[i] = EventType.of(logged.event()).wireName();
            source[i] = envelope.source();
            saidAt[i] = envelope.time().toString();
            correlation[i] = envelope.correlationId();
            submission[i] = logged.submission();
            index[i] = logged.part().index();
            count[i] = logged.part().count();
            payload[i] = Base64.getEncoder().encodeToString(Payload.pack(logged.body()));
        }
        return transaction
                .session()
                .createNativeQuery(
                        "insert into evidence_log ("
                                + COLUMNS
                                + """
                                )
                                select e.id, e.type, e.source, cast(e.said_at as timestamptz), e.correlation,
                                    e.submission, e.index, e.count, decode(e.payload, 'base64')
                                from unnest(cast(:id as uuid[]), cast(:type as text[]), cast(:source as text[]),
                                    cast(:saidAt as text[]), cast(:correlation as uuid[]),
                                    cast(:submission as uuid[]), cast(:index as int[]), cast(:count as int[]),
                                    cast(:payload as text[])) with ordinality
                                    as e(id, type, source, said_at, correlation, submission, index, count, payload,
                                        nth)
                                order by e.nth
                                on conflict (event_id) do nothing
                                returning event_id
                                """,
                        UUID.class)
                .setParameter("id", id)
                .setParameter("type", type)
                .setParameter("source", source)
                .setParameter("saidAt", saidAt)
                .setParameter("correlation", correlation)
                .setParameter("submission", submission)
                .setParameter("index", index)
                .setParameter("count", count)
                .setParameter("payload", payload)
                .getResultList()
                .map(ids -> ids.stream().collect(Collectors.toUnmodifiableSet()));
    }

    /// The next parts of a submission, by their number: a large one is not held as a whole.
    ///
    /// @param after number of the part before them; 0 for the first
    public Uni<List<LoggedEvent>> parts(Transaction transaction, UUID submission, int after) {
        return transaction
                .session()
                .createNativeQuery(
                        "select "
                                + COLUMNS
                                + " from evidence_log where submission = :submission and part_count > 1"
                                + " and part_index > :after order by part_index limit :limit",
                        Object[].class)
                .setParameter("submission", submission)
                .setParameter("after", after)
                .setParameter("limit", PARTS_AT_ONCE)
                .getResultList()
                .map(EvidenceLog::read);
    }

    /// What was said of products in few words, of each in the order in which it was applied.
    Uni<Map<String, List<LoggedEvent>>> statements(Transaction transaction, String[] products) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select s.product, l.event_id, l.type, l.source, l.said_at, l.correlation_id, l.submission,
                            l.part_index, l.part_count, l.payload
                        from statement s join evidence_log l on l.event_id = s.event_id
                        where s.product = any(cast(:products as text[]))
                        order by l.event_id
                        """,
                        Object[].class)
                .setParameter("products", products)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .collect(
                                                Collectors.groupingBy(
                                                        Row::text,
                                                        Collectors.mapping(
                                                                EvidenceLog::read,
                                                                Collectors.toList()))));
    }

    /// Notes that an event speaks of a product in few words, to be read whenever the product is
    /// assessed.
    public Uni<Void> addStatements(
            Transaction transaction, String product, Collection<UUID> eventIds) {
        if (eventIds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into statement (product, event_id)
                        select :product, e.id from unnest(cast(:ids as uuid[])) as e(id)
                        on conflict do nothing
                        """)
                .setParameter("product", product)
                .setParameter("ids", eventIds.toArray(UUID[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    static List<LoggedEvent> read(List<Object[]> rows) {
        List<LoggedEvent> events = new ArrayList<>(rows.size());
        for (Object[] columns : rows) {
            events.add(read(new Row(columns)));
        }
        return List.copyOf(events);
    }

    static LoggedEvent read(Row row) {
        UUID id = row.uuid();
        String typeName = row.text();
        EventType type =
                EventType.named(typeName)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "the log holds a type that this version does not know: "
                                                        + typeName));
        String source = row.text();
        var saidAt = row.instant();
        UUID correlation = row.uuidOrNull();
        row.skip(3);
        try {
            byte[] body = Payload.unpack(row.bytes());
            Event event = CloudEvents.read(type, body);
            return new LoggedEvent(
                    new Envelope<>(id, source, saidAt, correlation, null, event), body);
        } catch (IllegalStateException | UnreadableEvent e) {
            throw new IllegalStateException("event " + id + " of the log can't be read", e);
        }
    }
}
