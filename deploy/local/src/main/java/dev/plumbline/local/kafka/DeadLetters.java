package dev.plumbline.local.kafka;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/// How many events no consumer could apply.
public final class DeadLetters {
    private static final String SUFFIX = ".dlq";

    private DeadLetters() {}

    /// Events that were put aside, by topic; only topics that hold any.
    public static Map<String, Long> at(String bootstrapServers) {
        return Offsets.ask(
                bootstrapServers,
                "Kafka does not say what lies in its dead-letter topics",
                DeadLetters::count);
    }

    private static Map<String, Long> count(Admin admin)
            throws ExecutionException, InterruptedException {
        List<String> topics =
                admin.listTopics().names().get().stream()
                        .filter(topic -> topic.endsWith(SUFFIX))
                        .toList();
        List<TopicPartition> partitions =
                admin.describeTopics(topics).allTopicNames().get().values().stream()
                        .flatMap(DeadLetters::partitions)
                        .toList();
        Map<TopicPartition, ListOffsetsResultInfo> begins =
                Offsets.of(admin, partitions, OffsetSpec.earliest());
        Map<String, Long> dead = new TreeMap<>();
        Offsets.of(admin, partitions, OffsetSpec.latest())
                .forEach(
                        (partition, end) -> {
                            ListOffsetsResultInfo begin = begins.get(partition);
                            long held = end.offset() - (begin == null ? 0 : begin.offset());
                            if (held > 0) {
                                dead.merge(partition.topic(), held, Long::sum);
                            }
                        });
        return dead;
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(part -> new TopicPartition(topic.name(), part.partition()));
    }
}
