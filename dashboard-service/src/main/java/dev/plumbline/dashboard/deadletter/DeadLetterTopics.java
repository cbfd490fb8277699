package dev.plumbline.dashboard.deadletter;

import dev.plumbline.dashboard.view.DeadLettersPage;
import dev.plumbline.dashboard.view.DeadLettersPage.Letter;
import dev.plumbline.events.Topics;
import dev.plumbline.outbox.TransientFailure;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// The dead-letter topics of all services, as they lie on the broker.
///
/// Every method blocks for some seconds at most.
@ApplicationScoped
public class DeadLetterTopics {
    private static final String SUFFIX = ".dlq";
    private static final String MARK = "dead-letter-";
    private static final int MOST_SHOWN = 200;
    private static final int LONGEST_CAUSE = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration POLL = Duration.ofMillis(300);

    private final Map<String, Object> broker;

    DeadLetterTopics(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = Map.copyOf(broker);
    }

    /// The newest letters of each topic, newest first.
    public DeadLettersPage newest() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            if (partitions.isEmpty()) {
                return new DeadLettersPage(List.of(), 0);
            }
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            consumer.assign(partitions);
            long all = 0;
            Map<TopicPartition, Long> wanted = new HashMap<>();
            for (TopicPartition partition : partitions) {
                long begin = begins.getOrDefault(partition, 0L);
                long end = ends.getOrDefault(partition, 0L);
                all += end - begin;
                consumer.seek(partition, Math.max(begin, end - MOST_SHOWN));
                if (end > begin) {
                    wanted.put(partition, end);
                }
            }
            List<Letter> letters = read(consumer, wanted);
            letters.sort(Comparator.comparing(Letter::at).reversed());
            List<Letter> shown = letters.subList(0, Math.min(MOST_SHOWN, letters.size()));
            return new DeadLettersPage(shown, all - shown.size());
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    private static List<Letter> read(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> wanted) {
        List<Letter> letters = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.isEmpty() && System.nanoTime() < deadline) {
            consumer.poll(POLL).forEach(record -> letter(record).ifPresent(letters::add));
            wanted.entrySet().removeIf(each -> consumer.position(each.getKey()) >= each.getValue());
        }
        return letters;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.listTopics(PATIENCE)
                .forEach(
                        (topic, infos) -> {
                            if (sourceOf(topic).isPresent()) {
                                infos.forEach(
                                        info ->
                                                partitions.add(
                                                        new TopicPartition(
                                                                topic, info.partition())));
                            }
                        });
        return partitions;
    }

    /// The topic that a dead-letter topic belongs to; empty if it is none of ours.
    private static Optional<String> sourceOf(String deadLetterTopic) {
        return deadLetterTopic.endsWith(SUFFIX)
                ? Topics.ALL.stream()
                        .filter(topic -> deadLetterTopic.startsWith(topic + "."))
                        .filter(topic -> consumerOf(topic, deadLetterTopic).indexOf('.') < 0)
                        .findFirst()
                : Optional.empty();
    }

    private static String consumerOf(String source, String deadLetterTopic) {
        int end = deadLetterTopic.length() - SUFFIX.length();
        return end <= source.length() ? "." : deadLetterTopic.substring(source.length() + 1, end);
    }

    private static Optional<Letter> letter(ConsumerRecord<String, byte[]> record) {
        return sourceOf(record.topic())
                .map(
                        source ->
                                new Letter(
                                        record.topic(),
                                        record.partition(),
                                        record.offset(),
                                        source,
                                        consumerOf(source, record.topic()),
                                        record.key(),
                                        header(record, "ce_type"),
                                        cause(record),
                                        Instant.ofEpochMilli(record.timestamp()),
                                        record.value() == null ? 0 : record.value().length,
                                        null,
                                        null));
    }

    private static String cause(ConsumerRecord<String, byte[]> record) {
        String reason = header(record, MARK + "reason");
        String type = header(record, MARK + "exception-class-name");
        type = type == null ? header(record, MARK + "cause-class-name") : type;
        String cause =
                reason != null && !reason.isBlank()
                        ? reason
                        : type == null ? "no cause was given" : type;
        return cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) : cause;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8).replace('\0', ' ');
    }

    /// Sends a letter once more to the topic that it came from, as it was; `false` if there is none
    /// at this place.
    ///
    /// Consumers that applied it before drop it by its id.
    public boolean replay(String topic, int partition, long offset) {
        Optional<String> source = sourceOf(topic);
        if (source.isEmpty()) {
            return false;
        }
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            Optional<ConsumerRecord<String, byte[]>> found =
                    find(consumer, new TopicPartition(topic, partition), offset);
            found.ifPresent(record -> send(source.get(), record));
            return found.isPresent();
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    private static Optional<ConsumerRecord<String, byte[]>> find(
            KafkaConsumer<String, byte[]> consumer, TopicPartition place, long offset) {
        boolean exists =
                partitions(consumer).contains(place)
                        && offset
                                >= consumer.beginningOffsets(List.of(place), PATIENCE)
                                        .getOrDefault(place, 0L)
                        && offset
                                < consumer.endOffsets(List.of(place), PATIENCE)
                                        .getOrDefault(place, 0L);
        if (!exists) {
            return Optional.empty();
        }
        consumer.assign(List.of(place));
        consumer.seek(place, offset);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                return record.offset() == offset ? Optional.of(record) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void send(String source, ConsumerRecord<String, byte[]> record) {
        ProducerRecord<String, byte[]> again =
                new ProducerRecord<>(source, record.key(), record.value());
        for (Header header : record.headers()) {
            if (!header.key().startsWith(MARK)) {
                again.headers().add(header);
            }
        }
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(again).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        } catch (ExecutionException | TimeoutException e) {
            throw away(e);
        }
    }

    private static TransientFailure away(Exception cause) {
        return new TransientFailure("the broker does not answer", Duration.ofSeconds(5), cause);
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(broker);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("max.poll.records", 500);
        config.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        config.remove("group.id");
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<String, byte[]> producer() {
        Map<String, Object> config = new HashMap<>(broker);
        config.put("acks", "all");
        config.put("max.block.ms", PATIENCE.toMillis());
        config.put("delivery.timeout.ms", (int) PATIENCE.toMillis());
        config.put("request.timeout.ms", (int) PATIENCE.toMillis() / 2);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }
}
