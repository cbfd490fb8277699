package dev.plumbline.scoring.assess;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.EventType;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.model.score.Methods;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.scoring.obligation.DeriveLedger;
import dev.plumbline.scoring.store.FactsStore;
import dev.plumbline.scoring.store.ScoreStore.Sent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/// Works a score out again from the facts that a transaction sees, at the instant of the one that
/// is kept.
@ApplicationScoped
public class RecomputeScore {
    private final FactsStore facts;

    RecomputeScore(FactsStore facts) {
        this.facts = facts;
    }

    /// A score as it was sent, and as it would be sent today.
    public record Recomputed(ScoreComputed shown, ScoreComputed again) {
        /// Whether they are the same, bit for bit. Compared as values: the order in which JSON
        /// lists the keys of a map says nothing.
        public boolean same() {
            return shown.equals(again);
        }
    }

    /// What tells how the score came about (changes, history, which submissions were new) is taken
    /// over: it depends on when assessments ran, not on the evidence alone.
    ///
    /// @param methods which catalogue counted when
    public Uni<Recomputed> of(Transaction transaction, Methods methods, Sent sent) {
        ScoreComputed shown = read(sent);
        return facts.of(transaction, sent.product())
                .map(
                        known ->
                                new Assessment(
                                                methods,
                                                sent.product(),
                                                DeriveLedger.from(known),
                                                sent.at())
                                        .event(
                                                sent.sequence(),
                                                shown.changes(),
                                                shown.history(),
                                                shown.submissions()))
                .map(again -> new Recomputed(shown, again));
    }

    private static ScoreComputed read(Sent sent) {
        try {
            return (ScoreComputed)
                    CloudEvents.read(
                            EventType.SCORE_COMPUTED,
                            sent.payload().getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableEvent e) {
            throw new IllegalStateException(
                    "the stored score of " + sent.product() + " can't be read", e);
        }
    }
}
