package dev.plumbline.local.kafka;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/// The topics of the platform as `deploy/topics.yaml` declares them.
///
/// @param partitions  of every topic that is no dead-letter topic
/// @param deadLetters shape of all dead-letter topics
/// @param topics      in the order of the file
public record Topics(int partitions, DeadLetters deadLetters, List<Topic> topics) {

    public Topics {
        topics = List.copyOf(topics);
        if (partitions < 1 || topics.isEmpty()) {
            throw new IllegalArgumentException("topics.yaml needs partitions and topics");
        }
    }

    /// @param key       what keeps order: events of one key stay in one partition
    /// @param retention ISO 8601
    /// @param consumers groups that read the topic
    /// @param timestamps who says when a record was: the broker, or by default its sender
    public record Topic(
            String name,
            String key,
            String retention,
            List<String> consumers,
            @Nullable Timestamps timestamps) {

        public Topic {
            consumers = List.copyOf(consumers);
            Duration.parse(retention);
        }
    }

    /// Who says when a record was.
    public enum Timestamps {
        @JsonProperty("broker")
        BROKER
    }

    /// @param partitions of each dead-letter topic
    /// @param retention  ISO 8601
    public record DeadLetters(int partitions, String retention) {}

    /// A topic as the broker knows it.
    ///
    /// @param config what else the broker is told of it
    public record Declared(
            String name, int partitions, Duration retention, Map<String, String> config) {
        public Declared {
            config = Map.copyOf(config);
        }
    }

    /// The file that was packed with this build.
    public static Topics ofThisBuild() {
        ObjectMapper yaml =
                new ObjectMapper(new YAMLFactory())
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        try (InputStream file = Topics.class.getResourceAsStream("/plumbline/topics.yaml")) {
            return yaml.readValue(
                    Objects.requireNonNull(file, "topics.yaml is packed into this module"),
                    Topics.class);
        } catch (IOException e) {
            throw new UncheckedIOException("topics.yaml cannot be read", e);
        }
    }

    /// Every topic with its dead-letter topics, one for each consumer.
    public List<Declared> declared() {
        List<Declared> all = new ArrayList<>();
        for (Topic topic : topics) {
            all.add(
                    new Declared(
                            topic.name(),
                            partitions,
                            Duration.parse(topic.retention()),
                            topic.timestamps() == Timestamps.BROKER
                                    ? Map.of(
                                            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                            "LogAppendTime")
                                    : Map.of()));
            for (String consumer : topic.consumers()) {
                all.add(
                        new Declared(
                                topic.name() + "." + consumer + ".dlq",
                                deadLetters.partitions(),
                                Duration.parse(deadLetters.retention()),
                                Map.of()));
            }
        }
        return List.copyOf(all);
    }

    /// Creates what is missing and adds partitions where there are too few.
    ///
    /// @throws StartupFailure when a topic has more partitions than declared: keys would move
    public void createIn(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            createIn(admin);
        }
    }

    /// As [#createIn(String)], with the caller's own client.
    public void createIn(Admin admin) {
        try {
            var present = admin.listTopics().names().get();
            List<NewTopic> missing =
                    declared().stream()
                            .filter(topic -> !present.contains(topic.name()))
                            .map(Topics::toNewTopic)
                            .toList();
            admin.createTopics(missing).all().get();
            Stream<String> old = declared().stream().map(Declared::name).filter(present::contains);
            growPartitions(admin, admin.describeTopics(old.toList()).allTopicNames().get());
        } catch (ExecutionException e) {
            throw new StartupFailure("Kafka refuses the topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("Interrupted while topics were being created", e);
        }
    }

    private void growPartitions(Admin admin, Map<String, TopicDescription> found)
            throws ExecutionException, InterruptedException {
        Map<String, NewPartitions> growing = new LinkedHashMap<>();
        for (Declared topic : declared()) {
            TopicDescription description = found.get(topic.name());
            if (description == null) {
                continue;
            }
            int actual = description.partitions().size();
            if (actual > topic.partitions()) {
                throw new StartupFailure(
                        "Topic "
                                + topic.name()
                                + " has "
                                + actual
                                + " partitions, more than the declared "
                                + topic.partitions()
                                + ": raise it in topics.yaml");
            }
            if (actual < topic.partitions()) {
                growing.put(topic.name(), NewPartitions.increaseTo(topic.partitions()));
            }
        }
        admin.createPartitions(growing).all().get();
    }

    private static NewTopic toNewTopic(Declared topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(configs(topic));
    }

    private static Map<String, String> configs(Declared topic) {
        Map<String, String> configs = new LinkedHashMap<>(topic.config());
        configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(topic.retention().toMillis()));
        return configs;
    }
}
