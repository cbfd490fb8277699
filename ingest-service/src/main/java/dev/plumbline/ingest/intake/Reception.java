package dev.plumbline.ingest.intake;

import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.store.NewSubmission;
import dev.plumbline.ingest.store.NewSubmission.Status;
import dev.plumbline.outbox.Outgoing;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A document that is here, under its number, with who brought it when.
///
/// @param spooled `null` if it could not be taken off the wire as a whole, and is refused for that
record Reception(UUID id, Delivery delivery, Clocked clocked, @Nullable SpooledDocument spooled) {
    SpooledDocument document() {
        return Objects.requireNonNull(spooled, "what is not here can't be read");
    }

    /// What is known of a document's content.
    ///
    /// @param format such as `CycloneDX 1.6 JSON`; `null` if it was not recognised
    record Content(@Nullable String format, @Nullable String tool, Map<String, Long> counts) {
        Content {
            counts = Map.copyOf(counts);
        }
    }

    Provenance provenance(Content content) {
        return new Provenance(
                id,
                delivery.sender().name(),
                trust(content),
                clocked.observedAt(),
                clocked.receivedAt(),
                document().sha256Hex(),
                content.tool());
    }

    /// A document that answers items of measures is an answer with its proof, and worth no more
    /// than the same answer given without a document.
    private double trust(Content content) {
        return content.counts().containsKey("facts")
                ? delivery.sender().answerTrust(true)
                : delivery.sender().evidenceTrust();
    }

    NewSubmission accepted(Content content) {
        return row(Status.ACCEPTED, content, null, null);
    }

    NewSubmission refused(Content content, String reason) {
        return row(Status.REFUSED, content, reason, null);
    }

    NewSubmission seenAgain(Content content, UUID first) {
        return row(Status.SEEN_AGAIN, content, null, first);
    }

    private NewSubmission row(
            Status status, Content content, @Nullable String reason, @Nullable UUID first) {
        return new NewSubmission(
                id,
                status,
                delivery.product(),
                delivery.release(),
                content.format(),
                content.tool(),
                spooled == null ? null : spooled.sha256(),
                delivery.sender().name(),
                trust(content),
                clocked.observedAt(),
                clocked.receivedAt(),
                content.counts(),
                reason,
                first);
    }

    /// That it came in.
    Outgoing received(Content content) {
        return progress(
                id,
                Step.RECEIVED,
                clocked.receivedAt(),
                new Content(content.format(), content.tool(), Map.of()),
                null);
    }

    /// A step of a submission: this one, or the one that brought the same bytes first.
    Outgoing progress(
            UUID submission, Step step, Instant at, Content content, @Nullable String problem) {
        return new Outgoing(
                Topics.PROGRESS,
                submission.toString(),
                new ProgressReported(
                        submission,
                        step,
                        at,
                        delivery.product(),
                        delivery.release(),
                        content.format(),
                        content.tool(),
                        delivery.sender().name(),
                        clocked.observedAt(),
                        content.counts(),
                        problem),
                submission);
    }
}
