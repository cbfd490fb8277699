package dev.plumbline.ingest.consume;

import dev.plumbline.ingest.access.RecordSenders;
import dev.plumbline.ingest.access.RecordSenders.Known;
import dev.plumbline.ingest.access.RecordSenders.Stranger;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.intake.AcceptDocument;
import dev.plumbline.ingest.intake.Arrival;
import dev.plumbline.ingest.intake.Door;
import dev.plumbline.ingest.intake.Hop;
import dev.plumbline.ingest.intake.IntakeMeters;
import dev.plumbline.ingest.intake.Outcome;
import dev.plumbline.ingest.intake.Outcome.Accepted;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Repeated;
import dev.plumbline.ingest.intake.Outcome.SeenBefore;
import dev.plumbline.ingest.intake.StageParts;
import dev.plumbline.ingest.intake.StageParts.Disagreeing;
import dev.plumbline.ingest.intake.StageParts.Ended;
import dev.plumbline.ingest.intake.StageParts.OverQuota;
import dev.plumbline.ingest.intake.StageParts.Staged;
import dev.plumbline.ingest.intake.StageParts.Waiting;
import dev.plumbline.outbox.TransientFailure;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The door for those who send by event: documents on `plumbline.submission.v1`.
@ApplicationScoped
class SubmissionConsumer {
    private static final Logger LOG = Logger.getLogger(SubmissionConsumer.class);

    private final RecordSenders senders;
    private final AcceptDocument acceptDocument;
    private final StageParts stageParts;
    private final IntakeMeters meters;

    SubmissionConsumer(
            RecordSenders senders,
            AcceptDocument acceptDocument,
            StageParts stageParts,
            IntakeMeters meters) {
        this.senders = senders;
        this.acceptDocument = acceptDocument;
        this.stageParts = stageParts;
        this.meters = meters;
    }

    /// While the database or the identity provider is away the partition waits. A document that is
    /// refused is kept with its reason, as at the other doors. What can't be kept as anything (no
    /// event, a stranger, an unknown product) goes to the dead letters with the reason.
    @Incoming("submission")
    @Retry(
            maxRetries = -1,
            maxDuration = 0,
            delay = 200,
            jitter = 100,
            retryOn = TransientFailure.class)
    @ExponentialBackoff(maxDelay = 30_000)
    @NonBlocking
    Uni<Void> on(ConsumerRecord<String, byte[]> record) {
        return take(record)
                .onFailure(failure -> !(failure instanceof NotTakenIn))
                .transform(TransientFailure::classify);
    }

    private Uni<Void> take(ConsumerRecord<String, byte[]> record) {
        return switch (SubmissionEvent.of(record)) {
            case SubmissionEvent.NoEvent no -> putAside(record, "no-event", no.why());
            case SubmissionEvent.Event read -> {
                Hop hop = Hop.here();
                yield senders.of(
                                SubmissionEvent.header(record, SubmissionEvent.AUTHORIZATION),
                                appendedAt(record))
                        .chain(
                                told ->
                                        switch (told) {
                                            case Stranger stranger ->
                                                    putAside(record, "stranger", stranger.why());
                                            case Known known ->
                                                    take(hop, record, read.event(), known.sender());
                                        });
            }
        };
    }

    private static @Nullable Instant appendedAt(ConsumerRecord<String, byte[]> record) {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME
                ? Instant.ofEpochMilli(record.timestamp())
                : null;
    }

    private Uni<Void> take(
            Hop hop, ConsumerRecord<String, byte[]> record, SubmissionEvent event, Sender sender) {
        UUID identity = event.identity(sender);
        StageParts.Piece piece = event.piece();
        if (piece == null) {
            return acceptDocument
                    .with(
                            hop,
                            event.offer(),
                            sender,
                            event.data(),
                            new Arrival(Door.KAFKA, null, identity))
                    .chain(outcome -> ended(record, outcome));
        }
        return stageParts
                .with(hop, piece, event.offer(), sender, event.data(), identity)
                .chain(staged -> ended(record, staged));
    }

    private Uni<Void> ended(ConsumerRecord<String, byte[]> record, Staged staged) {
        return switch (staged) {
            case Waiting waiting -> Uni.createFrom().voidItem();
            case Ended ended -> ended(record, ended.outcome());
            case Disagreeing other -> putAside(record, "part", other.why());
            case OverQuota over -> putAside(record, "quota", over.why());
        };
    }

    private Uni<Void> ended(ConsumerRecord<String, byte[]> record, Outcome outcome) {
        return switch (outcome) {
            case Accepted accepted -> Uni.createFrom().voidItem();
            case SeenBefore seen -> Uni.createFrom().voidItem();
            case Repeated repeated -> Uni.createFrom().voidItem();
            case Rejected rejected ->
                    rejected.submission() != null
                            ? Uni.createFrom().voidItem()
                            : putAside(record, rejected.label(), rejected.detail());
        };
    }

    private Uni<Void> putAside(ConsumerRecord<String, byte[]> record, String reason, String why) {
        LOG.warnf(
                "Put record %d of %s, partition %d, to the dead letters: %s",
                record.offset(), record.topic(), record.partition(), why);
        meters.putAside(reason);
        return Uni.createFrom().failure(new NotTakenIn(why));
    }
}
