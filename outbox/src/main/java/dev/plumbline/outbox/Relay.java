package dev.plumbline.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Sends what lies in the outbox, in the order of writing, and deletes what the broker
/// acknowledged.
///
/// A round is one transaction: take the advisory lock of the schema, read the oldest rows, send
/// them, delete them, commit. Where the broker does not acknowledge, nothing is deleted and the
/// round is tried again, so a message is sent at least once and no message overtakes an earlier
/// one. The lock lets one relay run at a time, however many instances the service has. A message
/// that the broker will never take (too large) stays in its row with the reason; the gauge
/// `plumbline.outbox.stuck` counts such rows.
///
/// Rounds follow each other with a short pause, in which messages gather. A deletion need not be on
/// disk when its round ends: a row that a crash of the database brings back is sent a second time.
@ApplicationScoped
public class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration ANOTHER_RELAY_WORKS = Duration.ofMillis(50);
    private static final Duration GATHER = Duration.ofMillis(25);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    private static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
    private static final ObjectMapper HEADERS = new ObjectMapper();
    private static final TypeReference<Map<String, String>> HEADER_MAP = new TypeReference<>() {};

    private final Mutiny.SessionFactory sessions;
    private final OutboxConfig config;
    private final Vertx vertx;
    private final Map<String, Object> kafka;
    private final MeterRegistry meters;
    private final AtomicInteger wanted = new AtomicInteger();
    private volatile @Nullable Context context;
    private volatile @Nullable KafkaProducer<String, byte[]> producer;
    private volatile boolean away;
    private volatile Backlog backlog = Backlog.EMPTY;

    Relay(
            Mutiny.SessionFactory sessions,
            OutboxConfig config,
            Vertx vertx,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry meters) {
        this.sessions = sessions;
        this.config = config;
        this.vertx = vertx;
        this.kafka = kafka;
        this.meters = meters;
    }

    /// What waits: how many messages, since when, and how many will never go.
    private record Backlog(long messages, double ageSeconds, long stuck) {
        static final Backlog EMPTY = new Backlog(0, 0, 0);
    }

    /// @param upTo bytes of the bodies of the round, up to this one
    private record Message(
            long seq, String topic, String key, String headers, String body, long upTo) {}

    private enum Round {
        EMPTIED,
        MORE_WAITS,
        ANOTHER_RELAY_WORKS
    }

    void start(@Observes StartupEvent started) {
        producer = new KafkaProducer<>(producerConfig());
        context = vertx.getOrCreateContext();
        meters.gauge("plumbline.outbox.messages", this, relay -> relay.backlog.messages());
        meters.gauge("plumbline.outbox.age.seconds", this, relay -> relay.backlog.ageSeconds());
        meters.gauge("plumbline.outbox.stuck", this, relay -> relay.backlog.stuck());
        vertx.setPeriodic(POLL.toMillis(), tick -> onContext(this::poll));
        vertx.setPeriodic(FORGET_EVERY.toMillis(), tick -> onContext(this::forget));
        // consumers may have run before this, and their wake found no context to run a round on
        wanted.incrementAndGet();
        onContext(this::round);
    }

    void stop(@Observes ShutdownEvent stopping) {
        context = null;
        KafkaProducer<String, byte[]> open = producer;
        if (open != null) {
            open.close(Duration.ofSeconds(5));
        }
    }

    /// Says that there is something to send. Costs nothing when a round is under way: it looks
    /// again before it ends.
    public void wake() {
        if (wanted.getAndIncrement() == 0) {
            onContext(this::round);
        }
    }

    /// Every piece of work has a context of its own: sessions hang on contexts, and a round must
    /// never meet the session of whoever woke it.
    private void onContext(Runnable work) {
        Context root = context;
        if (root != null) {
            Context own = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(root));
            VertxContextSafetyToggle.setContextSafe(own, true);
            own.runOnContext(ignored -> work.run());
        }
    }

    private void round() {
        int seen = wanted.get();
        Uni.createFrom()
                .deferred(() -> sessions.withTransaction(this::sendOldest))
                .onFailure(Unsendable.class)
                .recoverWithUni(this::park)
                .subscribe()
                .with(done -> ended(done, seen), this::failed);
    }

    private void ended(Round done, int seen) {
        if (away) {
            away = false;
            LOG.info("The outbox is being sent again.");
        }
        switch (done) {
            case MORE_WAITS -> onContext(this::round);
            case ANOTHER_RELAY_WORKS ->
                    vertx.setTimer(ANOTHER_RELAY_WORKS.toMillis(), timer -> onContext(this::round));
            case EMPTIED -> {
                if (!wanted.compareAndSet(seen, 0)) {
                    vertx.setTimer(GATHER.toMillis(), timer -> onContext(this::round));
                }
            }
        }
    }

    private void failed(Throwable failure) {
        wanted.set(0);
        if (!away) {
            away = true;
            LOG.warnf(
                    failure,
                    "The outbox can't be sent. Nothing is lost: messages wait in the database and leave when"
                            + " database and broker are both back. Check the broker at %s.",
                    kafka.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
        }
    }

    private Uni<Round> sendOldest(Mutiny.Session session) {
        return session.createNativeQuery(
                        """
                        select pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.outbox', 0)),
                            set_config('synchronous_commit', 'off', true)
                        """,
                        Object[].class)
                .getSingleResult()
                .chain(
                        row ->
                                (Boolean) row[0]
                                        ? readOldest(session)
                                                .chain(messages -> send(session, messages))
                                        : Uni.createFrom().item(Round.ANOTHER_RELAY_WORKS));
    }

    private Uni<List<Message>> readOldest(Mutiny.Session session) {
        return session.createNativeQuery(
                        """
                        select n.seq, n.topic, n.key, n.headers, n.body, n.up_to
                        from (
                            select w.seq, w.topic, w.key, w.headers, w.body,
                                cast(sum(octet_length(w.body)) over (order by w.seq) as bigint) as up_to
                            from (
                                select seq, topic, key, headers, body from outbox
                                where failure is null order by seq limit :batch) w) n
                        where n.up_to - octet_length(n.body) < :bytes
                        order by n.seq
                        """,
                        Object[].class)
                .setParameter("batch", config.batch())
                .setParameter("bytes", config.batchBytes())
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(
                                                row ->
                                                        new Message(
                                                                (Long) row[0],
                                                                (String) row[1],
                                                                (String) row[2],
                                                                (String) row[3],
                                                                (String) row[4],
                                                                (Long) row[5]))
                                        .toList());
    }

    /// By their places: a join with the query that found them would be planned as if the outbox
    /// were empty, which it is whenever its statistics are taken.
    private static Uni<Void> delete(Mutiny.Session session, List<Message> sent) {
        return session.createNativeQuery(
                        "delete from outbox where seq = any(cast(:seqs as bigint[]))")
                .setParameter("seqs", sent.stream().map(Message::seq).toArray(Long[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private Uni<Round> send(Mutiny.Session session, List<Message> messages) {
        if (messages.isEmpty()) {
            return Uni.createFrom().item(Round.EMPTIED);
        }
        Context current = Objects.requireNonNull(Vertx.currentContext(), "not on a context");
        return Uni.createFrom()
                .completionStage(
                        () ->
                                current.executeBlocking(() -> sendBlocking(messages))
                                        .toCompletionStage())
                .chain(() -> delete(session, messages))
                .replaceWith(emptied(messages) ? Round.EMPTIED : Round.MORE_WAITS);
    }

    /// Less than a full load: what came since then has woken us again.
    private boolean emptied(List<Message> sent) {
        return sent.size() < config.batch() && sent.getLast().upTo() < config.batchBytes();
    }

    private int sendBlocking(List<Message> messages)
            throws InterruptedException, TimeoutException, Unsendable, ExecutionException {
        KafkaProducer<String, byte[]> open = Objects.requireNonNull(producer, "not started");
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(messages.size());
        for (Message message : messages) {
            acknowledgements.add(open.send(toRecord(message)));
        }
        Map<Long, String> unsendable = new HashMap<>();
        long deadline = System.nanoTime() + config.acknowledgeWithin().toNanos();
        for (int i = 0; i < messages.size(); i++) {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                acknowledgements.get(i).get(left, TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RecordTooLargeException
                        || e.getCause() instanceof InvalidTopicException) {
                    unsendable.put(messages.get(i).seq(), e.getCause().toString());
                } else {
                    throw e;
                }
            }
        }
        if (!unsendable.isEmpty()) {
            throw new Unsendable(unsendable);
        }
        return messages.size();
    }

    private static ProducerRecord<String, byte[]> toRecord(Message message) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        message.topic(),
                        message.key(),
                        message.body().getBytes(StandardCharsets.UTF_8));
        headers(message.headers())
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static Map<String, String> headers(String json) {
        try {
            return HEADERS.readValue(json, HEADER_MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the outbox holds headers that are no JSON", e);
        }
    }

    /// Sets aside what the broker will never take, so that the rest can go. The round was rolled
    /// back before.
    private Uni<Round> park(Throwable failure) {
        Map<Long, String> reasons = ((Unsendable) failure).reasons;
        LOG.errorf(
                "%d messages can never be sent and stay in the outbox with the reason: %s. Raise the broker's"
                        + " message.max.bytes, then set their failure to null.",
                reasons.size(), reasons);
        List<Long> seqs = List.copyOf(reasons.keySet());
        return sessions.withTransaction(
                        session ->
                                session.createNativeQuery(
                                                """
                                                update outbox set failure = u.failure
                                                from unnest(cast(:seq as bigint[]), cast(:failure as text[]))
                                                    as u(seq, failure)
                                                where outbox.seq = u.seq
                                                """)
                                        .setParameter("seq", seqs.toArray(Long[]::new))
                                        .setParameter(
                                                "failure",
                                                seqs.stream()
                                                        .map(reasons::get)
                                                        .toArray(String[]::new))
                                        .executeUpdate())
                .replaceWith(Round.MORE_WAITS);
    }

    private void poll() {
        sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                """
                                                select count(*),
                                                    cast(coalesce(extract(epoch from now() - min(created_at)), 0)
                                                        as double precision),
                                                    count(failure)
                                                from (select created_at, failure from outbox order by seq limit 100000)
                                                """,
                                                Object[].class)
                                        .getSingleResult())
                .subscribe()
                .with(
                        row -> {
                            backlog = new Backlog((Long) row[0], (Double) row[1], (Long) row[2]);
                            if (backlog.messages() > backlog.stuck()) {
                                wake();
                            }
                        },
                        this::failed);
    }

    private void forget() {
        sessions.withTransaction(
                        session ->
                                session.createNativeQuery(
                                                """
                                                delete from inbox
                                                where at < now() - make_interval(secs => cast(:seconds as float8))
                                                """)
                                        .setParameter(
                                                "seconds", (double) config.remember().toSeconds())
                                        .executeUpdate())
                .subscribe()
                .with(gone -> LOG.debugf("The inbox forgot %d old events.", gone), this::failed);
    }

    private Map<String, Object> producerConfig() {
        Map<String, Object> settings = new HashMap<>();
        kafka.forEach(
                (name, value) -> {
                    if (ProducerConfig.configNames().contains(name)) {
                        settings.put(name, value);
                    }
                });
        int acknowledge = Math.toIntExact(config.acknowledgeWithin().toMillis());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // before compression; what the broker takes after it is the broker's to say
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_MESSAGE_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, acknowledge);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, acknowledge / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, acknowledge);
        return settings;
    }

    /// The broker will never take these messages; the reasons by their place in the outbox.
    private static final class Unsendable extends Exception {
        private final Map<Long, String> reasons;

        Unsendable(Map<Long, String> reasons) {
            super(reasons.toString());
            this.reasons = Map.copyOf(reasons);
        }
    }
}
