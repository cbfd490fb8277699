package dev.plumbline.local.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How many events wait for each consumer group.
public final class ConsumerLag {

    private ConsumerLag() {}

    /// Events waiting, by `GROUP TOPIC`. A group that never committed is not known to the broker.
    public static Map<String, Long> at(String bootstrapServers) {
        return Offsets.ask(
                bootstrapServers,
                "Kafka does not say how far its consumers are",
                ConsumerLag::count);
    }

    private static Map<String, Long> count(Admin admin)
            throws ExecutionException, InterruptedException {
        Map<String, Long> lag = new HashMap<>();
        List<String> groups =
                admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
        for (String group : groups) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata(group)
                            .get();
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    Offsets.of(admin, committed.keySet(), OffsetSpec.latest());
            committed.forEach(
                    (partition, offset) ->
                            lag.merge(
                                    group + " " + partition.topic(),
                                    waiting(ends.get(partition), offset),
                                    Long::sum));
        }
        return lag;
    }

    private static long waiting(@Nullable ListOffsetsResultInfo end, OffsetAndMetadata committed) {
        return end == null ? 0 : Math.max(0, end.offset() - committed.offset());
    }
}
