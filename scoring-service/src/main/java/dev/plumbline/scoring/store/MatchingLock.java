package dev.plumbline.scoring.store;

import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;

/// Keeps a new inventory and a new advisory from missing each other.
///
/// Each would read what the other has not committed yet, and the match would never be found.
/// Inventories share the lock among themselves; a batch of reference facts has it alone. It is
/// taken before anything is read, in a statement of its own, so that what follows sees all that was
/// committed by then.
public final class MatchingLock {
    static final String KEY = "hashtextextended(current_schema() || '.matching', 0)";

    private MatchingLock() {}

    /// For what adds components.
    public static Uni<Void> shared(Transaction transaction) {
        return take(transaction, "pg_advisory_xact_lock_shared");
    }

    /// For what adds advisories and other reference facts.
    public static Uni<Void> alone(Transaction transaction) {
        return take(transaction, "pg_advisory_xact_lock");
    }

    private static Uni<Void> take(Transaction transaction, String function) {
        return transaction
                .session()
                .createNativeQuery("select 1 from " + function + "(" + KEY + ")", Integer.class)
                .getSingleResult()
                .replaceWithVoid();
    }
}
