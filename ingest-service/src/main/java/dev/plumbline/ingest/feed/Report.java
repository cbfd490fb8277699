package dev.plumbline.ingest.feed;

import dev.plumbline.events.ConnectionReported;
import dev.plumbline.events.ConnectionReported.State;
import dev.plumbline.events.Part;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Reference.FeedChecked;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.store.FeedRuns.Standing;
import dev.plumbline.ingest.store.NewSubmission;
import dev.plumbline.ingest.store.NewSubmission.Status;
import dev.plumbline.outbox.Outgoing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is said of a feed's run.
final class Report {
    private Report() {}

    /// How the feed is doing.
    static Outgoing of(
            String key,
            State state,
            Instant at,
            Instant startedAt,
            Standing standing,
            @Nullable Instant nextAt,
            @Nullable String problem) {
        String name = "feed/" + key;
        return new Outgoing(
                Topics.PROGRESS,
                name,
                new ConnectionReported(
                        name,
                        at,
                        state,
                        startedAt,
                        standing.succeededAt(),
                        nextAt,
                        standing.words(),
                        standing.accepted(),
                        standing.ignored(),
                        standing.refused(),
                        problem),
                null);
    }

    /// That a feed was read to its end, as a submission of its own, so that it can be followed and
    /// shown as a reason.
    record Checked(NewSubmission submission, List<Outgoing> messages) {
        private static final String FORMAT = "feed check";

        static Checked of(UUID id, String feed, long records, Sender sender, Instant at) {
            Map<String, Long> counts = Map.of("records", records);
            Provenance provenance =
                    new Provenance(id, sender.name(), sender.evidenceTrust(), at, at, null, null);
            return new Checked(
                    new NewSubmission(
                            id,
                            Status.ACCEPTED,
                            null,
                            null,
                            FORMAT,
                            null,
                            null,
                            sender.name(),
                            sender.evidenceTrust(),
                            at,
                            at,
                            counts,
                            null,
                            null),
                    List.of(
                            progress(id, Step.RECEIVED, sender, at, Map.of()),
                            progress(id, Step.PARSED, sender, at, counts),
                            new Outgoing(
                                    Topics.REFERENCE,
                                    feed,
                                    new FeedChecked(
                                            provenance,
                                            Part.WHOLE,
                                            feed,
                                            at,
                                            (int) Math.min(records, Integer.MAX_VALUE)),
                                    id)));
        }

        private static Outgoing progress(
                UUID id, Step step, Sender sender, Instant at, Map<String, Long> counts) {
            return new Outgoing(
                    Topics.PROGRESS,
                    id.toString(),
                    new ProgressReported(
                            id,
                            step,
                            at,
                            null,
                            null,
                            FORMAT,
                            null,
                            sender.name(),
                            at,
                            counts,
                            null),
                    id);
        }
    }
}
