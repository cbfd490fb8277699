package dev.plumbline.ingest.webhook;

import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookSecret;
import dev.plumbline.events.Seal;
import dev.plumbline.ingest.access.SealConfig;
import dev.plumbline.ingest.intake.Bodies;
import dev.plumbline.ingest.intake.Bodies.Senders;
import dev.plumbline.ingest.intake.Hop;
import dev.plumbline.ingest.intake.IntakeConfig;
import dev.plumbline.ingest.intake.Spool;
import dev.plumbline.ingest.intake.SpooledDocument;
import dev.plumbline.ingest.store.Connections;
import dev.plumbline.ingest.store.HookDeliveries;
import dev.plumbline.ingest.store.HookDeliveries.Standing;
import dev.plumbline.ingest.store.WaitingDelivery;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes a delivery of a webhook off the wire: checks whose it is before anything is looked into,
/// tells it from one that was done before, and lets it wait while the hook is paused.
@ApplicationScoped
public class TakeDelivery {
    private static final Logger LOG = Logger.getLogger(TakeDelivery.class);

    private final Connections connections;
    private final HookDeliveries deliveries;
    private final WorkDelivery workDelivery;
    private final Bodies bodies;
    private final HookTally tally;
    private final IntakeConfig intake;
    private final HookConfig config;
    private final Clock clock;
    private final @Nullable Seal seal;

    TakeDelivery(
            Connections connections,
            HookDeliveries deliveries,
            WorkDelivery workDelivery,
            Bodies bodies,
            HookTally tally,
            IntakeConfig intake,
            HookConfig config,
            SealConfig sealConfig,
            Clock clock) {
        this.connections = connections;
        this.deliveries = deliveries;
        this.workDelivery = workDelivery;
        this.bodies = bodies;
        this.tally = tally;
        this.intake = intake;
        this.config = config;
        this.clock = clock;
        this.seal = sealConfig.passphrases().map(Seal::with).orElse(null);
    }

    /// Must be called on a thread that works for a request.
    ///
    /// @param headers by any spelling of their names
    public Uni<HookAnswer> with(String key, Map<String, String> headers, InputStream body) {
        Hop hop = Hop.here();
        Map<String, String> lower = new HashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return hop.onLoop(() -> connections.hook(key))
                .chain(
                        found ->
                                found.isEmpty()
                                        ? answer(new HookAnswer.NoHook())
                                        : check(hop, new Arrival(found.get(), lower, body)))
                .invoke(answer -> tally.count(key, answer));
    }

    /// A delivery that may be anybody's.
    private record Arrival(HookSaved hook, Map<String, String> headers, InputStream body) {}

    private static Uni<HookAnswer> answer(HookAnswer answer) {
        return Uni.createFrom().item(answer);
    }

    private Uni<HookAnswer> check(Hop hop, Arrival arrival) {
        Instant now = clock.instant();
        Optional<List<String>> secrets = secrets(arrival.hook(), now);
        if (secrets.isEmpty()) {
            return answer(new HookAnswer.Sealed());
        }
        Signature signature =
                Signature.of(arrival.hook().kind(), arrival.headers(), secrets.get(), now);
        if (signature == null) {
            return answer(new HookAnswer.Unsigned());
        }
        return bodies.paced(
                        Senders.UNKNOWN,
                        arrival.body(),
                        body ->
                                hop.onWorker(
                                        bodies.readers(),
                                        () ->
                                                Spool.of(intake, mostBytes(arrival.hook().kind()))
                                                        .takeAsTheyCome(
                                                                signature.listeningTo(body))))
                .chain(
                        taken ->
                                switch (taken) {
                                    case Spool.TooLarge large ->
                                            answer(new HookAnswer.TooLarge(large.detail()));
                                    case Spool.Broken broken ->
                                            answer(new HookAnswer.WrongForm(broken.detail()));
                                    case Spool.Kept kept -> {
                                        SpooledDocument document = kept.document();
                                        Uni<HookAnswer> answer =
                                                signature.holds()
                                                        ? standing(hop, arrival, document)
                                                        : answer(new HookAnswer.Unsigned());
                                        yield answer.eventually(() -> close(document));
                                    }
                                });
    }

    private long mostBytes(HookKind kind) {
        return switch (kind) {
            case GITHUB, GITLAB -> config.maxBytes();
            case STANDARD -> intake.maxDocumentBytes();
        };
    }

    /// Those that are valid now; empty if there are some and none can be opened.
    private Optional<List<String>> secrets(HookSaved hook, Instant now) {
        List<HookSecret> valid =
                hook.secrets().stream()
                        .filter(secret -> secret.until() == null || secret.until().isAfter(now))
                        .toList();
        List<String> opened = new ArrayList<>();
        for (HookSecret secret : valid) {
            if (seal == null) {
                continue;
            }
            try {
                opened.add(seal.open(secret.sealed(), hook.subject()));
            } catch (Seal.Broken e) {
                LOG.warnf("A secret of %s can't be opened: %s", hook.subject(), e.getMessage());
            }
        }
        return opened.isEmpty() && !valid.isEmpty() ? Optional.empty() : Optional.of(opened);
    }

    private static void close(SpooledDocument document) {
        try {
            document.close();
        } catch (IOException e) {
            LOG.warnf(e, "A spooled delivery could not be closed.");
        }
    }

    private Uni<HookAnswer> standing(Hop hop, Arrival arrival, SpooledDocument document) {
        HookDelivery delivery =
                new HookDelivery(
                        arrival.hook(),
                        HookDelivery.identity(
                                arrival.hook().kind(), arrival.headers(), document.sha256()),
                        HookDelivery.kept(arrival.headers()),
                        document,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        null);
        return hop.onLoop(() -> deliveries.standing(arrival.hook().key(), delivery.identity()))
                .chain(
                        standing ->
                                switch (standing) {
                                    case DONE -> answer(new HookAnswer.Repeated());
                                    case Standing s
                                            when s == Standing.BEHIND || arrival.hook().paused() ->
                                            wait(hop, delivery, document);
                                    default -> hop.onLoop(() -> workDelivery.with(delivery));
                                });
    }

    private Uni<HookAnswer> wait(Hop hop, HookDelivery delivery, SpooledDocument document) {
        if (document.compressedBytes() > config.maxBytes()) {
            return answer(new HookAnswer.Full());
        }
        return hop.onWorker(
                        Infrastructure.getDefaultWorkerPool(),
                        () -> {
                            try (InputStream zstd = document.compressed()) {
                                return zstd.readAllBytes();
                            }
                        })
                .chain(
                        zstd ->
                                hop.onLoop(
                                        () ->
                                                deliveries.keep(
                                                        new WaitingDelivery(
                                                                delivery.hook().key(),
                                                                0,
                                                                delivery.identity(),
                                                                delivery.headers(),
                                                                delivery.receivedAt(),
                                                                zstd),
                                                        config.waitingQuotaBytes())))
                .map(kept -> kept ? new HookAnswer.Waiting() : new HookAnswer.Full());
    }
}
