package dev.plumbline.dashboard.decide;

import dev.plumbline.dashboard.store.ChangeNotices;
import dev.plumbline.dashboard.store.DecisionRepository;
import dev.plumbline.dashboard.store.DecisionRepository.Subject;
import dev.plumbline.dashboard.store.StoredDecision;
import dev.plumbline.dashboard.store.StoredDecision.Answered;
import dev.plumbline.dashboard.view.DecisionRow.Kind;
import dev.plumbline.dashboard.view.DecisionRow.State;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.events.Decision;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.events.Topics;
import dev.plumbline.outbox.EventIds;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Records what a person asks or decides.
///
/// An analyst's triage is in force at once; everything else, and an engineer's proposal, waits for
/// a second person.
@ApplicationScoped
public class Ask {
    private static final int LONGEST_REASON = 2_000;
    private static final int LONGEST_NAME = 200;
    private static final Decided ALREADY =
            new Decided.Overtaken("It was asked already and waits or is in force.");

    private final UnitOfWork unitOfWork;
    private final DecisionRepository decisions;
    private final ChangeNotices notices;
    private final Outbox outbox;
    private final Clock clock;
    private final EventIds ids;

    Ask(
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

    public Uni<Decided> now(Viewer viewer, Question question) {
        return ask(viewer, question, null);
    }

    /// What was decided before; asking twice records it once. Only for the role `backfill`.
    public Uni<Decided> then(Viewer viewer, Question question, Past past) {
        return ask(viewer, question, past);
    }

    private Uni<Decided> ask(Viewer viewer, Question question, @Nullable Past past) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<String, String> mistakes = mistakes(question, past == null ? now : past.decidedAt());
        if (past != null && past.decidedBy().equals(past.approver())) {
            mistakes.put("approver", "nobody approves what they asked themselves");
        }
        if (!mistakes.isEmpty()) {
            return Uni.createFrom().item(new Decided.Refused(mistakes));
        }
        return unitOfWork.run(
                tx ->
                        decisions
                                .sees(tx, viewer, question.product())
                                .chain(
                                        sees ->
                                                sees
                                                        ? draft(tx, viewer, question, past, now)
                                                        : unknown()));
    }

    private Uni<Decided> draft(
            Transaction tx, Viewer viewer, Question question, @Nullable Past past, Instant now) {
        return switch (question) {
            case Question.Triage triage -> triage(tx, viewer, triage, past, now);
            case Question.Risk risk -> risk(tx, viewer, risk, past, now);
            case Question.Erroneous erroneous -> erroneous(tx, viewer, erroneous, past, now);
        };
    }

    private Uni<Decided> triage(
            Transaction tx,
            Viewer viewer,
            Question.Triage question,
            @Nullable Past past,
            Instant now) {
        return decisions
                .subject(tx, question.product(), question.obligation(), null)
                .chain(
                        subject -> {
                            String vulnerability =
                                    question.vulnerability() == null
                                            ? subject.map(Subject::vulnerability).orElse(null)
                                            : question.vulnerability();
                            if (vulnerability == null) {
                                return refused("vulnerability", "is missing");
                            }
                            boolean decides =
                                    past != null
                                            || viewer.roles().stream()
                                                    .anyMatch(Kind.TRIAGE.answeredBy()::contains);
                            return record(
                                    tx,
                                    new StoredDecision(
                                            id(question, past),
                                            Kind.TRIAGE,
                                            decides ? State.IN_FORCE : State.WAITING,
                                            question.product(),
                                            title(subject, vulnerability, question.line()),
                                            question.obligation(),
                                            null,
                                            vulnerability,
                                            question.line(),
                                            null,
                                            past == null ? viewer.userName() : past.decidedBy(),
                                            past == null ? now : past.decidedAt(),
                                            question.reason().strip(),
                                            Objects.requireNonNull(question.status()).name(),
                                            question.justification() == null
                                                    ? null
                                                    : question.justification().name(),
                                            null,
                                            null,
                                            null,
                                            null),
                                    past);
                        });
    }

    private static String title(
            Optional<Subject> subject, String vulnerability, @Nullable String line) {
        return subject.map(Subject::title).orElse(vulnerability)
                + (line == null ? " · all lines" : " · " + line);
    }

    private Uni<Decided> risk(
            Transaction tx,
            Viewer viewer,
            Question.Risk question,
            @Nullable Past past,
            Instant now) {
        return decisions
                .subject(tx, question.product(), question.obligation(), question.concern())
                .chain(
                        subject -> {
                            String concern =
                                    subject.map(Subject::concern)
                                            .orElse(past == null ? null : question.concern());
                            if (concern == null) {
                                return refused("concern", "names nothing that this product owes");
                            }
                            return decisions
                                    .accepted(tx, question.product(), concern)
                                    .chain(
                                            standing ->
                                                    record(
                                                            tx,
                                                            risk(
                                                                    viewer,
                                                                    question,
                                                                    subject,
                                                                    concern,
                                                                    standing.orElse(null),
                                                                    past,
                                                                    now),
                                                            past));
                        });
    }

    private StoredDecision risk(
            Viewer viewer,
            Question.Risk question,
            Optional<Subject> subject,
            String concern,
            @Nullable UUID standing,
            @Nullable Past past,
            Instant now) {
        Answered approval = approval(past, "unit-lead");
        return new StoredDecision(
                id(question, past),
                Kind.RISK,
                approval == null ? State.WAITING : State.IN_FORCE,
                question.product(),
                subject.map(found -> title(subject, found.title(), found.line())).orElse(concern),
                subject.map(Subject::obligation).orElse(null),
                concern,
                subject.map(Subject::vulnerability).orElse(null),
                subject.map(Subject::line).orElse(null),
                null,
                past == null ? viewer.userName() : past.decidedBy(),
                past == null ? now : past.decidedAt(),
                question.reason().strip(),
                null,
                null,
                question.owner().strip(),
                question.expiresAt(),
                standing,
                approval);
    }

    private Uni<Decided> erroneous(
            Transaction tx,
            Viewer viewer,
            Question.Erroneous question,
            @Nullable Past past,
            Instant now) {
        UUID submission = Objects.requireNonNull(question.submission());
        return decisions
                .submissionTitle(tx, question.product(), submission)
                .chain(
                        title -> {
                            if (title.isEmpty() && past == null) {
                                return refused("submission", "is none of this product");
                            }
                            Answered approval = approval(past, "analyst");
                            return record(
                                    tx,
                                    new StoredDecision(
                                            id(question, past),
                                            Kind.ERRONEOUS,
                                            approval == null ? State.WAITING : State.IN_FORCE,
                                            question.product(),
                                            title.orElse("submission " + submission),
                                            null,
                                            null,
                                            null,
                                            null,
                                            submission,
                                            past == null ? viewer.userName() : past.decidedBy(),
                                            past == null ? now : past.decidedAt(),
                                            question.reason().strip(),
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            approval),
                                    past);
                        });
    }

    private static @Nullable Answered approval(@Nullable Past past, String usualRole) {
        return past == null || past.approver() == null
                ? null
                : new Answered(
                        past.approver(),
                        Objects.requireNonNullElse(past.approverRole(), usualRole),
                        Objects.requireNonNullElse(past.approvedAt(), past.decidedAt()),
                        null);
    }

    private Uni<Decided> record(Transaction tx, StoredDecision decision, @Nullable Past past) {
        return decisions
                .add(tx, decision)
                .chain(
                        added ->
                                added
                                        ? announce(tx, decision)
                                        : Uni.createFrom()
                                                .item(past == null ? ALREADY : standing(decision)));
    }

    private static Decided standing(StoredDecision decision) {
        return decision.state() == State.IN_FORCE
                ? new Decided.InForce(decision.id())
                : new Decided.Waiting(decision.id());
    }

    private Uni<Decided> announce(Transaction tx, StoredDecision decision) {
        Uni<Void> told =
                decision.state() == State.IN_FORCE
                        ? decisions
                                .replace(tx, decision)
                                .chain(() -> tell(tx, Telling.of(decision)))
                        : Uni.createFrom().voidItem();
        return told.chain(() -> notices.tell(tx, List.of(decision.product())))
                .replaceWith(() -> standing(decision));
    }

    private Uni<Void> tell(Transaction tx, Decision event) {
        return outbox.add(
                tx, List.of(new Outgoing(Topics.DECISION, event.product(), event, event.id())));
    }

    /// A decision of the past has the same identity however often it is brought.
    private UUID id(Question question, @Nullable Past past) {
        return past == null
                ? ids.next()
                : UUID.nameUUIDFromBytes(
                        (question + " " + past.decidedBy() + " " + past.decidedAt())
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> mistakes(Question question, Instant from) {
        Map<String, String> mistakes = new TreeMap<>();
        if (question.reason().isBlank()) {
            mistakes.put("reason", "is missing");
        } else if (question.reason().length() > LONGEST_REASON) {
            mistakes.put("reason", "is longer than " + LONGEST_REASON + " characters");
        } else if (question.reason().indexOf('\0') >= 0) {
            mistakes.put("reason", "holds control characters");
        }
        switch (question) {
            case Question.Triage triage -> {
                if (triage.status() == null) {
                    mistakes.put("status", "is missing");
                } else if (triage.status() == VexStatus.NOT_AFFECTED
                        && triage.justification() == null) {
                    mistakes.put("justification", "is needed to say that it is not affected");
                } else if (triage.status() != VexStatus.NOT_AFFECTED
                        && triage.justification() != null) {
                    mistakes.put("justification", "belongs to 'not affected' alone");
                }
                if (triage.vulnerability() == null && triage.obligation() == null) {
                    mistakes.put("vulnerability", "is missing");
                }
            }
            case Question.Risk risk -> {
                if (risk.concern() == null && risk.obligation() == null) {
                    mistakes.put("concern", "is missing");
                }
                if (risk.owner().isBlank()) {
                    mistakes.put("owner", "is missing");
                } else if (risk.owner().length() > LONGEST_NAME) {
                    mistakes.put("owner", "is longer than " + LONGEST_NAME + " characters");
                }
                if (risk.expiresAt() == null) {
                    mistakes.put("expiresAt", "is missing");
                } else if (!risk.expiresAt().isAfter(from)) {
                    mistakes.put("expiresAt", "must lie in the future");
                }
            }
            case Question.Erroneous erroneous -> {
                if (erroneous.submission() == null) {
                    mistakes.put("submission", "is missing");
                }
            }
        }
        return mistakes;
    }

    private static Uni<Decided> refused(String field, String mistake) {
        return Uni.createFrom().item(Decided.Refused.of(field, mistake));
    }

    private static Uni<Decided> unknown() {
        return Uni.createFrom().item(new Decided.Unknown());
    }
}
