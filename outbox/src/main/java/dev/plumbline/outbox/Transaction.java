package dev.plumbline.outbox;

import org.hibernate.reactive.mutiny.Mutiny;

/// The transaction that a use case runs in, to be handed on and not to be looked into.
///
/// Use cases pass it from store to store; only a store asks for the session, so that SQL has one
/// place.
public final class Transaction {
    private final Mutiny.Session session;

    private Transaction(Mutiny.Session session) {
        this.session = session;
    }

    /// For a caller that has opened its session and transaction by other means than [UnitOfWork].
    public static Transaction of(Mutiny.Session session) {
        return new Transaction(session);
    }

    public Mutiny.Session session() {
        return session;
    }
}
