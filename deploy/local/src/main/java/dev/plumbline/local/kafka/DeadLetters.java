package dev.plumbline.local.kafka;

import dev.plumbline.local.StartupFailure;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// How many events no consumer could apply.
public final class DeadLetters {
    private static final String SUFFIX = ".dlq";

    private DeadLetters() {}

    /// Events that were put aside, by topic; only topics that hold any.
    public static Map<String, Long> at(String bootstrapServers) {
        try (Admin admin =
                Admin.create(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "request.timeout.ms",
                                5_000,
                                "default.api.timeout.ms",
                                10_000))) {
            var topics =
                    admin.listTopics().names().get().stream()
                            .filter(topic -> topic.endsWith(SUFFIX))
                            .toList();
            var partitions =
                    admin.describeTopics(topics).allTopicNames().get().values().stream()
                            .flatMap(
                                    topic ->
                                            topic.partitions().stream()
                                                    .map(
                                                            p ->
                                                                    new TopicPartition(
                                                                            topic.name(),
                                                                            p.partition())))
                            .toList();
            Map<TopicPartition, ListOffsetsResultInfo> begins =
                    admin.listOffsets(
                                    partitions.stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            p -> p, p -> OffsetSpec.earliest())))
                            .all()
                            .get();
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(
                                    partitions.stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            p -> p, p -> OffsetSpec.latest())))
                            .all()
                            .get();
            Map<String, Long> dead = new TreeMap<>();
            ends.forEach(
                    (partition, end) -> {
                        ListOffsetsResultInfo begin = begins.get(partition);
                        long held = end.offset() - (begin == null ? 0 : begin.offset());
                        if (held > 0) {
                            dead.merge(partition.topic(), held, Long::sum);
                        }
                    });
            return dead;
        } catch (ExecutionException e) {
            throw new StartupFailure(
                    "Kafka does not say what lies in its dead-letter topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("Interrupted while asking Kafka", e);
        }
    }
}
