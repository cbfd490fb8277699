package dev.plumbline.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.local.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

    private static final String TOPIC = "plumbline.score.v1";
    private static final String DEAD = "plumbline.score.v1.dashboard.dlq";

    @TempDir private Path folder;

    @Test
    void shouldKeepTopicsAndEventsOverARestart() throws Exception {
        // Given
        List<Integer> ports = Ports.free(2);
        try (KafkaBroker first = KafkaBroker.start(folder, ports.getFirst(), ports.getLast())) {
            Topics.ofThisBuild().createIn(first.bootstrapServers());
            try (var producer =
                    new KafkaProducer<>(
                            Map.<String, Object>of(
                                    "bootstrap.servers", first.bootstrapServers(), "acks", "all"),
                            new StringSerializer(),
                            new StringSerializer())) {
                producer.send(new ProducerRecord<>(TOPIC, 2, "portal", "71.5")).get();
                producer.send(new ProducerRecord<>(DEAD, "portal", "no score")).get();
            }
        }

        // When
        try (KafkaBroker second = KafkaBroker.start(folder, ports.getFirst(), ports.getLast());
                Admin admin = Admin.create(Map.of("bootstrap.servers", second.bootstrapServers()));
                var consumer =
                        new KafkaConsumer<>(
                                Map.<String, Object>of(
                                        "bootstrap.servers", second.bootstrapServers()),
                                new StringDeserializer(),
                                new StringDeserializer())) {
            Topics.ofThisBuild().createIn(second.bootstrapServers());
            TopicPartition partition = new TopicPartition(TOPIC, 2);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var records = consumer.poll(Duration.ofSeconds(20)).records(partition);
            var partitions =
                    admin
                            .describeTopics(
                                    Topics.ofThisBuild().declared().stream()
                                            .map(Topics.Declared::name)
                                            .toList())
                            .allTopicNames()
                            .get()
                            .values()
                            .stream()
                            .collect(Collectors.toMap(d -> d.name(), d -> d.partitions().size()));

            // Then
            assertThat(DeadLetters.at(second.bootstrapServers()))
                    .containsExactly(Map.entry(DEAD, 1L));
            assertThat(records)
                    .singleElement()
                    .satisfies(
                            found -> {
                                assertThat(found.key()).isEqualTo("portal");
                                assertThat(found.value()).isEqualTo("71.5");
                            });
            assertThat(partitions)
                    .containsEntry(TOPIC, 4)
                    .containsEntry(DEAD, 1)
                    .hasSameSizeAs(Topics.ofThisBuild().declared());
        }
    }
}
