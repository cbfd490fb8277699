package dev.plumbline.scoring.consume;

import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.Event;
import dev.plumbline.outbox.Loop;
import dev.plumbline.scoring.store.LoggedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Applies batches of records, each batch as one.
///
/// One record that can't be applied must not take its whole batch to the dead letters: then the
/// records are applied one by one, and only the broken one goes. Offsets move when every record of
/// the batch is applied or set aside.
final class Records {
    private final Function<List<LoggedEvent>, Uni<Void>> apply;
    private final Executor loop;

    private Records(Function<List<LoggedEvent>, Uni<Void>> apply, Executor loop) {
        this.apply = apply;
        this.loop = loop;
    }

    /// A record with the event that it carries.
    private record Read(KafkaRecord<String, byte[]> record, LoggedEvent event) {}

    /// @param family what the topic carries; anything else is set aside
    /// @param apply all or nothing; it fails only for good
    static Uni<Void> apply(
            KafkaRecordBatch<String, byte[]> batch,
            Class<? extends Event> family,
            Function<List<LoggedEvent>, Uni<Void>> apply) {
        return new Records(apply, Loop.here()).all(batch, family);
    }

    private Uni<Void> all(KafkaRecordBatch<String, byte[]> batch, Class<? extends Event> family) {
        List<Read> readable = new ArrayList<>();
        Uni<Void> done = Uni.createFrom().voidItem();
        for (KafkaRecord<String, byte[]> record : batch.getRecords()) {
            try {
                readable.add(new Read(record, Received.of(consumed(record), family)));
            } catch (UnreadableEvent | IllegalArgumentException e) {
                done = done.chain(() -> setAside(record, e));
            }
        }
        if (readable.isEmpty()) {
            return done;
        }
        return done.chain(() -> together(readable));
    }

    private static ConsumerRecord<String, byte[]> consumed(KafkaRecord<String, byte[]> record) {
        return record.getMetadata(IncomingKafkaRecordMetadata.class)
                .map(Records::typed)
                .orElseThrow(() -> new IllegalStateException("a record without metadata"));
    }

    @SuppressWarnings("unchecked") // the channel's deserializers are those of this type
    private static ConsumerRecord<String, byte[]> typed(
            IncomingKafkaRecordMetadata<?, ?> metadata) {
        return (ConsumerRecord<String, byte[]>) metadata.getRecord();
    }

    /// What was applied and can't be acknowledged is not applied once more.
    private Uni<Void> together(List<Read> readable) {
        return apply.apply(readable.stream().map(Read::event).toList())
                .map(any -> Optional.<Throwable>empty())
                .onFailure()
                .recoverWithItem(Optional::of)
                .chain(
                        failed -> {
                            if (failed.isEmpty()) {
                                return acknowledge(readable);
                            }
                            return readable.size() == 1
                                    ? setAside(readable.getFirst().record(), failed.get())
                                    : each(readable, read -> together(List.of(read)));
                        });
    }

    private Uni<Void> acknowledge(List<Read> applied) {
        return each(
                applied,
                read ->
                        Loop.back(
                                Uni.createFrom().completionStage(() -> read.record().ack()), loop));
    }

    private Uni<Void> setAside(KafkaRecord<String, byte[]> record, Throwable why) {
        return Loop.back(Uni.createFrom().completionStage(() -> record.nack(why)), loop);
    }

    /// One after the other.
    private static Uni<Void> each(List<Read> all, Function<Read, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(read -> work.apply(read))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
