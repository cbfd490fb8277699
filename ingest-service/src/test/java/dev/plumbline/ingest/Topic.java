package dev.plumbline.ingest;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// What really lies on a topic, read through the contract's own codec.
public final class Topic {
    private Topic() {}

    /// A record as it arrived.
    public record Received(String key, Envelope<?> envelope, int bytes) {
        public Event event() {
            return envelope.data();
        }
    }

    /// All events on a topic that go back to a submission, in the order of their partitions.
    public static List<Received> about(String topic, UUID submission) {
        return all(topic).stream()
                .filter(r -> submission.equals(r.envelope().correlationId()))
                .toList();
    }

    public static List<Received> all(String topic) {
        return raw(topic).stream().map(Topic::decode).toList();
    }

    /// All records of a topic, readable or not.
    public static List<ConsumerRecord<String, byte[]>> raw(String topic) {
        List<ConsumerRecord<String, byte[]>> received = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers(), "enable.auto.commit", "false"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    received.add(record);
                }
            }
        }
        return received;
    }

    /// How many records lie on a topic, readable or not.
    public static long count(String topic) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    public static void send(String topic, Event event) {
        CloudEvents.Encoded encoded =
                CloudEvents.encode(
                        new Envelope<>(
                                UUID.randomUUID(),
                                "/test",
                                java.time.Instant.now(),
                                null,
                                null,
                                event));
        send(topic, event.subject(), encoded.headers(), encoded.body());
    }

    public static void send(String topic, String key, Map<String, String> headers, byte[] body) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, body);
            headers.forEach(
                    (name, value) ->
                            record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record);
            producer.flush();
        }
    }

    private static Received decode(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        try {
            return new Received(
                    Objects.requireNonNull(record.key()),
                    CloudEvents.decode(headers, record.value()),
                    record.value().length);
        } catch (UnreadableEvent e) {
            throw new AssertionError("an event of ours can't be decoded: " + headers, e);
        }
    }

    private static String servers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}
