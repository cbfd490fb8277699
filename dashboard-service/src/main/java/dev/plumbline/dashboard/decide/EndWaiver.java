package dev.plumbline.dashboard.decide;

import dev.plumbline.dashboard.store.ChangeNotices;
import dev.plumbline.dashboard.store.DecisionRepository;
import dev.plumbline.dashboard.store.StoredDecision;
import dev.plumbline.dashboard.view.DecisionRow.Kind;
import dev.plumbline.dashboard.view.DecisionRow.State;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.events.Decision.WaiverEnded;
import dev.plumbline.events.Topics;
import dev.plumbline.outbox.EventIds;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// Ends the acceptance of a risk before its day, because what it excused is mended.
@ApplicationScoped
public class EndWaiver {
    private final UnitOfWork unitOfWork;
    private final DecisionRepository decisions;
    private final ChangeNotices notices;
    private final Outbox outbox;
    private final Clock clock;
    private final EventIds ids;

    EndWaiver(
            UnitOfWork unitOfWork,
            DecisionRepository decisions,
            ChangeNotices notices,
            Outbox outbox,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.decisions = decisions;
        this.notices = notices;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = new EventIds(clock, new SecureRandom());
    }

    public Uni<Decided> of(Viewer viewer, UUID waiver, String reason) {
        if (reason.isBlank()) {
            return Uni.createFrom().item(Decided.Refused.of("reason", "is missing"));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return unitOfWork.run(
                tx ->
                        decisions
                                .find(tx, viewer, waiver)
                                .chain(
                                        found ->
                                                found.filter(d -> d.kind() == Kind.RISK)
                                                        .map(d -> end(tx, d, viewer, reason, now))
                                                        .orElseGet(
                                                                () ->
                                                                        Uni.createFrom()
                                                                                .item(
                                                                                        new Decided
                                                                                                .Unknown()))));
    }

    private Uni<Decided> end(
            Transaction tx, StoredDecision waiver, Viewer viewer, String reason, Instant now) {
        if (waiver.state() != State.IN_FORCE) {
            return Uni.createFrom().item(new Decided.Overtaken("It is not in force."));
        }
        WaiverEnded event =
                new WaiverEnded(
                        ids.next(),
                        waiver.product(),
                        viewer.userName(),
                        now,
                        waiver.id(),
                        reason.strip());
        return decisions
                .end(tx, waiver.id(), now)
                .chain(
                        () ->
                                outbox.add(
                                        tx,
                                        List.of(
                                                new Outgoing(
                                                        Topics.DECISION,
                                                        event.product(),
                                                        event,
                                                        event.id()))))
                .chain(() -> notices.tell(tx, List.of(waiver.product())))
                .replaceWith(new Decided.Closed(waiver.id()));
    }
}
