package dev.plumbline.ingest.intake;

import dev.plumbline.access.Role;
import dev.plumbline.events.Duties;
import dev.plumbline.events.Evidence.ReportingStep;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.access.Sender.Kind;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Why;
import dev.plumbline.ingest.intake.Statement.Duty;
import dev.plumbline.ingest.intake.Statement.Look;
import dev.plumbline.ingest.intake.Statement.MetDuty;
import dev.plumbline.ingest.intake.Statement.Reporting;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who can say what, where the address alone does not decide it.
final class Competence {
    /// Steps of a report to the authorities that a person decides and answers for.
    private static final Set<ReportingStep> DECISIONS =
            Set.of(ReportingStep.AWARENESS_DECLARED, ReportingStep.DISMISSED);

    private Competence() {}

    /// Why this sender can't say this; `null` if it can.
    static @Nullable Rejected missing(Statement statement, Sender sender) {
        return switch (statement) {
            case Duty duty ->
                    Duties.canBeOpened(duty.kind())
                            ? null
                            : unknown(
                                    "kind", duty.kind() + " is derived, or there is no such duty");
            case MetDuty duty -> missing(duty, sender);
            case Look look ->
                    Duties.canBeLookedAt(look.kind())
                            ? null
                            : unknown(
                                    "kind", look.kind() + " is derived, or there is no such look");
            case Reporting reporting -> missing(reporting, sender);
            default -> null;
        };
    }

    private static @Nullable Rejected missing(MetDuty duty, Sender sender) {
        if (!Duties.canBeMet(duty.kind())) {
            return unknown("kind", duty.kind() + " is derived, or there is no such duty");
        }
        boolean executive = sender.kind() == Kind.PERSON && sender.has(Role.EXECUTIVE);
        return Duties.isExecutives(duty.kind()) && !executive
                ? Rejected.of(
                        Why.NOT_ALLOWED, "only an executive, in person, answers for " + duty.kind())
                : null;
    }

    private static @Nullable Rejected missing(Reporting reporting, Sender sender) {
        if (!DECISIONS.contains(reporting.step())) {
            return null;
        }
        if (sender.kind() != Kind.PERSON) {
            return Rejected.of(
                    Why.NOT_ALLOWED,
                    "that is a decision: an analyst or executive makes it in person");
        }
        return reporting.reason() == null || reporting.reason().isBlank()
                ? unknown("reason", "a decision needs one")
                : null;
    }

    private static Rejected unknown(String field, String words) {
        return Rejected.of(Why.INVALID_REQUEST, field + ": " + words);
    }
}
