package dev.plumbline.scoring.consume;

import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.Reference;
import dev.plumbline.scoring.store.LoggedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// What the world says, in batches of one transaction each.
///
/// One record that can't be applied must not take its whole batch to the dead letters: then the
/// records are applied one by one, and only the broken one goes. Offsets move when every record of
/// the batch is applied or set aside.
@ApplicationScoped
public class ReferenceConsumer {
    private final ReferenceBatch batches;

    ReferenceConsumer(ReferenceBatch batches) {
        this.batches = batches;
    }

    /// A record with the event that it carries.
    private record Read(KafkaRecord<String, byte[]> record, LoggedEvent event) {}

    @Incoming("reference")
    Uni<Void> on(KafkaRecordBatch<String, byte[]> batch) {
        List<Read> readable = new ArrayList<>();
        Executor loop = Loop.here();
        Uni<Void> done = Uni.createFrom().voidItem();
        for (KafkaRecord<String, byte[]> record : batch.getRecords()) {
            try {
                readable.add(new Read(record, Received.of(consumed(record), Reference.class)));
            } catch (UnreadableEvent | IllegalArgumentException e) {
                done = done.chain(() -> setAside(record, e, loop));
            }
        }
        if (readable.isEmpty()) {
            return done;
        }
        return done.chain(() -> batches.apply(readable.stream().map(Read::event).toList()))
                .chain(() -> acknowledge(readable, loop))
                .onFailure()
                .recoverWithUni(failure -> oneByOne(readable, loop));
    }

    private static ConsumerRecord<String, byte[]> consumed(KafkaRecord<String, byte[]> record) {
        return record.getMetadata(IncomingKafkaRecordMetadata.class)
                .map(ReferenceConsumer::typed)
                .orElseThrow(() -> new IllegalStateException("a record without metadata"));
    }

    @SuppressWarnings("unchecked") // the channel's deserializers are those of this type
    private static ConsumerRecord<String, byte[]> typed(
            IncomingKafkaRecordMetadata<?, ?> metadata) {
        return (ConsumerRecord<String, byte[]>) metadata.getRecord();
    }

    private Uni<Void> oneByOne(List<Read> readable, Executor loop) {
        return each(
                readable,
                read ->
                        batches.apply(List.of(read.event()))
                                .chain(() -> acknowledge(List.of(read), loop))
                                .onFailure()
                                .recoverWithUni(failure -> setAside(read.record(), failure, loop)));
    }

    private static Uni<Void> acknowledge(List<Read> applied, Executor loop) {
        return each(
                applied,
                read ->
                        Loop.back(
                                Uni.createFrom().completionStage(() -> read.record().ack()), loop));
    }

    private static Uni<Void> setAside(
            KafkaRecord<String, byte[]> record, Throwable why, Executor loop) {
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
