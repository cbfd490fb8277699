package dev.plumbline.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.Event;
import dev.plumbline.test.identity.Tokens;
import io.quarkus.runtime.ShutdownEvent;
import io.restassured.specification.RequestSpecification;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What stands around dashboard-service: those who send it events, those who hear its own, and
/// people with tokens.
@ApplicationScoped
public class RoadForTests {
    private final Map<String, Object> kafka;
    private final DataSource database;
    private final KafkaProducer<String, byte[]> producer;

    RoadForTests(
            @Identifier("default-kafka-broker") Map<String, Object> kafka, DataSource database) {
        this.kafka = kafka;
        this.database = database;
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.get("bootstrap.servers")),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    void stop(@Observes ShutdownEvent stopping) {
        producer.close(Duration.ZERO);
    }

    /// Says it as its owner would, and answers with the id of the event.
    public UUID say(String topic, Event event) {
        UUID id = UUID.randomUUID();
        say(topic, event, id);
        return id;
    }

    public void say(String topic, Event event, UUID id) {
        CloudEvents.Encoded encoded =
                CloudEvents.encode(new Envelope<>(id, "/test", Instant.now(), null, null, event));
        sayRaw(topic, event.subject(), encoded.headers(), encoded.body());
    }

    public void sayRaw(String topic, String key, Map<String, String> headers, byte[] body) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, body);
        headers.forEach(
                (name, value) ->
                        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
        producer.flush();
    }

    /// Everything on a topic from its beginning that fits, waiting for at least `count` of it.
    public List<ConsumerRecord<String, byte[]>> hear(
            String topic, Predicate<ConsumerRecord<String, byte[]>> fits, int count) {
        List<ConsumerRecord<String, byte[]>> heard = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", kafka.get("bootstrap.servers"),
                                "group.id", UUID.randomUUID().toString(),
                                "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            Instant end = Instant.now().plusSeconds(20);
            while (heard.size() < count && Instant.now().isBefore(end)) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                record -> {
                                    if (fits.test(record)) {
                                        heard.add(record);
                                    }
                                });
            }
        }
        assertThat(heard).hasSizeGreaterThanOrEqualTo(count);
        return heard;
    }

    public static Event read(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        try {
            return CloudEvents.decode(headers, record.value()).data();
        } catch (CloudEvents.UnreadableEvent e) {
            throw new AssertionError(e);
        }
    }

    /// One number from our own database.
    public long count(String sql, Object... parameters) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public static RequestSpecification as(Tokens token) {
        return given().auth()
                .oauth2(token.issue())
                .contentType("application/json")
                .redirects()
                .follow(false);
    }

    public static RequestSpecification admin() {
        return as(Tokens.person("ada").withRoles("admin"));
    }

    /// A unit, a team and a product in it, all of this name.
    public void makeProduct(String key) {
        makeTeam(key, key);
        admin().body(Map.of("key", key, "name", "Product " + key, "team", key, "criticality", 2))
                .post("/api/v1/products")
                .then()
                .statusCode(201);
    }

    public void makeTeam(String team, String unit) {
        admin().body(Map.of("key", unit, "name", "Unit " + unit))
                .post("/api/v1/units")
                .then()
                .statusCode(201);
        admin().body(Map.of("key", team, "name", "Team " + team, "unit", unit))
                .post("/api/v1/teams")
                .then()
                .statusCode(201);
    }
}
