package dev.plumbline.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.Envelope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// Takes what a use case has to say, in the use case's own transaction.
///
/// Ids and headers are made here, once; a message that is sent twice keeps its id, so that the
/// reader's inbox drops the second. A body travels as it lies in the row: it is serialised once.
@ApplicationScoped
public class Outbox {
    private static final ObjectMapper HEADERS = new ObjectMapper();

    private final EventIds ids;
    private final Clock clock;
    private final String source;

    Outbox(Clock clock, OutboxConfig config) {
        this.clock = clock;
        this.ids = new EventIds(clock, new SecureRandom());
        this.source = config.source();
    }

    /// Adds in the order given: messages with the same topic and key are sent in that order.
    public Uni<Void> add(Transaction transaction, Collection<Outgoing> outgoing) {
        if (outgoing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        int size = outgoing.size();
        UUID[] id = new UUID[size];
        String[] topic = new String[size];
        String[] key = new String[size];
        String[] headers = new String[size];
        String[] body = new String[size];
        int i = 0;
        for (Outgoing message : outgoing) {
            Envelope<?> envelope =
                    new Envelope<>(
                            ids.next(),
                            source,
                            clock.instant(),
                            message.correlationId(),
                            null,
                            message.event());
            id[i] = envelope.id();
            topic[i] = message.topic();
            key[i] = message.key();
            headers[i] = json(CloudEvents.headers(envelope));
            body[i] = message.body() == null ? CloudEvents.text(message.event()) : message.body();
            i++;
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into outbox (id, topic, key, headers, body)
                        select m.id, m.topic, m.key, m.headers, m.body
                        from unnest(cast(:id as uuid[]), cast(:topic as text[]), cast(:key as text[]),
                            cast(:headers as text[]), cast(:body as text[]))
                            with ordinality as m(id, topic, key, headers, body, nth)
                        order by m.nth
                        """)
                .setParameter("id", id)
                .setParameter("topic", topic)
                .setParameter("key", key)
                .setParameter("headers", headers)
                .setParameter("body", body)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String json(Map<String, String> headers) {
        try {
            return HEADERS.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings can't be written", e);
        }
    }
}
