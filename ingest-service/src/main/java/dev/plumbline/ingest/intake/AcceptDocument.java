package dev.plumbline.ingest.intake;

import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.events.Part;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Reference;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.access.Role;
import dev.plumbline.ingest.canonical.EvidenceParts;
import dev.plumbline.ingest.canonical.ReferenceParts;
import dev.plumbline.ingest.feed.Feed;
import dev.plumbline.ingest.intake.Outcome.Accepted;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.SeenBefore;
import dev.plumbline.ingest.intake.Outcome.Why;
import dev.plumbline.ingest.source.Detect;
import dev.plumbline.ingest.source.Detected;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.AdvisoryFeed;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.KevCatalogue;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.VexDocument;
import dev.plumbline.ingest.store.NewDocument;
import dev.plumbline.ingest.store.NewSubmission;
import dev.plumbline.ingest.store.NewSubmission.Status;
import dev.plumbline.ingest.store.Organisation;
import dev.plumbline.ingest.store.SeenSubmission;
import dev.plumbline.ingest.store.Submissions;
import dev.plumbline.ingest.store.Supply;
import dev.plumbline.outbox.EventIds;
import dev.plumbline.outbox.Outgoing;
import io.quarkus.runtime.Shutdown;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes in one document: spool, recognise, parse, and keep it with all that follows from it in one
// transaction.
///
/// The same bytes for the same product and release are not parsed again; that they came again is
// passed on as
/// evidence that it is still so (SCORING.md rule 11). A document that can't be read is refused, and
// kept with the
/// reason.
@ApplicationScoped
public class AcceptDocument {
    private static final Logger LOG = Logger.getLogger(AcceptDocument.class);
    private static final int PIECE = 256 * 1024;
    private static final int MAX_RELEASE = 128;

    private final Submissions submissions;
    private final Organisation organisation;
    private final Sources sources;
    private final IntakeMeters meters;
    private final IntakeConfig config;
    private final Clock clock;
    private final EventIds ids;
    private final ExecutorService parsers;

    AcceptDocument(
            Submissions submissions,
            Organisation organisation,
            Sources sources,
            IntakeMeters meters,
            IntakeConfig config,
            Clock clock) {
        this.submissions = submissions;
        this.organisation = organisation;
        this.sources = sources;
        this.meters = meters;
        this.config = config;
        this.clock = clock;
        this.ids = new EventIds(clock, new SecureRandom());
        int threads =
                config.parsers() > 0
                        ? config.parsers()
                        : Runtime.getRuntime().availableProcessors();
        this.parsers =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("parser-", 0).daemon().factory());
    }

    @Shutdown
    void stop() {
        parsers.shutdownNow();
    }

    /// Must be called on a thread that may block and works for a request.
    public Uni<Outcome> with(Delivery delivery) {
        Clocked clocked = Clocked.of(clock.instant(), delivery.observedAt(), delivery.sender());
        Rejected rejected = clocked.rejection() != null ? clocked.rejection() : wrong(delivery);
        if (rejected != null) {
            return done(rejected);
        }
        Hop hop = Hop.here();
        String product = delivery.product();
        Uni<Organisation.Standing> standing =
                product == null
                        ? Uni.createFrom().item(Organisation.Standing.ACTIVE)
                        : hop.onLoop(() -> organisation.standing(product));
        return standing.chain(
                        known ->
                                switch (known) {
                                    case UNKNOWN ->
                                            done(
                                                    Rejected.of(
                                                            Why.UNKNOWN_PRODUCT,
                                                            "there is no product " + product));
                                    case ARCHIVED ->
                                            done(
                                                    Rejected.of(
                                                            Why.ARCHIVED_PRODUCT,
                                                            "product "
                                                                    + product
                                                                    + " is archived and takes no evidence"));
                                    case ACTIVE -> spool(hop, delivery, clocked);
                                })
                .invoke(meters::ended);
    }

    private static Uni<Outcome> done(Outcome outcome) {
        return Uni.createFrom().item(outcome);
    }

    private static @Nullable Rejected wrong(Delivery delivery) {
        String release = delivery.release();
        if (delivery.product() == null && release != null) {
            return Rejected.of(
                    Why.INVALID_REQUEST, "a release belongs to a product, which is not named");
        }
        if (release != null
                && (release.isBlank() || release.length() > MAX_RELEASE || hasControl(release))) {
            return Rejected.of(
                    Why.INVALID_REQUEST,
                    "release must have 1 to " + MAX_RELEASE + " characters, none of them control");
        }
        if (delivery.product() != null && delivery.feed() != null) {
            return Rejected.of(
                    Why.INVALID_REQUEST, "a feed speaks of the world and names no product");
        }
        if (delivery.product() != null && !delivery.sender().has(Role.INGEST)) {
            return Rejected.of(
                    Why.NOT_ALLOWED, "evidence of a product needs the role " + Role.INGEST);
        }
        return null;
    }

    static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private Uni<Outcome> spool(Hop hop, Delivery delivery, Clocked clocked) {
        return hop.onWorker(
                        Infrastructure.getDefaultWorkerPool(),
                        () ->
                                new Spool(
                                                config.maxDocumentBytes(),
                                                config.maxExpansion(),
                                                config.memoryBytes(),
                                                Spool.folder(config.spoolFolder()))
                                        .take(delivery.body(), delivery.encoding()))
                .chain(
                        taken ->
                                switch (taken) {
                                    case Spool.TooLarge large ->
                                            done(Rejected.of(Why.TOO_LARGE, large.detail()));
                                    case Spool.Broken broken ->
                                            done(Rejected.of(Why.UNREADABLE, broken.detail()));
                                    case Spool.Kept kept -> {
                                        SpooledDocument document = kept.document();
                                        yield accept(
                                                        hop,
                                                        new Reception(
                                                                delivery,
                                                                clocked,
                                                                document,
                                                                ids.next()))
                                                .eventually(() -> close(document));
                                    }
                                });
    }

    private static void close(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.warnf(
                    e,
                    "A spooled document could not be closed; its file may stay in the spool folder.");
        }
    }

    /// A document that is here, under its number.
    private record Reception(
            Delivery delivery, Clocked clocked, SpooledDocument document, UUID id) {
        Provenance provenance(@Nullable String tool) {
            return new Provenance(
                    id,
                    delivery.sender().name(),
                    delivery.sender().evidenceTrust(),
                    clocked.observedAt(),
                    clocked.receivedAt(),
                    document.sha256Hex(),
                    tool);
        }

        NewSubmission row(
                Status status,
                @Nullable String format,
                @Nullable String tool,
                Map<String, Long> counts,
                @Nullable String reason,
                @Nullable UUID first) {
            return new NewSubmission(
                    id,
                    status,
                    delivery.product(),
                    delivery.release(),
                    format,
                    tool,
                    document.sha256(),
                    delivery.sender().name(),
                    delivery.sender().evidenceTrust(),
                    clocked.observedAt(),
                    clocked.receivedAt(),
                    counts,
                    reason,
                    first);
        }

        Outgoing progress(
                UUID submission,
                Step step,
                Instant at,
                @Nullable String format,
                @Nullable String tool,
                Map<String, Long> counts,
                @Nullable String problem) {
            return new Outgoing(
                    Topics.PROGRESS,
                    submission.toString(),
                    new ProgressReported(
                            submission,
                            step,
                            at,
                            delivery.product(),
                            delivery.release(),
                            format,
                            tool,
                            delivery.sender().name(),
                            clocked.observedAt(),
                            counts,
                            problem),
                    submission);
        }
    }

    private Uni<Outcome> accept(Hop hop, Reception reception) {
        Delivery delivery = reception.delivery();
        return hop.onLoop(
                        () ->
                                submissions.seen(
                                        reception.document().sha256(),
                                        delivery.product(),
                                        delivery.release()))
                .chain(
                        seen ->
                                seen.isPresent()
                                        ? seenAgain(hop, reception, seen.get())
                                        : read(hop, reception));
    }

    /// What reading led to: something to keep, or a refusal (`kept` says whether it is written
    // down).
    private sealed interface Reading {}

    private record Understood(Format format, ParsedDocument document) implements Reading {}

    private record Refused(Rejected rejection, @Nullable String format) implements Reading {}

    private record Misplaced(Rejected rejection) implements Reading {}

    private Uni<Outcome> read(Hop hop, Reception reception) {
        return hop.onWorker(parsers, () -> understand(reception))
                .chain(
                        reading ->
                                switch (reading) {
                                    case Understood understood ->
                                            keep(hop, reception, understood.document());
                                    case Refused refused -> refuse(hop, reception, refused);
                                    case Misplaced misplaced -> done(misplaced.rejection());
                                });
    }

    private Reading understand(Reception reception) throws IOException {
        Delivery delivery = reception.delivery();
        Format format = delivery.format();
        if (format == null) {
            switch (Detect.of(reception.document().prefix())) {
                case Detected.Known known -> format = known.format();
                case Detected.Foreign foreign -> {
                    return new Refused(
                            Rejected.of(
                                    Why.UNKNOWN_FORMAT,
                                    "this is " + foreign.what() + ", which is not read"),
                            null);
                }
            }
        }
        Rejected misplaced = misplaced(delivery, format);
        if (misplaced != null) {
            return new Misplaced(misplaced);
        }
        long start = System.nanoTime();
        ParseResult result = sources.of(format).parse(reception.document());
        meters.parsed(format, reception.document().sizeBytes(), System.nanoTime() - start);
        return switch (result) {
            case Parsed parsed -> new Understood(format, parsed.document());
            case Malformed malformed ->
                    new Refused(
                            new Rejected(
                                    Why.UNREADABLE,
                                    malformed.reason(),
                                    malformed.line(),
                                    malformed.column(),
                                    null),
                            format.wireName());
        };
    }

    private static @Nullable Rejected misplaced(Delivery delivery, Format format) {
        String name = format.description();
        return switch (format.speaks()) {
            case OF_A_PRODUCT -> {
                if (delivery.feed() != null) {
                    yield Rejected.of(Why.INVALID_REQUEST, name + " is no feed of reference facts");
                }
                if (delivery.product() == null) {
                    yield Rejected.of(
                            Why.INVALID_REQUEST,
                            name + " speaks of a product: name it with product=");
                }
                boolean needsRelease = format != Format.OPENVEX;
                yield needsRelease && delivery.release() == null
                        ? Rejected.of(
                                Why.INVALID_REQUEST,
                                name + " speaks of a release: name it with release=")
                        : null;
            }
            case OF_THE_WORLD -> {
                if (delivery.product() != null) {
                    yield Rejected.of(
                            Why.INVALID_REQUEST,
                            name + " says what the world knows: send it without a product");
                }
                if (!delivery.sender().has(Role.REFERENCE)) {
                    yield Rejected.of(
                            Why.NOT_ALLOWED, "reference facts need the role " + Role.REFERENCE);
                }
                Feed feed = delivery.feed();
                yield feed != null && feed.format() != format
                        ? Rejected.of(
                                Why.INVALID_REQUEST,
                                name + " is not the content of the feed " + feed.wireName())
                        : null;
            }
        };
    }

    private Uni<Outcome> keep(Hop hop, Reception reception, ParsedDocument parsed) {
        Messages messages;
        try {
            messages = messages(hop, reception, parsed);
        } catch (IOException e) {
            return Uni.createFrom().failure(e);
        }
        NewSubmission row =
                reception.row(
                        Status.ACCEPTED,
                        parsed.format(),
                        parsed.tool(),
                        parsed.counts(),
                        null,
                        null);
        return hop.onLoop(() -> submissions.keep(row, document(hop, reception), messages.supply()))
                .eventually(() -> close(messages.open()))
                .chain(
                        other ->
                                other.isPresent()
                                        ? seenAgain(hop, reception, other.get())
                                        : done(accepted(reception, parsed)));
    }

    private static Accepted accepted(Reception reception, ParsedDocument parsed) {
        Delivery delivery = reception.delivery();
        LOG.debugf("Accepted %s as %s: %s", reception.id(), parsed.format(), parsed.counts());
        return new Accepted(
                reception.id(),
                delivery.product(),
                delivery.release(),
                parsed.format(),
                parsed.tool(),
                parsed.counts());
    }

    private Messages messages(Hop hop, Reception reception, ParsedDocument parsed)
            throws IOException {
        Delivery delivery = reception.delivery();
        Provenance provenance = reception.provenance(parsed.tool());
        Instant parsedAt = clock.instant();
        List<Outgoing> progress =
                List.of(
                        reception.progress(
                                reception.id(),
                                Step.RECEIVED,
                                reception.clocked().receivedAt(),
                                parsed.format(),
                                parsed.tool(),
                                Map.of(),
                                null),
                        reception.progress(
                                reception.id(),
                                Step.PARSED,
                                parsedAt,
                                parsed.format(),
                                parsed.tool(),
                                parsed.counts(),
                                null));
        return switch (parsed) {
            case AdvisoryFeed feed ->
                    streamed(
                            hop,
                            reception.id(),
                            progress,
                            ReferenceParts.of(feed, name(delivery.feed()), provenance));
            case KevCatalogue kev ->
                    streamed(
                            hop,
                            reception.id(),
                            progress,
                            ReferenceParts.of(kev, name(delivery.feed()), provenance));
            case Bill bill -> {
                String product = named(delivery.product());
                yield whole(
                        reception,
                        progress,
                        EvidenceParts.of(bill, product, delivery.release(), provenance),
                        parsed);
            }
            case ScanReport report -> {
                String product = named(delivery.product());
                String release = named(delivery.release());
                yield whole(
                        reception,
                        progress,
                        EvidenceParts.of(report, product, release, provenance),
                        parsed);
            }
            case VexDocument vex -> {
                String product = named(delivery.product());
                yield whole(
                        reception,
                        progress,
                        EvidenceParts.of(vex, product, delivery.release(), provenance),
                        parsed);
            }
        };
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

    private Messages whole(
            Reception reception,
            List<Outgoing> progress,
            List<Evidence> evidence,
            ParsedDocument parsed) {
        long items = parsed.counts().values().stream().mapToLong(Long::longValue).max().orElse(0);
        String topic = lane(reception.clocked(), items);
        List<Outgoing> messages = new ArrayList<>(progress);
        for (Evidence event : evidence) {
            messages.add(new Outgoing(topic, event.product(), event, reception.id()));
        }
        return new Messages(Supply.of(messages), () -> {});
    }

    /// Back-dated and very large evidence must not hold up what somebody waits for. Scoring derives
    // from the set of
    /// facts, so that two lanes of one product need no order between them (ADR 0008).
    private String lane(Clocked clocked, long items) {
        boolean backdated = clocked.observedAt().isBefore(clocked.receivedAt());
        return backdated || items > config.bulkItems() ? Topics.EVIDENCE_BULK : Topics.EVIDENCE;
    }

    private Messages streamed(
            Hop hop, UUID submission, List<Outgoing> progress, ReferenceParts parts) {
        List<Outgoing> first = new ArrayList<>(progress);
        return new Messages(
                () ->
                        hop.onWorker(parsers, () -> batch(submission, first, parts))
                                .chain(batch -> hop.onLoop(() -> Uni.createFrom().item(batch))),
                parts::close);
    }

    /// What is to be said, and what is open until it is said.
    private record Messages(Supply<Outgoing> supply, Closeable open) {}

    private static List<Outgoing> batch(UUID submission, List<Outgoing> first, ReferenceParts parts)
            throws IOException {
        List<Outgoing> batch = new ArrayList<>(first);
        first.clear();
        for (Reference event : parts.next()) {
            batch.add(new Outgoing(Topics.REFERENCE, event.subject(), event, submission));
        }
        return batch;
    }

    private NewDocument document(Hop hop, Reception reception) {
        SpooledDocument document = reception.document();
        return new NewDocument(
                document.sha256(),
                document.sizeBytes(),
                document.compressedBytes(),
                pieces(hop, document));
    }

    private static Supply<byte[]> pieces(Hop hop, SpooledDocument document) {
        long[] offset = {0};
        return () ->
                hop.onWorker(Infrastructure.getDefaultWorkerPool(), () -> piece(document, offset))
                        .chain(piece -> hop.onLoop(() -> Uni.createFrom().item(piece)));
    }

    private static List<byte[]> piece(SpooledDocument document, long[] offset) throws IOException {
        if (offset[0] >= document.compressedBytes()) {
            return List.of();
        }
        try (InputStream in = document.compressed()) {
            in.skipNBytes(offset[0]);
            byte[] piece = in.readNBytes(PIECE);
            offset[0] += piece.length;
            return List.of(piece);
        }
    }

    private Uni<Outcome> refuse(Hop hop, Reception reception, Refused refused) {
        Rejected why = refused.rejection();
        String place =
                why.line() > 0 ? " (line " + why.line() + ", column " + why.column() + ")" : "";
        String reason = why.detail() + place;
        NewSubmission row =
                reception.row(Status.REFUSED, refused.format(), null, Map.of(), reason, null);
        List<Outgoing> progress =
                List.of(
                        reception.progress(
                                reception.id(),
                                Step.RECEIVED,
                                reception.clocked().receivedAt(),
                                refused.format(),
                                null,
                                Map.of(),
                                null),
                        reception.progress(
                                reception.id(),
                                Step.REFUSED,
                                clock.instant(),
                                refused.format(),
                                null,
                                Map.of(),
                                reason));
        Rejected kept =
                new Rejected(why.why(), why.detail(), why.line(), why.column(), reception.id());
        LOG.infof(
                "Refused %s of %s for %s: %s",
                reception.id(),
                reception.delivery().sender().name(),
                reception.delivery().product() == null
                        ? "the world"
                        : reception.delivery().product(),
                reason);
        return hop.onLoop(
                        () ->
                                submissions.keepRefused(
                                        row,
                                        document(hop, reception),
                                        progress,
                                        config.refusedQuotaBytes()))
                .replaceWith(kept);
    }

    private Uni<Outcome> seenAgain(Hop hop, Reception reception, SeenSubmission first) {
        Delivery delivery = reception.delivery();
        if (delivery.product() == null && !delivery.sender().has(Role.REFERENCE)) {
            return done(
                    Rejected.of(
                            Why.NOT_ALLOWED, "reference facts need the role " + Role.REFERENCE));
        }
        Instant at = reception.clocked().receivedAt();
        Provenance provenance = reception.provenance(first.tool());
        List<Outgoing> messages = new ArrayList<>();
        for (UUID submission : List.of(first.id(), reception.id())) {
            messages.add(
                    reception.progress(
                            submission,
                            Step.SEEN_AGAIN,
                            at,
                            first.format(),
                            first.tool(),
                            first.counts(),
                            null));
        }
        if (delivery.product() != null) {
            messages.add(
                    new Outgoing(
                            lane(reception.clocked(), 1),
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
        NewSubmission row =
                reception.row(
                        Status.SEEN_AGAIN,
                        first.format(),
                        first.tool(),
                        first.counts(),
                        null,
                        first.id());
        return hop.onLoop(() -> submissions.keep(row, messages))
                .replaceWith(
                        new SeenBefore(
                                first.id(),
                                delivery.product(),
                                delivery.release(),
                                first.format(),
                                first.tool(),
                                first.counts()));
    }
}
