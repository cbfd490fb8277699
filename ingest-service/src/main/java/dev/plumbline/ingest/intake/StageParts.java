package dev.plumbline.ingest.intake;

import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.store.NewSubmission;
import dev.plumbline.ingest.store.NewSubmission.Status;
import dev.plumbline.ingest.store.StagedDocuments;
import dev.plumbline.ingest.store.StagedDocuments.Put;
import dev.plumbline.ingest.store.StagedDocuments.Row;
import dev.plumbline.outbox.EventIds;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.TransientFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes in a document that comes in numbered parts: keeps them until all are here, puts them
/// together, checks the SHA-256 of the whole, and hands the whole on.
///
/// The document has the number of its submission from its first part on, and waits under it where
/// people follow it. What is not whole in time ends as refused, as does a document that no other
/// door would keep: its parts are let go, and nobody would be there to be told.
@ApplicationScoped
public class StageParts {
    private static final Logger LOG = Logger.getLogger(StageParts.class);
    private static final int AT_ONCE = 100;

    private final StagedDocuments staged;
    private final AcceptDocument acceptDocument;
    private final IntakeMeters meters;
    private final IntakeConfig config;
    private final Clock clock;
    private final EventIds ids;
    private final AtomicLong documentsWaiting = new AtomicLong();
    private final AtomicLong bytesWaiting = new AtomicLong();

    StageParts(
            StagedDocuments staged,
            AcceptDocument acceptDocument,
            IntakeMeters meters,
            IntakeConfig config,
            Clock clock) {
        this.staged = staged;
        this.acceptDocument = acceptDocument;
        this.meters = meters;
        this.config = config;
        this.clock = clock;
        this.ids = new EventIds(clock, new SecureRandom());
        meters.staging(documentsWaiting, bytesWaiting);
    }

    /// Which part of which document.
    ///
    /// @param document what its sender calls the document; unique for the sender
    /// @param nth counted from 1
    /// @param sha256 of the whole document
    public record Piece(String document, int nth, int count, byte[] sha256) {
        /// The most parts of one document.
        public static final int MOST = 10_000;
    }

    /// What came of a part.
    public sealed interface Staged {}

    /// It is kept; others are not here yet, or its document was done before.
    public record Waiting() implements Staged {}

    /// It was the last.
    public record Ended(Outcome outcome) implements Staged {}

    /// It says of its document what the parts before it do not.
    public record Disagreeing(String why) implements Staged {}

    public record OverQuota(String why) implements Staged {}

    /// @param data the bytes of the part, all in memory
    /// @param event remembered, so that a second delivery changes nothing
    public Uni<Staged> with(
            Hop hop, Piece piece, Offer offer, Sender sender, InputStream data, UUID event) {
        byte[] bytes;
        try {
            bytes = data.readAllBytes();
        } catch (IOException e) {
            return Uni.createFrom().failure(e);
        }
        Row document =
                new Row(
                        ids.next(),
                        sender.name(),
                        piece.document(),
                        piece.count(),
                        piece.sha256(),
                        offer.product(),
                        offer.release(),
                        0);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Outgoing> begun =
                List.of(
                        progress(document, Step.RECEIVED, now, null),
                        progress(document, Step.WAITING, now, null));
        return hop.onLoop(
                        () ->
                                staged.put(
                                        document,
                                        piece.nth(),
                                        bytes,
                                        event,
                                        config.stagedQuotaBytes(),
                                        begun))
                .chain(
                        put ->
                                switch (put) {
                                    case Put.Here here when here.document().isComplete() ->
                                            whole(hop, here.document(), offer, sender);
                                    case Put.Here here -> item(new Waiting());
                                    case Put.Gone gone -> item(new Waiting());
                                    case Put.Disagrees other ->
                                            item(
                                                    new Disagreeing(
                                                            "part "
                                                                    + piece.nth()
                                                                    + " of "
                                                                    + piece.document()
                                                                    + " says of its document what the"
                                                                    + " parts before it do not:"
                                                                    + " partcount, documentsha256,"
                                                                    + " product or release differ"));
                                    case Put.OverQuota over ->
                                            item(
                                                    new OverQuota(
                                                            "there is no room for more parts:"
                                                                    + " documents that wait for parts"
                                                                    + " have at most "
                                                                    + config.stagedQuotaBytes()
                                                                    + " bytes, all together"));
                                });
    }

    private static Uni<Staged> item(Staged staged) {
        return Uni.createFrom().item(staged);
    }

    /// A file that the parts go into, one after the other.
    private record Assembly(UnnamedFile file, OutputStream out, MessageDigest sha256) {
        static Assembly in(Path folder) throws IOException {
            UnnamedFile file = UnnamedFile.in(folder);
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                return new Assembly(file, new DigestOutputStream(file.out(), sha256), sha256);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        void delete() {
            try {
                file.close();
            } catch (IOException e) {
                LOG.warnf(e, "A document put together could not be closed.");
            }
        }
    }

    private Uni<Staged> whole(Hop hop, Row document, Offer offer, Sender sender) {
        return hop.onWorker(
                        Infrastructure.getDefaultWorkerPool(),
                        () -> Assembly.in(Spool.folder(config.spoolFolder())))
                .chain(
                        assembly ->
                                filled(hop, document, assembly)
                                        .chain(() -> judged(hop, document, offer, sender, assembly))
                                        .eventually(assembly::delete))
                .invoke(outcome -> meters.staged("whole"))
                .map(Ended::new);
    }

    /// One part at a time, so that no more than one is in memory.
    private Uni<Void> filled(Hop hop, Row document, Assembly assembly) {
        return Multi.createFrom()
                .range(1, document.parts() + 1)
                .onItem()
                .transformToUniAndConcatenate(
                        nth ->
                                hop.onLoop(() -> staged.part(document.id(), nth))
                                        .chain(
                                                bytes ->
                                                        hop.onWorker(
                                                                Infrastructure
                                                                        .getDefaultWorkerPool(),
                                                                () -> {
                                                                    assembly.out().write(bytes);
                                                                    return nth;
                                                                })))
                .onItem()
                .ignoreAsUni()
                .chain(
                        () ->
                                hop.onWorker(
                                        Infrastructure.getDefaultWorkerPool(),
                                        () -> {
                                            assembly.out().close();
                                            return assembly;
                                        }))
                .replaceWithVoid();
    }

    private Uni<Outcome> judged(
            Hop hop, Row document, Offer offer, Sender sender, Assembly assembly) {
        if (!Arrays.equals(assembly.sha256().digest(), document.sha256())) {
            return refuse(
                            hop,
                            document,
                            "the parts do not make the document whose SHA-256 was announced")
                    .replaceWith(refused(document, "the SHA-256 of the whole differs"));
        }
        return hop.onWorker(Infrastructure.getDefaultWorkerPool(), () -> assembly.file().read())
                .chain(
                        body ->
                                acceptDocument
                                        .with(
                                                hop,
                                                offer,
                                                sender,
                                                body,
                                                new Arrival(
                                                        Door.KAFKA, document.id(), document.id()))
                                        .eventually(() -> close(body)))
                .chain(outcome -> done(hop, document, outcome));
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.warnf(e, "A document put together could not be closed.");
        }
    }

    private Uni<Outcome> done(Hop hop, Row document, Outcome outcome) {
        if (outcome instanceof Rejected rejected && rejected.submission() == null) {
            return refuse(hop, document, rejected.detail())
                    .replaceWith(
                            new Rejected(
                                    rejected.why(),
                                    rejected.detail(),
                                    rejected.line(),
                                    rejected.column(),
                                    document.id()));
        }
        return hop.onLoop(() -> staged.forget(document.id())).replaceWith(outcome);
    }

    private static Outcome refused(Row document, String why) {
        return new Rejected(Outcome.Why.UNREADABLE, why, 0, 0, document.id());
    }

    private Uni<Void> refuse(Hop hop, Row document, String why) {
        return hop.onLoop(() -> refuse(document, why));
    }

    private Uni<Void> refuse(Row document, String why) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LOG.infof("Refused %s of %s: %s", document.id(), document.sender(), why);
        return staged.refuse(
                document.id(),
                new NewSubmission(
                        document.id(),
                        Status.REFUSED,
                        document.product(),
                        document.release(),
                        null,
                        null,
                        null,
                        document.sender(),
                        Sender.MAKER_TRUST,
                        now,
                        now,
                        Map.of(),
                        why,
                        null),
                List.of(progress(document, Step.REFUSED, now, why)));
    }

    private static Outgoing progress(Row document, Step step, Instant at, @Nullable String why) {
        return new Outgoing(
                Topics.PROGRESS,
                document.id().toString(),
                new ProgressReported(
                        document.id(),
                        step,
                        at,
                        document.product(),
                        document.release(),
                        null,
                        null,
                        document.sender(),
                        at,
                        Map.of("parts", (long) document.parts()),
                        why),
                document.id());
    }

    /// Refuses what has waited too long, and counts what waits. Must be called on an event loop.
    public Uni<Void> endOverdue() {
        Instant limit = clock.instant().minus(config.stagedWithin());
        return staged.begunBefore(limit, AT_ONCE)
                .onItem()
                .transformToMulti(overdue -> Multi.createFrom().iterable(overdue))
                .onItem()
                .transformToUniAndConcatenate(this::end)
                .onItem()
                .ignoreAsUni()
                .chain(staged::waiting)
                .invoke(
                        waiting -> {
                            documentsWaiting.set(waiting.documents());
                            bytesWaiting.set(waiting.bytes());
                        })
                .replaceWithVoid()
                .onFailure(TransientFailure.class)
                // it is tried again at the next turn
                .recoverWithNull();
    }

    private Uni<Void> end(Row document) {
        meters.staged("overdue");
        return refuse(
                document,
                (document.parts() - document.here())
                        + " of "
                        + document.parts()
                        + " parts did not come within "
                        + config.stagedWithin().toMinutes()
                        + " minutes");
    }
}
