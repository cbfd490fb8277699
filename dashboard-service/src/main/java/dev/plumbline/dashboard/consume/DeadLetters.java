package dev.plumbline.dashboard.consume;

import dev.plumbline.events.Topics;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/// Puts aside what can never be applied, with the reason, for people to look at and to replay.
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final String GROUP = "dashboard";

    private final MutinyEmitter<byte[]> emitter;

    DeadLetters(@Channel("dead-letters") MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    Uni<Void> put(ConsumerRecord<String, byte[]> record, Throwable cause) {
        String topic = Topics.deadLetter(record.topic(), GROUP);
        LOG.errorf(
                cause,
                "The event at %s-%d@%d can't be applied and was put on %s.",
                record.topic(),
                record.partition(),
                record.offset(),
                topic);
        Headers headers = new RecordHeaders(record.headers().toArray());
        add(headers, "dead-letter-reason", Objects.requireNonNullElse(cause.getMessage(), ""));
        add(headers, "dead-letter-cause-class-name", cause.getClass().getName());
        add(headers, "dead-letter-topic", record.topic());
        add(headers, "dead-letter-partition", Integer.toString(record.partition()));
        add(headers, "dead-letter-offset", Long.toString(record.offset()));
        return emitter.sendMessage(
                Message.of(record.value())
                        .addMetadata(
                                OutgoingKafkaRecordMetadata.<String>builder()
                                        .withTopic(topic)
                                        .withKey(record.key())
                                        .withHeaders(headers)
                                        .build()));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
