package dev.plumbline.scoring.assess;

import dev.plumbline.events.Decision;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.store.AssessQueue.Cause;
import dev.plumbline.scoring.store.EvidenceLog;
import dev.plumbline.scoring.store.LoggedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// Takes in what a person decided of a product, in one transaction.
@ApplicationScoped
public class ApplyDecision {
    private final EvidenceLog log;
    private final RequestAssessment requests;

    ApplyDecision(EvidenceLog log, RequestAssessment requests) {
        this.log = log;
        this.requests = requests;
    }

    /// Applies the decision unless the log has it.
    public Uni<Void> in(Transaction transaction, LoggedEvent logged) {
        return log.append(transaction, logged)
                .chain(
                        fresh ->
                                fresh
                                        ? apply(transaction, logged, (Decision) logged.event())
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> apply(Transaction transaction, LoggedEvent logged, Decision decision) {
        Cause cause =
                new Cause(
                        decision.product(),
                        decision.id(),
                        "decision",
                        Titles.of(decision),
                        decision.decidedAt());
        return log.addStatements(transaction, decision.product(), List.of(logged.envelope().id()))
                .chain(() -> requests.because(transaction, List.of(cause)))
                .chain(
                        () ->
                                requests.report(
                                        transaction,
                                        List.of(
                                                requests.progress(
                                                        decision.id(),
                                                        Step.APPLIED,
                                                        decision.product(),
                                                        Map.of("products", 1L)))));
    }
}
