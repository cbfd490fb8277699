package dev.plumbline.dashboard.decide;

import dev.plumbline.dashboard.store.ChangeNotices;
import dev.plumbline.dashboard.store.DecisionRepository;
import dev.plumbline.dashboard.store.StoredDecision;
import dev.plumbline.dashboard.store.StoredDecision.Answered;
import dev.plumbline.dashboard.view.DecisionRow.State;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.events.Decision;
import dev.plumbline.events.Topics;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Lets a second person answer what somebody asked. Who asked may only withdraw.
@ApplicationScoped
public class Answer {
    private final UnitOfWork unitOfWork;
    private final DecisionRepository decisions;
    private final ChangeNotices notices;
    private final Outbox outbox;
    private final Clock clock;

    Answer(
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
    }

    public enum Verdict {
        APPROVE,
        DECLINE
    }

    /// @param words said to it, if any
    public Uni<Decided> with(Verdict verdict, Viewer viewer, UUID id, @Nullable String words) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return unitOfWork.run(
                tx ->
                        decisions
                                .find(tx, viewer, id)
                                .chain(
                                        found ->
                                                found.isEmpty()
                                                        ? item(new Decided.Unknown())
                                                        : answer(
                                                                tx,
                                                                found.get(),
                                                                verdict,
                                                                viewer,
                                                                words,
                                                                now)));
    }

    private Uni<Decided> answer(
            Transaction tx,
            StoredDecision request,
            Verdict verdict,
            Viewer viewer,
            @Nullable String words,
            Instant now) {
        if (request.state() != State.WAITING) {
            return item(new Decided.Overtaken("It was answered already."));
        }
        boolean own = request.askedBy().equals(viewer.userName());
        if (own && verdict == Verdict.APPROVE) {
            return item(new Decided.NotAllowed("Nobody approves what they asked themselves."));
        }
        Optional<String> role =
                request.kind().answeredBy().stream().filter(viewer.roles()::contains).findFirst();
        if (role.isEmpty() && !own) {
            return item(
                    new Decided.NotAllowed(
                            "It takes one of these roles: "
                                    + String.join(", ", request.kind().answeredBy())
                                    + "."));
        }
        if (verdict == Verdict.APPROVE
                && request.expiresAt() != null
                && !request.expiresAt().isAfter(now)) {
            return item(new Decided.Overtaken("The day until which it was asked for has passed."));
        }
        Answered answered = new Answered(viewer.userName(), role.orElse("asker"), now, words);
        State state = verdict == Verdict.APPROVE ? State.IN_FORCE : State.DECLINED;
        return decisions
                .answer(tx, request.id(), state, answered)
                .chain(
                        () ->
                                state == State.IN_FORCE
                                        ? announce(tx, request.answered(state, answered))
                                        : Uni.createFrom().voidItem())
                .chain(() -> notices.tell(tx, List.of(request.product())))
                .replaceWith(
                        () ->
                                state == State.IN_FORCE
                                        ? new Decided.InForce(request.id())
                                        : new Decided.Closed(request.id()));
    }

    private Uni<Void> announce(Transaction tx, StoredDecision decision) {
        Decision event = Telling.of(decision);
        return decisions
                .replace(tx, decision)
                .chain(
                        () ->
                                outbox.add(
                                        tx,
                                        List.of(
                                                new Outgoing(
                                                        Topics.DECISION,
                                                        event.product(),
                                                        event,
                                                        event.id()))));
    }

    private static Uni<Decided> item(Decided decided) {
        return Uni.createFrom().item(decided);
    }
}
