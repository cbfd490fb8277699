package dev.plumbline.scoring;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.Event;
import dev.plumbline.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The other services, as far as a test has to play them: sends what they would send and hears what
/// they would hear.
final class Wire implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Heard> heard = new ArrayList<>();

    /// A record that the service under test sent.
    record Heard(String topic, String key, Map<String, String> headers, byte[] body) {
        Event event() {
            try {
                return CloudEvents.decode(headers, body).data();
            } catch (UnreadableEvent e) {
                throw new AssertionError(e);
            }
        }
    }

    Wire(String bootstrapServers, String... topics) {
        producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new StringSerializer(),
                        new ByteArraySerializer());
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.GROUP_ID_CONFIG,
                                UUID.randomUUID().toString(),
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        consumer.subscribe(List.of(topics));
    }

    static Envelope<Event> envelope(Event event) {
        return new Envelope<>(UUID.randomUUID(), "/test", Instant.now(), null, null, event);
    }

    /// Sends an event on the topic that its family travels on.
    void send(String topic, Event event) {
        send(topic, envelope(event));
    }

    void send(String topic, Envelope<Event> envelope) {
        CloudEvents.Encoded encoded = CloudEvents.encode(envelope);
        send(topic, envelope.data().subject(), encoded.headers(), encoded.body());
    }

    void send(String topic, String key, Map<String, String> headers, byte[] body) {
        try {
            producer.send(record(topic, key, headers, body)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    void evidence(Event event) {
        send(Topics.EVIDENCE, event);
    }

    void reference(Event event) {
        send(Topics.REFERENCE, event);
    }

    /// So fast that they are consumed in one batch or in few.
    void references(List<Event> events) {
        for (Event event : events) {
            CloudEvents.Encoded encoded = CloudEvents.encode(envelope(event));
            producer.send(
                    record(Topics.REFERENCE, event.subject(), encoded.headers(), encoded.body()));
        }
        producer.flush();
    }

    private static ProducerRecord<String, byte[]> record(
            String topic, String key, Map<String, String> headers, byte[] body) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, body);
        headers.forEach(
                (name, value) ->
                        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /// Everything heard so far, oldest first.
    List<Heard> heard() {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> heard.add(read(record)));
        return List.copyOf(heard);
    }

    private static Heard read(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        return new Heard(record.topic(), record.key(), headers, record.value());
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
