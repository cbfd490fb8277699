package dev.plumbline.bench;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Listens on `plumbline.progress.v1` and notes when each submission reached its pages.
///
/// The end of the road is the step `SHOWN`, which dashboard-service says after the read model with
/// the new score is committed.
final class ShownScores implements AutoCloseable {
    private final Map<UUID, Long> shownAtNanos = new ConcurrentHashMap<>();
    private final Map<UUID, String> failures = new ConcurrentHashMap<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread listener;
    private volatile boolean open = true;

    ShownScores(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.PROGRESS).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        listener = Thread.ofPlatform().name("progress").start(this::listen);
    }

    private void listen() {
        while (open) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(20))) {
                note(message);
            }
        }
        consumer.close();
    }

    private void note(ConsumerRecord<String, byte[]> message) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : message.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        try {
            if (CloudEvents.decode(headers, message.value()).data()
                    instanceof ProgressReported progress) {
                switch (progress.step()) {
                    case SHOWN ->
                            shownAtNanos.putIfAbsent(progress.submission(), System.nanoTime());
                    case REFUSED, FAILED ->
                            failures.put(progress.submission(), String.valueOf(progress.problem()));
                    case RECEIVED, PARSED, WAITING, APPLIED, SCORED, SEEN_AGAIN -> {}
                }
            }
        } catch (UnreadableEvent e) {
            throw new IllegalStateException("the progress topic carries what is no progress", e);
        }
    }

    /// Waits until every submission is shown and gives the last instant, as `System.nanoTime()`.
    ///
    /// @throws IllegalStateException if one fails, or not all are shown within the patience
    long lastOf(Collection<UUID> submissions, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            for (UUID submission : submissions) {
                String failure = failures.get(submission);
                if (failure != null) {
                    throw new IllegalStateException(submission + " failed: " + failure);
                }
            }
            long missing = submissions.stream().filter(id -> !shownAtNanos.containsKey(id)).count();
            if (missing == 0) {
                return submissions.stream().mapToLong(shownAtNanos::get).max().orElseThrow();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        missing
                                + " of "
                                + submissions.size()
                                + " submissions are not shown after "
                                + patience);
            }
            listener.join(Duration.ofMillis(5));
        }
    }

    @Override
    public void close() throws InterruptedException {
        open = false;
        listener.join();
    }
}
