package dev.plumbline.ingest.intake;

import dev.plumbline.access.Role;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.feed.Feed;
import dev.plumbline.ingest.intake.Outcome.Accepted;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Repeated;
import dev.plumbline.ingest.intake.Outcome.SeenBefore;
import dev.plumbline.ingest.intake.Outcome.Why;
import dev.plumbline.ingest.source.Detected;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.Either;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.store.NewDocument;
import dev.plumbline.ingest.store.Organisation.Standing;
import dev.plumbline.ingest.store.SeenSubmission;
import dev.plumbline.ingest.store.Submissions;
import dev.plumbline.ingest.store.Submissions.Kept;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes in one document: spool, recognise, parse, and keep it with all that follows from it in one
/// transaction.
///
/// The same bytes for the same product and release are not parsed again; that they came again is
/// passed on as evidence that it is still so (SCORING.md rule 11). A document that can't be read is
/// refused, and kept with the reason.
@ApplicationScoped
public class AcceptDocument {
    private static final Logger LOG = Logger.getLogger(AcceptDocument.class);
    private static final int PIECE = 256 * 1024;
    private static final int MAX_RELEASE = 128;

    /// What a document may need while it is read and kept, in bytes for each of its own: some forty
    /// objects for a component that is named in twenty-five characters.
    private static final int HEAP_PER_BYTE = 12;

    /// What the world says is sent on while it is read.
    private static final long HEAP_OF_STREAMED = 8L << 20;

    /// Documents that need no more are not counted: only so many are parsed at once.
    private static final long HEAP_OF_SMALL = 2L << 20;

    private static final double SHARE_OF_HEAP = 0.4;

    private final Submissions submissions;
    private final Admission admission;
    private final Sources sources;
    private final Bodies bodies;
    private final IntakeMeters meters;
    private final IntakeConfig config;
    private final Clock clock;
    private final EventIds ids;
    private final ExecutorService parsers;
    private final Room room = new Room((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP));

    AcceptDocument(
            Submissions submissions,
            Admission admission,
            Sources sources,
            Bodies bodies,
            IntakeMeters meters,
            IntakeConfig config,
            Clock clock) {
        this.submissions = submissions;
        this.admission = admission;
        this.sources = sources;
        this.bodies = bodies;
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

    /// @param hop the request or record that brought it; answers on its event loop or on a worker
    /// @param body read once, on a thread that may wait, before the answer comes; closing it is the
    ///     caller's
    public Uni<Outcome> with(
            Hop hop, Offer offer, Sender sender, InputStream body, Arrival arrival) {
        Offer.Meaning meaning = offer.meaning(sources);
        Uni<Outcome> outcome =
                meaning.rejection() != null
                        ? done(meaning.rejection())
                        : with(
                                hop,
                                new Delivery(
                                        offer.product(),
                                        offer.release(),
                                        meaning.source(),
                                        meaning.observed(),
                                        meaning.whole(),
                                        sender,
                                        meaning.packing(),
                                        body,
                                        arrival));
        return outcome.invoke(ended -> meters.ended(arrival.door(), ended));
    }

    private Uni<Outcome> with(Hop hop, Delivery delivery) {
        Clocked clocked = Clocked.of(clock.instant(), delivery.observedAt(), delivery.sender());
        Rejected rejected = clocked.rejection() != null ? clocked.rejection() : wrong(delivery);
        if (rejected != null) {
            return done(rejected);
        }
        UUID event = delivery.arrival().event();
        return event == null
                ? admit(hop, delivery, clocked)
                : hop.onLoop(() -> submissions.heard(event))
                        .chain(
                                heard ->
                                        heard
                                                ? done(new Repeated())
                                                : admit(hop, delivery, clocked));
    }

    private Uni<Outcome> admit(Hop hop, Delivery delivery, Clocked clocked) {
        return standing(hop, delivery.product())
                .chain(
                        standing -> {
                            Rejected closed = Rejected.of(standing, delivery.product());
                            return closed != null ? done(closed) : spool(hop, delivery, clocked);
                        });
    }

    private static Uni<Outcome> done(Outcome outcome) {
        return Uni.createFrom().item(outcome);
    }

    /// What can be told without the document.
    private static @Nullable Rejected wrong(Delivery delivery) {
        String release = delivery.release();
        if (delivery.product() == null) {
            return release == null
                    ? null
                    : Rejected.of(
                            Why.INVALID_REQUEST,
                            "a release belongs to a product, which is not named");
        }
        if (release != null
                && (release.isBlank()
                        || release.length() > MAX_RELEASE
                        || release.chars().anyMatch(Character::isISOControl))) {
            return Rejected.of(
                    Why.INVALID_REQUEST,
                    "release must have 1 to " + MAX_RELEASE + " characters, none of them control");
        }
        if (delivery.feed() != null) {
            return Rejected.of(
                    Why.INVALID_REQUEST, "a feed speaks of the world and names no product");
        }
        return delivery.sender().has(Role.INGEST)
                ? null
                : Rejected.of(
                        Why.NOT_ALLOWED, "evidence of a product needs the role " + Role.INGEST);
    }

    private Uni<Standing> standing(Hop hop, @Nullable String product) {
        return product == null
                ? Uni.createFrom().item(Standing.ACTIVE)
                : admission.of(hop, product);
    }

    private Uni<Outcome> spool(Hop hop, Delivery delivery, Clocked clocked) {
        return hop.onWorker(
                        bodies.readers(),
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
                                            unread(
                                                    hop,
                                                    delivery,
                                                    clocked,
                                                    Rejected.of(Why.TOO_LARGE, large.detail()));
                                    case Spool.Broken broken ->
                                            unread(
                                                    hop,
                                                    delivery,
                                                    clocked,
                                                    Rejected.of(Why.UNREADABLE, broken.detail()));
                                    case Spool.Kept kept -> {
                                        SpooledDocument document = kept.document();
                                        yield accept(
                                                        hop,
                                                        new Reception(
                                                                number(delivery.arrival()),
                                                                delivery,
                                                                clocked,
                                                                document))
                                                .eventually(() -> close(document));
                                    }
                                });
    }

    /// There are no bytes to keep, or too many; that they came is kept all the same.
    private Uni<Outcome> unread(Hop hop, Delivery delivery, Clocked clocked, Rejected why) {
        if (delivery.product() == null && !delivery.sender().has(Role.REFERENCE)) {
            return done(why);
        }
        return refuse(
                hop,
                new Reception(number(delivery.arrival()), delivery, clocked, null),
                new Refused(why, null));
    }

    private UUID number(Arrival arrival) {
        UUID given = arrival.submission();
        return given == null ? ids.next() : given;
    }

    private static void close(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.warnf(e, "A spooled document could not be closed.");
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

    /// What came of looking who reads a document.
    private sealed interface Recognised {}

    private record ReadBy(Source source) implements Recognised {}

    /// What reading led to.
    private sealed interface Reading {}

    private record Understood(ParsedDocument document) implements Reading {}

    /// A document that is not read; the refusal is written down.
    private record Refused(Rejected rejection, @Nullable String format)
            implements Recognised, Reading {}

    /// A document in the wrong place; nothing is written down.
    private record Misplaced(Rejected rejection) implements Recognised, Reading {}

    private Uni<Outcome> read(Hop hop, Reception reception) {
        return hop.onWorker(parsers, () -> recognise(reception))
                .chain(
                        recognised ->
                                switch (recognised) {
                                    case ReadBy(Source source) -> read(hop, reception, source);
                                    case Refused refused -> refuse(hop, reception, refused);
                                    case Misplaced misplaced -> done(misplaced.rejection());
                                });
    }

    private Uni<Outcome> read(Hop hop, Reception reception, Source source) {
        long heap =
                source.format().speaks() == Speaks.OF_THE_WORLD
                        ? HEAP_OF_STREAMED
                        : HEAP_PER_BYTE * reception.document().sizeBytes();
        return heap <= HEAP_OF_SMALL
                ? readNow(hop, reception, source)
                : room.within(heap, () -> readNow(hop, reception, source));
    }

    private Uni<Outcome> readNow(Hop hop, Reception reception, Source source) {
        return hop.onWorker(parsers, () -> understand(reception, source))
                .chain(
                        reading ->
                                switch (reading) {
                                    case Understood understood ->
                                            keep(hop, reception, understood.document());
                                    case Refused refused -> refuse(hop, reception, refused);
                                    case Misplaced misplaced -> done(misplaced.rejection());
                                });
    }

    private Recognised recognise(Reception reception) throws IOException {
        Source source = reception.delivery().source();
        if (source == null) {
            switch (sources.detect(reception.document().prefix())) {
                case Detected.Known known -> source = known.source();
                case Detected.Foreign foreign -> {
                    return new Refused(
                            Rejected.of(
                                    Why.UNKNOWN_FORMAT,
                                    "this is " + foreign.what() + ", which is not read"),
                            null);
                }
            }
        }
        Rejected misplaced = misplaced(reception.delivery(), source.format());
        return misplaced == null ? new ReadBy(source) : new Misplaced(misplaced);
    }

    private Reading understand(Reception reception, Source source) throws IOException {
        Format format = source.format();
        long start = System.nanoTime();
        ParseResult result = source.parse(reception.document());
        meters.parsed(format, reception.document().sizeBytes(), System.nanoTime() - start);
        return switch (result) {
            case Parsed(Either either) ->
                    new Understood(
                            reception.delivery().product() == null
                                    ? either.ofWorld()
                                    : either.ofProduct());
            case Parsed(WorldDocument world) when reception.delivery().product() != null ->
                    new Misplaced(
                            Rejected.of(
                                    Why.INVALID_REQUEST,
                                    world.records()
                                            + " records are more than one maker's own: send them"
                                            + " without a product"));
            case Parsed parsed -> new Understood(parsed.document());
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
        return switch (format.speaks()) {
            case OF_A_PRODUCT, OF_A_RELEASE -> misplacedEvidence(delivery, format);
            case OF_THE_WORLD -> misplacedReference(delivery, format);
            case OF_EITHER ->
                    delivery.product() == null
                            ? misplacedReference(delivery, format)
                            : misplacedEvidence(delivery, format);
        };
    }

    private static @Nullable Rejected misplacedEvidence(Delivery delivery, Format format) {
        String name = "the format " + format.wireName();
        if (delivery.feed() != null) {
            return Rejected.of(Why.INVALID_REQUEST, name + " is no feed of reference facts");
        }
        if (delivery.product() == null) {
            return Rejected.of(
                    Why.INVALID_REQUEST, name + " speaks of a product: name it with product=");
        }
        return format.speaks() == Speaks.OF_A_RELEASE && delivery.release() == null
                ? Rejected.of(
                        Why.INVALID_REQUEST, name + " speaks of a release: name it with release=")
                : null;
    }

    private static @Nullable Rejected misplacedReference(Delivery delivery, Format format) {
        String name = "the format " + format.wireName();
        if (delivery.product() != null) {
            return Rejected.of(
                    Why.INVALID_REQUEST,
                    name + " says what the world knows: send it without a product");
        }
        if (!delivery.sender().has(Role.REFERENCE)) {
            return needsReferenceRole();
        }
        Feed feed = delivery.feed();
        return feed != null && !feed.wireName().equals(format.wireName())
                ? Rejected.of(
                        Why.INVALID_REQUEST,
                        name + " is not the content of the feed " + feed.wireName())
                : null;
    }

    private static Rejected needsReferenceRole() {
        return Rejected.of(Why.NOT_ALLOWED, "reference facts need the role " + Role.REFERENCE);
    }

    private Uni<Outcome> keep(Hop hop, Reception reception, ParsedDocument parsed) {
        Announcement announcement;
        try {
            announcement =
                    Announcement.of(
                            reception, parsed, clock.instant(), config.bulkItems(), hop, parsers);
        } catch (IOException e) {
            return Uni.createFrom().failure(e);
        }
        Reception.Content content =
                new Reception.Content(parsed.format(), parsed.tool(), parsed.counts());
        return hop.onLoop(
                        () ->
                                submissions.keep(
                                        reception.accepted(content),
                                        document(hop, reception),
                                        announcement.supply(),
                                        delivery(reception)))
                .eventually(() -> close(announcement.open()))
                .chain(
                        kept ->
                                switch (kept) {
                                    case Kept.Here here -> done(accepted(reception, parsed));
                                    case Kept.Before before ->
                                            seenAgain(hop, reception, before.first());
                                    case Kept.Heard heard -> done(new Repeated());
                                });
    }

    private static @Nullable UUID delivery(Reception reception) {
        return reception.delivery().arrival().event();
    }

    private static Accepted accepted(Reception reception, ParsedDocument parsed) {
        LOG.debugf("Accepted %s as %s: %s", reception.id(), parsed.format(), parsed.counts());
        return new Accepted(
                reception.id(),
                reception.delivery().product(),
                reception.delivery().release(),
                parsed.format(),
                parsed.tool(),
                parsed.counts());
    }

    private static NewDocument document(Hop hop, Reception reception) {
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
        Reception.Content content = new Reception.Content(refused.format(), null, Map.of());
        List<Outgoing> progress =
                List.of(
                        reception.received(content),
                        reception.progress(
                                reception.id(), Step.REFUSED, clock.instant(), content, reason));
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
                                        reception.refused(content, reason),
                                        reception.spooled() == null
                                                ? null
                                                : document(hop, reception),
                                        progress,
                                        config.refusedQuotaBytes(),
                                        delivery(reception)))
                .map(
                        first ->
                                first
                                        ? new Rejected(
                                                why.why(),
                                                why.detail(),
                                                why.line(),
                                                why.column(),
                                                reception.id())
                                        : new Repeated());
    }

    private Uni<Outcome> seenAgain(Hop hop, Reception reception, SeenSubmission first) {
        Delivery delivery = reception.delivery();
        if (delivery.product() == null && !delivery.sender().has(Role.REFERENCE)) {
            return done(needsReferenceRole());
        }
        Reception.Content content =
                new Reception.Content(first.format(), first.tool(), first.counts());
        return hop.onLoop(
                        () ->
                                submissions.keep(
                                        reception.seenAgain(content, first.id()),
                                        Announcement.again(reception, first),
                                        delivery(reception)))
                .map(
                        heard ->
                                heard
                                        ? new SeenBefore(
                                                first.id(),
                                                delivery.product(),
                                                delivery.release(),
                                                first.format(),
                                                first.tool(),
                                                first.counts())
                                        : new Repeated());
    }
}
