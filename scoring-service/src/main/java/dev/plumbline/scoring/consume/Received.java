package dev.plumbline.scoring.consume;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.Event;
import dev.plumbline.scoring.store.LoggedEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Records of Kafka as events.
final class Received {
    private Received() {}

    /// @throws UnreadableEvent if it is none, or none of the family that its topic carries
    static LoggedEvent of(ConsumerRecord<String, byte[]> record, Class<? extends Event> family)
            throws UnreadableEvent {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(
                        header -> {
                            if (header.value() != null) {
                                headers.put(
                                        header.key(),
                                        new String(header.value(), StandardCharsets.UTF_8));
                            }
                        });
        LoggedEvent logged =
                new LoggedEvent(CloudEvents.decode(headers, record.value()), record.value());
        if (!family.isInstance(logged.event())) {
            throw new IllegalArgumentException(
                    logged.event().getClass().getSimpleName()
                            + " does not belong on "
                            + record.topic());
        }
        return logged;
    }
}
