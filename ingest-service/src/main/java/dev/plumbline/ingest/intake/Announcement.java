package dev.plumbline.ingest.intake;

import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.events.Part;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Reference;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.canonical.EvidenceParts;
import dev.plumbline.ingest.canonical.ReferenceParts;
import dev.plumbline.ingest.feed.Feed;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.store.SeenSubmission;
import dev.plumbline.ingest.store.Supply;
import dev.plumbline.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// What is to be said about a document.
///
/// @param supply the messages, made while they are stored
/// @param open what must be closed when they are stored, or not
record Announcement(Supply<Outgoing> supply, Closeable open) {

    /// What an understood document says, after the progress that it made.
    ///
    /// @param bulkItems above how many components or findings it goes by the bulk lane
    static Announcement of(
            Reception reception,
            ParsedDocument parsed,
            Instant parsedAt,
            int bulkItems,
            Hop hop,
            Executor worker)
            throws IOException {
        Reception.Content content =
                new Reception.Content(parsed.format(), parsed.tool(), parsed.counts());
        List<Outgoing> progress =
                List.of(
                        reception.received(content),
                        reception.progress(reception.id(), Step.PARSED, parsedAt, content, null));
        Provenance provenance = reception.provenance(content);
        Delivery delivery = reception.delivery();
        if (parsed instanceof WorldDocument world && delivery.product() == null) {
            return streamed(
                    reception.id(),
                    progress,
                    ReferenceParts.of(world, name(delivery.feed()), provenance),
                    hop,
                    worker);
        }
        return whole(
                reception,
                progress,
                EvidenceParts.of(parsed, named(delivery.product()), delivery.release(), provenance),
                content,
                bulkItems);
    }

    /// What is said when the bytes of an earlier submission come again: nothing new but the date.
    static List<Outgoing> again(Reception reception, SeenSubmission first) {
        Delivery delivery = reception.delivery();
        Reception.Content content =
                new Reception.Content(first.format(), first.tool(), first.counts());
        Provenance provenance = reception.provenance(content);
        Instant at = reception.clocked().receivedAt();
        List<Outgoing> messages = new ArrayList<>();
        for (UUID submission : List.of(first.id(), reception.id())) {
            messages.add(reception.progress(submission, Step.SEEN_AGAIN, at, content, null));
        }
        if (delivery.product() != null) {
            messages.add(
                    new Outgoing(
                            lane(reception.clocked(), 1, 1),
                            delivery.product(),
                            new ObservedAgain(
                                    delivery.product(), provenance, Part.WHOLE, first.id()),
                            reception.id()));
        } else if (delivery.feed() != null) {
            String feed = delivery.feed().wireName();
            int records =
                    Math.toIntExact(
                            first.counts().values().stream().mapToLong(Long::longValue).sum());
            messages.add(
                    new Outgoing(
                            Topics.REFERENCE,
                            feed,
                            ReferenceParts.unchanged(feed, records, provenance),
                            reception.id()));
        }
        return messages;
    }

    private static String named(@Nullable String key) {
        if (key == null) {
            throw new IllegalStateException("misplaced documents are refused before");
        }
        return key;
    }

    private static @Nullable String name(@Nullable Feed feed) {
        return feed == null ? null : feed.wireName();
    }

    private static Announcement whole(
            Reception reception,
            List<Outgoing> progress,
            List<Evidence> evidence,
            Reception.Content content,
            int bulkItems) {
        long items = content.counts().values().stream().mapToLong(Long::longValue).max().orElse(0);
        String topic = lane(reception.clocked(), items, bulkItems);
        List<Outgoing> messages = new ArrayList<>(progress);
        for (Evidence event : evidence) {
            messages.add(new Outgoing(topic, event.product(), event, reception.id()));
        }
        return new Announcement(Supply.of(messages), () -> {});
    }

    /// Back-dated and very large evidence must not hold up what somebody waits for. Scoring derives
    /// from the set of facts, so that two lanes of one product need no order between them (ADR
    /// 0008).
    private static String lane(Clocked clocked, long items, int bulkItems) {
        return clocked.backdated() || items > bulkItems ? Topics.EVIDENCE_BULK : Topics.EVIDENCE;
    }

    private static Announcement streamed(
            UUID submission,
            List<Outgoing> progress,
            ReferenceParts parts,
            Hop hop,
            Executor worker) {
        List<Outgoing> first = new ArrayList<>(progress);
        return new Announcement(
                () ->
                        hop.onWorker(worker, () -> batch(submission, first, parts))
                                .chain(batch -> hop.onLoop(() -> Uni.createFrom().item(batch))),
                parts::close);
    }

    private static List<Outgoing> batch(UUID submission, List<Outgoing> first, ReferenceParts parts)
            throws IOException {
        List<Outgoing> batch = new ArrayList<>(first);
        first.clear();
        for (Reference event : parts.next()) {
            batch.add(new Outgoing(Topics.REFERENCE, event.subject(), event, submission));
        }
        return batch;
    }
}
