package dev.plumbline.local.kafka;

import dev.plumbline.local.StartupFailure;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Asks a broker where its topics begin and end, with little patience.
final class Offsets {

    private Offsets() {}

    /// What is asked.
    @FunctionalInterface
    interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    /// @param failing what to say where the broker gives no answer
    static <T> T ask(String bootstrapServers, String failing, Question<T> question) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "request.timeout.ms",
                        5_000,
                        "default.api.timeout.ms",
                        10_000);
        try (Admin admin = Admin.create(config)) {
            return question.ask(admin);
        } catch (ExecutionException e) {
            throw new StartupFailure(failing + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("Interrupted while asking Kafka", e);
        }
    }

    static Map<TopicPartition, ListOffsetsResultInfo> of(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec where)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(
                        partitions.stream()
                                .collect(Collectors.toMap(partition -> partition, any -> where)))
                .all()
                .get();
    }
}
