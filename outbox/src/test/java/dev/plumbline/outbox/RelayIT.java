package dev.plumbline.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.plumbline.events.AssessmentRequested;
import dev.plumbline.events.CatalogChange.UnitSaved;
import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.Topics;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
class RelayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject UnitOfWork unitOfWork;
    @Inject Outbox outbox;
    @Inject Inbox inbox;
    @Inject DataSource database;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    private final String product = "product-" + UUID.randomUUID();
    private KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka.get("bootstrap.servers"),
                                ConsumerConfig.GROUP_ID_CONFIG,
                                UUID.randomUUID().toString(),
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.ASSESS, Topics.CATALOG));
    }

    @AfterEach
    void hangUp() {
        consumer.close();
    }

    @Test
    void shouldSendInTheOrderOfWritingAndLeaveNothingBehind() {
        // Given
        UUID submission = UUID.randomUUID();
        List<Outgoing> numbered =
                IntStream.range(0, 2_500)
                        .<Outgoing>mapToObj(
                                i ->
                                        new Outgoing(
                                                Topics.CATALOG,
                                                product,
                                                new UnitSaved(product, i, false, "näme " + i),
                                                submission))
                        .toList();

        // When
        unitOfWork.run(tx -> outbox.add(tx, numbered)).await().atMost(PATIENCE);

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard()).hasSize(2_500));
        assertThat(heard().stream().map(RelayIT::revision))
                .containsExactlyElementsOf(IntStream.range(0, 2_500).boxed().toList());
        assertThat(headers(heard().getFirst()))
                .containsEntry("ce_source", "/outbox-test")
                .containsEntry("ce_correlationid", submission.toString());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("outbox")).isZero());
    }

    @Test
    void shouldSayNothingThatWasRolledBack() {
        // Given
        Outgoing message =
                new Outgoing(Topics.ASSESS, product, new AssessmentRequested(product), null);
        UUID event = UUID.randomUUID();

        // When
        assertThatThrownBy(
                        () ->
                                unitOfWork
                                        .run(
                                                tx ->
                                                        inbox.first(tx, "test", event)
                                                                .chain(
                                                                        () ->
                                                                                outbox.add(
                                                                                        tx,
                                                                                        List.of(
                                                                                                message)))
                                                                .chain(
                                                                        () ->
                                                                                Uni.createFrom()
                                                                                        .failure(
                                                                                                new IllegalStateException(
                                                                                                        "no"))))
                                        .await()
                                        .atMost(PATIENCE))
                .isInstanceOf(IllegalStateException.class);

        // Then
        assertThat(count("outbox")).isZero();
        assertThat(unitOfWork.run(tx -> inbox.first(tx, "test", event)).await().atMost(PATIENCE))
                .isTrue();
    }

    @Test
    void shouldKnowAnEventThatItHasSeen() {
        // Given
        UUID seen = UUID.randomUUID();
        UUID fresh = UUID.randomUUID();
        unitOfWork.run(tx -> inbox.first(tx, "test", seen)).await().atMost(PATIENCE);

        // When
        Boolean again =
                unitOfWork.run(tx -> inbox.first(tx, "test", seen)).await().atMost(PATIENCE);
        Set<UUID> firsts =
                unitOfWork
                        .run(tx -> inbox.firsts(tx, "test", List.of(seen, fresh, fresh)))
                        .await()
                        .atMost(PATIENCE);

        // Then
        assertThat(again).isFalse();
        assertThat(firsts).containsExactly(fresh);
    }

    @Test
    void shouldSetAsideWhatTheBrokerWillNeverTakeAndSendTheRest() {
        // Given
        // letters at random, or the producer would compress them until they fit
        String huge =
                new Random(1)
                        .ints(4_000_000, 'a', 'z')
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        List<Outgoing> messages =
                List.of(
                        new Outgoing(
                                Topics.CATALOG,
                                product,
                                new UnitSaved(product, 1, false, huge),
                                null),
                        new Outgoing(
                                Topics.CATALOG,
                                product,
                                new UnitSaved(product, 2, false, "small"),
                                null));

        // When
        unitOfWork.run(tx -> outbox.add(tx, messages)).await().atMost(PATIENCE);

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(heard().stream().map(RelayIT::revision).distinct())
                                        .containsExactly(2));
        assertThat(count("outbox where failure like '%RecordTooLarge%'")).isEqualTo(1);
        execute("delete from outbox");
    }

    private List<ConsumerRecord<String, byte[]>> heard() {
        consumer.poll(Duration.ofMillis(50))
                .forEach(
                        record -> {
                            if (product.equals(record.key())) {
                                heard.add(record);
                            }
                        });
        return heard;
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private static int revision(ConsumerRecord<String, byte[]> record) {
        try {
            UnitSaved saved =
                    (UnitSaved) CloudEvents.decode(headers(record), record.value()).data();
            return (int) saved.revision();
        } catch (CloudEvents.UnreadableEvent e) {
            throw new AssertionError(e);
        }
    }

    private int count(String table) {
        try (var connection = database.getConnection();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String sql) {
        try (var connection = database.getConnection()) {
            connection.createStatement().execute(sql);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }
}
