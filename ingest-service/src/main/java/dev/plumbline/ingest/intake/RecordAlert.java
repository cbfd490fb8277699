package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Why;
import dev.plumbline.ingest.source.forge.Alert;
import dev.plumbline.ingest.source.forge.AlertReport;
import dev.plumbline.ingest.store.HookAlerts;
import dev.plumbline.ingest.store.Receipt;
import dev.plumbline.ingest.store.Releases;
import dev.plumbline.ingest.store.Submissions;
import dev.plumbline.outbox.EventIds;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notes the new state of one alert of a forge, and says what all alerts of its kind in its
/// repository now prove, as a complete scan.
///
/// Two alerts of one repository are never worked on at once, so that each report holds what the one
/// before it held. An older state never replaces a newer one.
@ApplicationScoped
public class RecordAlert {
    private final HookAlerts alerts;
    private final Releases releases;
    private final Submissions submissions;
    private final Admission admission;
    private final UnitOfWork work;
    private final IntakeMeters meters;
    private final Clock clock;
    private final EventIds ids;

    RecordAlert(
            HookAlerts alerts,
            Releases releases,
            Submissions submissions,
            Admission admission,
            UnitOfWork work,
            IntakeMeters meters,
            Clock clock) {
        this.alerts = alerts;
        this.releases = releases;
        this.submissions = submissions;
        this.admission = admission;
        this.work = work;
        this.meters = meters;
        this.clock = clock;
        this.ids = new EventIds(clock, new SecureRandom());
    }

    /// Where an alert was told, and what it speaks of.
    ///
    /// @param forge such as `GitHub`
    /// @param release `null` is the newest one known
    /// @param receivedAt when the delivery came, which may have waited since
    public record Place(
            String hook,
            String forge,
            String repository,
            String product,
            @Nullable String release,
            Sender sender,
            Instant receivedAt) {}

    /// Must be called on the event loop of a request. Empty if a newer state is known.
    public Uni<Optional<Outcome>> with(Alert alert, Place place, Receipt receipt) {
        Hop hop = Hop.here();
        return admission
                .of(hop, place.product())
                .chain(
                        standing -> {
                            Rejected closed = Rejected.of(standing, place.product());
                            return closed != null
                                    ? Uni.createFrom().item(Optional.<Outcome>of(closed))
                                    : release(place)
                                            .chain(
                                                    release ->
                                                            release.isEmpty()
                                                                    ? noRelease(place)
                                                                    : keep(
                                                                            hop,
                                                                            alert,
                                                                            place,
                                                                            release.get(),
                                                                            receipt));
                        })
                .invoke(outcome -> outcome.ifPresent(ended -> meters.ended(Door.WEBHOOK, ended)));
    }

    private Uni<Optional<String>> release(Place place) {
        return place.release() != null
                ? Uni.createFrom().item(Optional.of(place.release()))
                : releases.newest(place.product());
    }

    private static Uni<Optional<Outcome>> noRelease(Place place) {
        return Uni.createFrom().item(Optional.of(noReleaseOf(place.product())));
    }

    /// What evidence of a release is refused with while there is none.
    public static Rejected noReleaseOf(String product) {
        return Rejected.of(
                Why.UNREADABLE,
                "no release of product "
                        + product
                        + " is known yet: publish one (POST /api/v1/products/"
                        + product
                        + "/releases, or the event release), or name one in the hook's target;"
                        + " then deliver this again");
    }

    private Uni<Optional<Outcome>> keep(
            Hop hop, Alert alert, Place place, String release, Receipt receipt) {
        Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return work.run(
                tx ->
                        receipt.sign(tx)
                                .chain(
                                        () ->
                                                alerts.change(
                                                        tx,
                                                        place.hook(),
                                                        place.repository(),
                                                        alert,
                                                        place.receivedAt()))
                                .chain(
                                        all ->
                                                all.isEmpty()
                                                        ? Uni.createFrom()
                                                                .item(Optional.<Outcome>empty())
                                                        : say(
                                                                hop,
                                                                tx,
                                                                new Told(
                                                                        alert.kind(),
                                                                        place,
                                                                        release,
                                                                        receivedAt,
                                                                        all.get()))));
    }

    private record Told(
            Alert.Kind kind, Place place, String release, Instant receivedAt, List<Alert> alerts) {}

    private record Ready(Gathered gathered, List<Outgoing> messages) {}

    private Uni<Optional<Outcome>> say(Hop hop, Transaction tx, Told told) {
        return hop.onWorker(Infrastructure.getDefaultWorkerPool(), () -> ready(told))
                .chain(
                        ready ->
                                hop.onLoop(
                                                () ->
                                                        submissions.keep(
                                                                tx,
                                                                ready.gathered().row(),
                                                                ready.messages()))
                                        .replaceWith(
                                                Optional.<Outcome>of(ready.gathered().accepted())));
    }

    private Ready ready(Told told) {
        Place place = told.place();
        Gathered gathered =
                new Gathered(
                        ids.next(),
                        place.product(),
                        told.release(),
                        place.sender(),
                        told.receivedAt(),
                        AlertReport.of(
                                place.forge(), place.repository(), told.kind(), told.alerts()),
                        null);
        return new Ready(gathered, gathered.messages(clock.instant()));
    }
}
