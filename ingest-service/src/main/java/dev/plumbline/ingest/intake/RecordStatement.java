package dev.plumbline.ingest.intake;

import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.DutyMet;
import dev.plumbline.events.Evidence.DutyOpened;
import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.GateChecked;
import dev.plumbline.events.Evidence.GateException;
import dev.plumbline.events.Evidence.LookTaken;
import dev.plumbline.events.Evidence.ReleasePublished;
import dev.plumbline.events.Evidence.ReportingAdvanced;
import dev.plumbline.events.Evidence.Retracted;
import dev.plumbline.events.Evidence.SupportEnded;
import dev.plumbline.events.Part;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.canonical.Lines;
import dev.plumbline.ingest.intake.Outcome.Accepted;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Why;
import dev.plumbline.ingest.intake.Statement.Duty;
import dev.plumbline.ingest.intake.Statement.Fact;
import dev.plumbline.ingest.intake.Statement.Facts;
import dev.plumbline.ingest.intake.Statement.Gate;
import dev.plumbline.ingest.intake.Statement.Look;
import dev.plumbline.ingest.intake.Statement.MetDuty;
import dev.plumbline.ingest.intake.Statement.Proof;
import dev.plumbline.ingest.intake.Statement.Release;
import dev.plumbline.ingest.intake.Statement.Reporting;
import dev.plumbline.ingest.intake.Statement.Retraction;
import dev.plumbline.ingest.intake.Statement.SupportEnd;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.store.NewSubmission;
import dev.plumbline.ingest.store.NewSubmission.Status;
import dev.plumbline.ingest.store.Receipt;
import dev.plumbline.ingest.store.Submissions;
import dev.plumbline.outbox.EventIds;
import dev.plumbline.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes in what is said of a product without a document: releases, ends of support, gate results,
/// facts, duties, looks, reports to the authorities and retractions.
///
/// Each becomes a submission of its own, so that it can be followed, shown as a reason and
/// retracted like any other.
@ApplicationScoped
public class RecordStatement {
    private final Submissions submissions;
    private final Admission admission;
    private final IntakeMeters meters;
    private final Clock clock;
    private final EventIds ids;

    RecordStatement(
            Submissions submissions, Admission admission, IntakeMeters meters, Clock clock) {
        this.submissions = submissions;
        this.admission = admission;
        this.meters = meters;
        this.clock = clock;
        this.ids = new EventIds(clock, new SecureRandom());
    }

    /// Must be called on the event loop of a request.
    ///
    /// @param observedAt an earlier instant from which it counts; role backfill only
    public Uni<Outcome> with(
            Statement statement, String product, Sender sender, @Nullable Instant observedAt) {
        return with(statement, product, sender, observedAt, Receipt.NONE)
                .invoke(ended -> meters.ended(Door.STATEMENT, ended));
    }

    /// What a webhook says.
    ///
    /// @param receipt written with it; not for retractions
    public Uni<Outcome> with(Statement statement, String product, Sender sender, Receipt receipt) {
        return with(statement, product, sender, null, receipt)
                .invoke(ended -> meters.ended(Door.WEBHOOK, ended));
    }

    private Uni<Outcome> with(
            Statement statement,
            String product,
            Sender sender,
            @Nullable Instant observedAt,
            Receipt receipt) {
        Clocked clocked = Clocked.of(clock.instant(), observedAt, sender);
        Rejected rejected =
                clocked.rejection() != null
                        ? clocked.rejection()
                        : wrong(statement, sender, clocked);
        if (rejected != null) {
            return done(rejected);
        }
        return admission
                .of(Hop.here(), product)
                .chain(
                        standing -> {
                            Rejected closed = Rejected.of(standing, product);
                            return closed != null
                                    ? done(closed)
                                    : keep(
                                            new Told(ids.next(), product, sender, clocked),
                                            statement,
                                            receipt);
                        });
    }

    private static Uni<Outcome> done(Outcome outcome) {
        return Uni.createFrom().item(outcome);
    }

    /// Who told what when.
    private record Told(UUID id, String product, Sender sender, Clocked clocked) {
        Provenance provenance(double trust) {
            return new Provenance(
                    id,
                    sender.name(),
                    trust,
                    clocked.observedAt(),
                    clocked.receivedAt(),
                    null,
                    null);
        }

        /// Of an answer that may name its proof.
        Provenance answer(@Nullable Proof proof) {
            return provenance(sender.answerTrust(proof != null && proof.sha256() != null));
        }

        Instant or(@Nullable Instant claimed) {
            return claimed == null
                    ? clocked.observedAt()
                    : Clocked.bounded(claimed, clocked.receivedAt());
        }
    }

    private static @Nullable Rejected wrong(Statement statement, Sender sender, Clocked clocked) {
        Rejected beyond = beyond(statement);
        if (beyond != null) {
            return beyond;
        }
        Rejected future = future(statement, clocked.receivedAt());
        return future != null ? future : Competence.missing(statement, sender);
    }

    /// No date lies beyond the years that can be kept.
    private static @Nullable Rejected beyond(Statement statement) {
        return switch (statement) {
            case Release r -> {
                Rejected published = beyond("publishedAt", r.publishedAt());
                yield published != null
                                || r.supportEnds() == null
                                || Moments.isKept(r.supportEnds())
                        ? published
                        : beyond("supportEnds");
            }
            case SupportEnd s -> beyond("endedAt", s.endedAt());
            case Gate g -> {
                Rejected checked = beyond("checkedAt", g.checkedAt());
                GateException exception = g.exception();
                if (checked != null || exception == null) {
                    yield checked;
                }
                Rejected granted = beyond("exception.grantedAt", exception.grantedAt());
                yield granted != null
                        ? granted
                        : beyond("exception.expiresAt", exception.expiresAt());
            }
            case Facts f ->
                    f.facts().stream()
                            .map(fact -> beyond("validUntil", fact.validUntil()))
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
            case Duty d -> {
                Rejected opened = beyond("openedAt", d.openedAt());
                yield opened != null ? opened : beyond("dueAt", d.dueAt());
            }
            case MetDuty d -> beyond("metAt", d.metAt());
            case Look l -> beyond("lookedAt", l.lookedAt());
            case Reporting r -> {
                Rejected at = beyond("at", r.at());
                yield at != null ? at : beyond("dueAt", r.dueAt());
            }
            case Retraction r -> null;
        };
    }

    private static @Nullable Rejected beyond(String field, @Nullable Instant claimed) {
        return claimed == null || Moments.isKept(claimed) ? null : beyond(field);
    }

    private static Rejected beyond(String field) {
        return Rejected.of(Why.INVALID_REQUEST, field + " " + Moments.BEYOND);
    }

    /// The world's dates lie behind the receipt.
    private static @Nullable Rejected future(Statement statement, Instant received) {
        return switch (statement) {
            case Release r -> future("publishedAt", r.publishedAt(), received);
            case SupportEnd s -> future("endedAt", s.endedAt(), received);
            case Gate g -> {
                Rejected checked = future("checkedAt", g.checkedAt(), received);
                yield checked != null || g.exception() == null
                        ? checked
                        : future("exception.grantedAt", g.exception().grantedAt(), received);
            }
            case Facts f -> null;
            case Duty d -> future("openedAt", d.openedAt(), received);
            case MetDuty d -> future("metAt", d.metAt(), received);
            case Look l -> future("lookedAt", l.lookedAt(), received);
            case Reporting r -> future("at", r.at(), received);
            case Retraction r -> null;
        };
    }

    private static @Nullable Rejected future(
            String field, @Nullable Instant claimed, Instant received) {
        return claimed != null && Clocked.inFuture(claimed, received)
                ? Rejected.of(Why.INVALID_REQUEST, field + " lies in the future")
                : null;
    }

    private Uni<Outcome> keep(Told told, Statement statement, Receipt receipt) {
        List<Evidence> evidence = evidence(told, statement);
        double trust = evidence.getFirst().provenance().trust();
        NewSubmission row =
                new NewSubmission(
                        told.id(),
                        Status.ACCEPTED,
                        told.product(),
                        release(statement),
                        kind(statement),
                        null,
                        null,
                        told.sender().name(),
                        trust,
                        statement instanceof Release r
                                ? told.or(r.publishedAt())
                                : told.clocked().observedAt(),
                        told.clocked().receivedAt(),
                        counts(statement),
                        statement instanceof Retraction retraction ? retraction.reason() : null,
                        null);
        List<Outgoing> messages = new ArrayList<>();
        messages.add(progress(told, statement, Step.RECEIVED, told.clocked().receivedAt()));
        messages.add(progress(told, statement, Step.PARSED, clock.instant()));
        String topic = told.clocked().backdated() ? Topics.EVIDENCE_BULK : Topics.EVIDENCE;
        for (Evidence event : evidence) {
            messages.add(new Outgoing(topic, told.product(), event, told.id()));
        }
        Outcome accepted =
                new Accepted(
                        told.id(),
                        told.product(),
                        release(statement),
                        kind(statement),
                        null,
                        counts(statement));
        if (statement instanceof Retraction retraction) {
            return submissions
                    .retract(retraction.submission(), told.product(), row, messages)
                    .map(
                            found ->
                                    found
                                            ? accepted
                                            : Rejected.of(
                                                    Why.UNKNOWN_SUBMISSION,
                                                    "product "
                                                            + told.product()
                                                            + " has no submission "
                                                            + retraction.submission()
                                                            + " that could be withdrawn"));
        }
        return submissions.keep(row, messages, receipt).replaceWith(accepted);
    }

    private static Outgoing progress(Told told, Statement statement, Step step, Instant at) {
        return new Outgoing(
                Topics.PROGRESS,
                told.id().toString(),
                new ProgressReported(
                        told.id(),
                        step,
                        at,
                        told.product(),
                        release(statement),
                        kind(statement),
                        null,
                        told.sender().name(),
                        told.clocked().observedAt(),
                        step == Step.PARSED ? counts(statement) : Map.of(),
                        null),
                told.id());
    }

    private static Map<String, Long> counts(Statement statement) {
        return statement instanceof Facts facts
                ? Map.of("facts", (long) facts.facts().size())
                : Map.of();
    }

    private static String kind(Statement statement) {
        return switch (statement) {
            case Release r -> r.prerelease() ? "prerelease" : "release";
            case SupportEnd s -> "end of support";
            case Gate g -> "gate result";
            case Facts f -> "facts";
            case Duty d -> "duty";
            case MetDuty d -> "duty met";
            case Look l -> "look";
            case Reporting r -> "report to the authorities";
            case Retraction r -> "retraction";
        };
    }

    private static @Nullable String release(Statement statement) {
        return switch (statement) {
            case Release r -> r.version();
            case Gate g -> g.release();
            case SupportEnd s -> null;
            case Facts f -> null;
            case Duty d -> null;
            case MetDuty d -> null;
            case Look l -> null;
            case Reporting r -> null;
            case Retraction r -> null;
        };
    }

    private static List<Evidence> evidence(Told told, Statement statement) {
        String product = told.product();
        Provenance provenance = told.provenance(told.sender().evidenceTrust());
        return switch (statement) {
            case Release r ->
                    List.of(
                            new ReleasePublished(
                                    product,
                                    provenance,
                                    Part.WHOLE,
                                    r.line() == null ? Lines.implied(r.version()) : r.line(),
                                    r.version(),
                                    told.or(r.publishedAt()),
                                    r.prerelease(),
                                    r.artefacts(),
                                    r.supportEnds()));
            case SupportEnd s ->
                    List.of(
                            new SupportEnded(
                                    product,
                                    provenance,
                                    Part.WHOLE,
                                    s.line(),
                                    told.or(s.endedAt())));
            case Gate g ->
                    List.of(
                            new GateChecked(
                                    product,
                                    provenance,
                                    Part.WHOLE,
                                    g.release(),
                                    g.gate(),
                                    g.passed(),
                                    g.critical(),
                                    told.or(g.checkedAt()),
                                    g.exception()));
            case Facts f -> facts(told, f.facts());
            case Duty d ->
                    List.of(
                            new DutyOpened(
                                    product,
                                    told.provenance(told.sender().answerTrust(false)),
                                    Part.WHOLE,
                                    d.kind(),
                                    d.key(),
                                    d.title(),
                                    told.or(d.openedAt()),
                                    d.dueAt(),
                                    d.severity(),
                                    d.attributes()));
            case MetDuty d ->
                    List.of(
                            new DutyMet(
                                    product,
                                    told.answer(d.proof()),
                                    Part.WHOLE,
                                    d.kind(),
                                    d.key(),
                                    d.how(),
                                    told.or(d.metAt()),
                                    addressOf(d.proof()),
                                    digestOf(d.proof()),
                                    d.statement()));
            case Look l ->
                    List.of(
                            new LookTaken(
                                    product,
                                    told.answer(l.proof()),
                                    Part.WHOLE,
                                    l.kind(),
                                    told.or(l.lookedAt()),
                                    addressOf(l.proof()),
                                    digestOf(l.proof()),
                                    l.statement()));
            case Reporting r ->
                    List.of(
                            new ReportingAdvanced(
                                    product,
                                    told.answer(r.proof()),
                                    Part.WHOLE,
                                    r.caseKey(),
                                    r.matter(),
                                    r.step(),
                                    told.or(r.at()),
                                    r.vulnerability(),
                                    r.reason(),
                                    r.dueAt(),
                                    r.complete(),
                                    addressOf(r.proof()),
                                    digestOf(r.proof())));
            case Retraction r ->
                    List.of(
                            new Retracted(
                                    product, provenance, Part.WHOLE, r.submission(), r.reason()));
        };
    }

    private static @Nullable String addressOf(@Nullable Proof proof) {
        return proof == null ? null : proof.address();
    }

    private static @Nullable String digestOf(@Nullable Proof proof) {
        return proof == null ? null : proof.sha256();
    }

    private static List<Evidence> facts(Told told, List<Fact> facts) {
        List<Evidence> evidence = new ArrayList<>(facts.size());
        for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            boolean proven = fact.proof() != null && fact.proofSha256() != null;
            evidence.add(
                    new FactReported(
                            told.product(),
                            told.provenance(told.sender().answerTrust(proven)),
                            new Part(i + 1, facts.size()),
                            fact.measure(),
                            fact.item(),
                            fact.value(),
                            fact.validUntil(),
                            fact.proof(),
                            fact.proofSha256(),
                            fact.statement()));
        }
        return evidence;
    }
}
