package dev.plumbline.outbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/// One use case, one transaction, one connection: inbox, effect and outbox are committed together
// or not at all.
///
/// After the commit the relay is woken, so that what was said leaves within milliseconds. What the
// database can't do
/// just now comes out as a [TransientFailure], everything else as it is.
@ApplicationScoped
public class UnitOfWork {
    private final Mutiny.SessionFactory sessions;
    private final Relay relay;

    UnitOfWork(Mutiny.SessionFactory sessions, Relay relay) {
        this.sessions = sessions;
        this.relay = relay;
    }

    public <T> Uni<T> run(Function<Transaction, Uni<T>> work) {
        return sessions.withTransaction(session -> work.apply(Transaction.of(session)))
                .invoke(relay::wake)
                .onFailure()
                .transform(TransientFailure::classify);
    }
}
