package dev.plumbline.ingest.intake;

import dev.plumbline.events.Evidence;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.canonical.EvidenceParts;
import dev.plumbline.ingest.intake.Outcome.Accepted;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.store.NewSubmission;
import dev.plumbline.ingest.store.NewSubmission.Status;
import dev.plumbline.outbox.Outgoing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What many deliveries together say of a product, as a submission of its own each time that one
/// more of them came.
///
/// @param sha256 of the document that it was made from; `null` if there is none
record Gathered(
        UUID id,
        String product,
        @Nullable String release,
        Sender sender,
        Instant receivedAt,
        ParsedDocument report,
        byte @Nullable [] sha256) {

    NewSubmission row() {
        return row(sha256);
    }

    /// The same where the document was kept with an earlier submission.
    NewSubmission rowWithoutDocument() {
        return row(null);
    }

    private NewSubmission row(byte @Nullable [] document) {
        return new NewSubmission(
                id,
                Status.ACCEPTED,
                product,
                release,
                report.format(),
                report.tool(),
                document,
                sender.name(),
                sender.evidenceTrust(),
                receivedAt,
                receivedAt,
                report.counts(),
                null,
                null);
    }

    List<Outgoing> messages(Instant parsedAt) {
        List<Outgoing> messages = new ArrayList<>();
        messages.add(progress(Step.RECEIVED, receivedAt));
        messages.add(progress(Step.PARSED, parsedAt));
        Provenance provenance =
                new Provenance(
                        id,
                        sender.name(),
                        sender.evidenceTrust(),
                        receivedAt,
                        receivedAt,
                        sha256 == null ? null : HexFormat.of().formatHex(sha256),
                        report.tool());
        for (Evidence event : EvidenceParts.of(report, product, release, provenance)) {
            messages.add(new Outgoing(Topics.EVIDENCE, product, event, id));
        }
        return messages;
    }

    private Outgoing progress(Step step, Instant at) {
        return new Outgoing(
                Topics.PROGRESS,
                id.toString(),
                new ProgressReported(
                        id,
                        step,
                        at,
                        product,
                        release,
                        report.format(),
                        report.tool(),
                        sender.name(),
                        receivedAt,
                        step == Step.PARSED ? report.counts() : Map.of(),
                        null),
                id);
    }

    Accepted accepted() {
        return new Accepted(id, product, release, report.format(), report.tool(), report.counts());
    }
}
