package dev.plumbline.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void shouldPutADeadLetterTopicBesideEveryConsumer() {
        // Given
        Topics topics = Topics.ofThisBuild();

        // When
        var catalog =
                topics.declared().stream()
                        .filter(topic -> topic.name().startsWith("plumbline.catalog.v1"));

        // Then
        assertThat(catalog)
                .extracting(
                        Topics.Declared::name,
                        Topics.Declared::partitions,
                        Topics.Declared::retention)
                .containsExactly(
                        tuple("plumbline.catalog.v1", 4, Duration.ofDays(30)),
                        tuple("plumbline.catalog.v1.ingest.dlq", 1, Duration.ofDays(90)),
                        tuple("plumbline.catalog.v1.scoring.dlq", 1, Duration.ofDays(90)));
    }

    @Test
    void shouldLetTheBrokerStampWhatOthersSend() {
        // When
        var stamped =
                Topics.ofThisBuild().declared().stream()
                        .filter(topic -> topic.config().containsKey("message.timestamp.type"));

        // Then
        assertThat(stamped)
                .singleElement()
                .satisfies(
                        topic -> {
                            assertThat(topic.name()).isEqualTo("plumbline.submission.v1");
                            assertThat(topic.config().get("message.timestamp.type"))
                                    .isEqualTo("LogAppendTime");
                        });
    }

    @Test
    void shouldNameEveryTopicOnce() {
        // When
        var names = Topics.ofThisBuild().declared().stream().map(Topics.Declared::name);

        // Then
        assertThat(names).doesNotHaveDuplicates();
    }
}
