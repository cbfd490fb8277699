package dev.plumbline.ingest.store;

import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;

/// Written in the same transaction as an effect, so that the effect happens once: a delivery that
/// comes again finds it.
@FunctionalInterface
public interface Receipt {
    /// For what need not be told apart from its repetition.
    Receipt NONE = transaction -> Uni.createFrom().voidItem();

    /// Fails with [Spent], which rolls the transaction back, if it was written before.
    Uni<Void> sign(Transaction transaction);

    /// The effect has happened already.
    final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Spent() {
            super("done before", null, false, false);
        }
    }
}
