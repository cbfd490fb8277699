package dev.plumbline.dashboard.consume;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.Event;
import dev.plumbline.outbox.TransientFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;

/// Applies a batch of records as one, or, if that can't be done, one by one to find the record at
/// fault.
@ApplicationScoped
class Batch {
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;

    Batch(DeadLetters deadLetters, MeterRegistry meters) {
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    private record Read<T extends Event>(
            ConsumerRecord<String, byte[]> record, Envelope<T> envelope) {}

    /// Fails with [TransientFailure] alone: everything else ends in the dead letters.
    <T extends Event> Uni<Void> apply(
            ConsumerRecords<String, byte[]> records,
            Class<T> type,
            Function<List<Envelope<T>>, Uni<Void>> useCase) {
        Timer.Sample started = Timer.start(meters);
        List<Read<T>> readable = new ArrayList<>();
        List<Uni<Void>> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                readable.add(new Read<>(record, read(record, type)));
            } catch (UnreadableEvent e) {
                unreadable.add(Uni.createFrom().deferred(() -> deadLetters.put(record, e)));
            }
        }
        return inOrder(unreadable)
                .chain(() -> together(readable, useCase))
                .onFailure(failure -> readable.size() > 1 && !(failure instanceof TransientFailure))
                .recoverWithUni(
                        () -> inOrder(readable.stream().map(one -> alone(one, useCase)).toList()))
                .onFailure(
                        failure -> readable.size() == 1 && !(failure instanceof TransientFailure))
                .recoverWithUni(failure -> deadLetters.put(readable.getFirst().record(), failure))
                .invoke(() -> measure(type, records.count(), started));
    }

    private void measure(Class<?> type, int events, Timer.Sample started) {
        started.stop(meters.timer("plumbline.dashboard.batch", "type", type.getSimpleName()));
        meters.counter("plumbline.dashboard.events", "type", type.getSimpleName())
                .increment(events);
    }

    private static <T extends Event> Uni<Void> together(
            List<Read<T>> reads, Function<List<Envelope<T>>, Uni<Void>> useCase) {
        return reads.isEmpty()
                ? Uni.createFrom().voidItem()
                : useCase.apply(reads.stream().map(Read::envelope).toList());
    }

    private <T extends Event> Uni<Void> alone(
            Read<T> read, Function<List<Envelope<T>>, Uni<Void>> useCase) {
        return Uni.createFrom()
                .deferred(() -> useCase.apply(List.of(read.envelope())))
                .onFailure(failure -> !(failure instanceof TransientFailure))
                .recoverWithUni(failure -> deadLetters.put(read.record(), failure));
    }

    private static Uni<Void> inOrder(List<Uni<Void>> steps) {
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(step -> step)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static <T extends Event> Envelope<T> read(
            ConsumerRecord<String, byte[]> record, Class<T> type) throws UnreadableEvent {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        Envelope<?> envelope = CloudEvents.decode(headers, record.value());
        if (!type.isInstance(envelope.data())) {
            throw new UnreadableEvent(
                    envelope.data().getClass().getSimpleName()
                            + " does not belong on "
                            + record.topic());
        }
        return new Envelope<>(
                envelope.id(),
                envelope.source(),
                envelope.time(),
                envelope.correlationId(),
                envelope.traceparent(),
                type.cast(envelope.data()));
    }
}
