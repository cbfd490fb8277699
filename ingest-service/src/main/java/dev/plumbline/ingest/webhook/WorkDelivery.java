package dev.plumbline.ingest.webhook;

import dev.plumbline.access.Role;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.intake.AcceptDocument;
import dev.plumbline.ingest.intake.Arrival;
import dev.plumbline.ingest.intake.Door;
import dev.plumbline.ingest.intake.Encoding;
import dev.plumbline.ingest.intake.Hop;
import dev.plumbline.ingest.intake.Offer;
import dev.plumbline.ingest.intake.Outcome;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Why;
import dev.plumbline.ingest.intake.RecordAlert;
import dev.plumbline.ingest.intake.RecordReview;
import dev.plumbline.ingest.intake.RecordStatement;
import dev.plumbline.ingest.intake.Sources;
import dev.plumbline.ingest.intake.Spool;
import dev.plumbline.ingest.intake.Statement;
import dev.plumbline.ingest.source.Detected;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader.Span;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.forge.ForgeEvent;
import dev.plumbline.ingest.source.forge.ForgeEvent.Advised;
import dev.plumbline.ingest.source.forge.ForgeEvent.Alerted;
import dev.plumbline.ingest.source.forge.ForgeEvent.Broken;
import dev.plumbline.ingest.source.forge.ForgeEvent.Ignored;
import dev.plumbline.ingest.source.forge.ForgeEvent.OfRepository;
import dev.plumbline.ingest.source.forge.ForgeEvent.OfReview;
import dev.plumbline.ingest.source.forge.ForgeEvent.Ping;
import dev.plumbline.ingest.source.forge.ForgeEvent.Released;
import dev.plumbline.ingest.source.github.GitHubEvent;
import dev.plumbline.ingest.source.gitlabhook.GitLabEvent;
import dev.plumbline.ingest.store.HookDeliveries;
import dev.plumbline.ingest.store.Receipt;
import dev.plumbline.ingest.store.Releases;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Does what a delivery asks for, once.
///
/// That it was done is written in the transaction of its effect: a delivery that failed can be
/// delivered again, and one that did not is told from it.
@ApplicationScoped
class WorkDelivery {
    private static final Logger LOG = Logger.getLogger(WorkDelivery.class);

    /// The format of GitHub's advisories, as `format=` names it.
    private static final String ADVISORY = "ghsa";

    private static final String FORM = "application/x-www-form-urlencoded";

    private final AcceptDocument acceptDocument;
    private final RecordStatement recordStatement;
    private final RecordAlert recordAlert;
    private final RecordReview recordReview;
    private final HookDeliveries deliveries;
    private final Releases releases;
    private final Sources sources;
    private final Clock clock;

    WorkDelivery(
            AcceptDocument acceptDocument,
            RecordStatement recordStatement,
            RecordAlert recordAlert,
            RecordReview recordReview,
            HookDeliveries deliveries,
            Releases releases,
            Sources sources,
            Clock clock) {
        this.acceptDocument = acceptDocument;
        this.recordStatement = recordStatement;
        this.recordAlert = recordAlert;
        this.recordReview = recordReview;
        this.deliveries = deliveries;
        this.releases = releases;
        this.sources = sources;
        this.clock = clock;
    }

    /// A hook sends what the maker's own tools say, and what the world says where an admin allowed
    /// it. Nothing in a delivery changes that.
    private static Sender sender(HookDelivery delivery) {
        return new Sender(
                "hook:" + delivery.hook().key(),
                Sender.Kind.SERVICE_ACCOUNT,
                delivery.hook().world()
                        ? Set.of(Role.INGEST, Role.REFERENCE)
                        : Set.of(Role.INGEST));
    }

    /// Must be called on the event loop of a request; the body stays readable until it ends.
    Uni<HookAnswer> with(HookDelivery delivery) {
        Hop hop = Hop.here();
        Uni<HookAnswer> answer =
                switch (delivery.hook().kind()) {
                    case GITHUB ->
                            delivery.header("content-type").startsWith(FORM)
                                    ? answer(
                                            new HookAnswer.WrongForm(
                                                    "deliveries of GitHub must be JSON: set the webhook's content type to application/json"))
                                    : forge(
                                            hop,
                                            delivery,
                                            "GitHub",
                                            () ->
                                                    GitHubEvent.read(
                                                            delivery.header("x-github-event")
                                                                    .toLowerCase(Locale.ROOT),
                                                            delivery.body()));
                    case GITLAB ->
                            forge(hop, delivery, "GitLab", () -> GitLabEvent.read(delivery.body()));
                    case STANDARD -> document(hop, delivery);
                };
        return answer.onFailure(Receipt.Spent.class).recoverWithItem(new HookAnswer.Repeated());
    }

    private static Uni<HookAnswer> answer(HookAnswer answer) {
        return Uni.createFrom().item(answer);
    }

    private Receipt receipt(HookDelivery delivery) {
        return deliveries.receipt(
                delivery.hook().key(), delivery.identity(), clock.instant(), delivery.waiting());
    }

    private Uni<HookAnswer> forge(
            Hop hop, HookDelivery delivery, String forge, Callable<ForgeEvent> reading) {
        return hop.onWorker(Infrastructure.getDefaultWorkerPool(), reading)
                .chain(event -> hop.onLoop(() -> said(hop, delivery, forge, event)));
    }

    private Uni<HookAnswer> said(Hop hop, HookDelivery delivery, String forge, ForgeEvent event) {
        return switch (event) {
            case Ping ping -> answer(new HookAnswer.Pong());
            case Ignored ignored -> answer(new HookAnswer.Ignored(ignored.reason()));
            case Broken(Malformed why) ->
                    answer(
                            new HookAnswer.Done(
                                    new Rejected(
                                            Why.UNREADABLE,
                                            why.reason(),
                                            why.line(),
                                            why.column(),
                                            null)));
            case Advised advised ->
                    delivery.hook().world()
                            ? advisory(hop, delivery, advised.where())
                            : answer(
                                    new HookAnswer.Ignored(
                                            "this hook does not speak for the world: an admin must allow it"));
            case OfRepository about -> {
                Optional<HookTarget> target =
                        HookTargets.of(delivery.hook().targets(), about.repository());
                yield target.isEmpty()
                        ? answer(
                                new HookAnswer.Ignored(
                                        "no target of the hook is for the repository "
                                                + about.repository()))
                        : repository(delivery, forge, about, target.get());
            }
        };
    }

    private Uni<HookAnswer> repository(
            HookDelivery delivery, String forge, OfRepository about, HookTarget target) {
        String hook = delivery.hook().key();
        return switch (about) {
            case Released release ->
                    recordStatement
                            .with(
                                    new Statement.Release(
                                            release.version(),
                                            null,
                                            release.publishedAt(),
                                            release.prerelease(),
                                            release.artefacts(),
                                            null),
                                    target.product(),
                                    sender(delivery),
                                    receipt(delivery))
                            .map(HookAnswer.Done::new);
            case Alerted alerted ->
                    recordAlert
                            .with(
                                    alerted.alert(),
                                    new RecordAlert.Place(
                                            hook,
                                            forge,
                                            alerted.repository(),
                                            target.product(),
                                            target.release(),
                                            sender(delivery),
                                            delivery.receivedAt()),
                                    receipt(delivery))
                            .map(
                                    outcome ->
                                            outcome.<HookAnswer>map(HookAnswer.Done::new)
                                                    .orElseGet(
                                                            () ->
                                                                    new HookAnswer.Ignored(
                                                                            "a newer state of this alert is known")));
            case OfReview review ->
                    recordReview
                            .with(
                                    review,
                                    new RecordReview.Place(
                                            hook,
                                            forge,
                                            target.product(),
                                            sender(delivery),
                                            delivery.receivedAt()),
                                    receipt(delivery))
                            .map(
                                    outcome ->
                                            outcome.<HookAnswer>map(HookAnswer.Done::new)
                                                    .orElseGet(HookAnswer.Noted::new));
        };
    }

    private Uni<HookAnswer> advisory(Hop hop, HookDelivery delivery, Span where) {
        return hop.onWorker(
                        Infrastructure.getDefaultWorkerPool(),
                        () -> where.of(delivery.body()).open())
                .chain(
                        body ->
                                accept(
                                        hop,
                                        delivery,
                                        new Offer(null, null, ADVISORY, null, null, null),
                                        body));
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.warnf(e, "A delivery that was read could not be closed.");
        }
    }

    /// @param product `null` for what the world says
    private record Addressee(@Nullable String product, @Nullable String release) {}

    /// A document is taken in with its event, which tells a second one; that the delivery is done
    /// is written after it.
    private Uni<HookAnswer> accept(Hop hop, HookDelivery delivery, Offer offer, InputStream body) {
        return hop.onLoop(
                        () ->
                                acceptDocument.with(
                                        hop,
                                        offer,
                                        sender(delivery),
                                        body,
                                        new Arrival(Door.WEBHOOK, null, delivery.event())))
                .eventually(() -> close(body))
                .chain(
                        outcome ->
                                outcome instanceof Rejected
                                        ? answer(new HookAnswer.Done(outcome))
                                        : hop.onLoop(() -> deliveries.sign(receipt(delivery)))
                                                .replaceWith(
                                                        outcome instanceof Outcome.Repeated
                                                                ? new HookAnswer.Repeated()
                                                                : new HookAnswer.Done(outcome)));
    }

    private Uni<HookAnswer> document(Hop hop, HookDelivery delivery) {
        Optional<Encoding> encoding = Encoding.of(delivery.header("content-encoding"));
        if (encoding.isEmpty()) {
            return answer(
                    new HookAnswer.WrongForm("Content-Encoding must be identity, gzip or zstd"));
        }
        return hop.onWorker(
                        Infrastructure.getDefaultWorkerPool(),
                        () -> {
                            try (InputStream body = delivery.body().open()) {
                                return sources.detect(Spool.prefix(body, encoding.get()));
                            }
                        })
                .chain(detected -> hop.onLoop(() -> addressee(delivery, detected)))
                .chain(
                        found ->
                                switch (found) {
                                    case Wrong wrong ->
                                            answer(new HookAnswer.Done(wrong.rejected()));
                                    case Right right ->
                                            hop.onWorker(
                                                            Infrastructure.getDefaultWorkerPool(),
                                                            () -> delivery.body().open())
                                                    .chain(
                                                            body ->
                                                                    accept(
                                                                            hop,
                                                                            delivery,
                                                                            offer(
                                                                                    delivery,
                                                                                    right.to()),
                                                                            body));
                                });
    }

    private static Offer offer(HookDelivery delivery, Addressee to) {
        return new Offer(
                to.product(), to.release(), null, null, null, delivery.header("content-encoding"));
    }

    private sealed interface Found {}

    private record Right(Addressee to) implements Found {}

    private record Wrong(Rejected rejected) implements Found {}

    private Uni<Found> addressee(HookDelivery delivery, Detected detected) {
        Speaks speaks =
                detected instanceof Detected.Known known
                        ? known.source().format().speaks()
                        : Speaks.OF_EITHER;
        Optional<HookTarget> only = HookTargets.only(delivery.hook().targets());
        if (speaks == Speaks.OF_THE_WORLD || (speaks == Speaks.OF_EITHER && only.isEmpty())) {
            return found(new Right(new Addressee(null, null)));
        }
        if (only.isEmpty()) {
            return found(
                    new Wrong(
                            rejected(
                                    "the hook does not say of which product this speaks: give it one target, or one for *")));
        }
        HookTarget target = only.get();
        if (target.release() != null || speaks != Speaks.OF_A_RELEASE) {
            return found(new Right(new Addressee(target.product(), target.release())));
        }
        return releases.newest(target.product())
                .map(
                        release ->
                                release.isEmpty()
                                        ? new Wrong(RecordAlert.noReleaseOf(target.product()))
                                        : new Right(
                                                new Addressee(target.product(), release.get())));
    }

    private static Uni<Found> found(Found found) {
        return Uni.createFrom().item(found);
    }

    private static Rejected rejected(String detail) {
        return new Rejected(Outcome.Why.INVALID_REQUEST, detail, 0, 0, null);
    }
}
