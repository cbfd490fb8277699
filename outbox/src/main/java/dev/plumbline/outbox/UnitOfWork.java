package dev.plumbline.outbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/// One use case, one transaction, one connection: inbox, effect and outbox are committed together
/// or not at all.
///
/// After the commit the relay is woken, so that what was said leaves within milliseconds. What the
/// database can't do just now comes out as a [TransientFailure], everything else as it is.
@ApplicationScoped
public class UnitOfWork {
    private static final Logger LOG = Logger.getLogger(UnitOfWork.class);
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final Mutiny.SessionFactory sessions;
    private final Relay relay;
    private final Clock clock;
    private final AtomicLong warnAgainAt = new AtomicLong();

    UnitOfWork(Mutiny.SessionFactory sessions, Relay relay, Clock clock) {
        this.sessions = sessions;
        this.relay = relay;
        this.clock = clock;
    }

    public <T> Uni<T> run(Function<Transaction, Uni<T>> work) {
        return sessions.withTransaction(session -> work.apply(Transaction.of(session)))
                .invoke(relay::wake)
                .onFailure()
                .transform(TransientFailure::classify)
                .onFailure(TransientFailure.class)
                .invoke(this::warn);
    }

    /// Says once in a while that work waits; each attempt would fill the log of a long outage.
    private void warn(Throwable failure) {
        long now = clock.millis();
        long quietUntil = warnAgainAt.get();
        if (now >= quietUntil && warnAgainAt.compareAndSet(quietUntil, now + QUIET.toMillis())) {
            LOG.warnf(
                    "The database can't do its work just now (%s). Nothing is lost: what came is"
                            + " tried again without limit. Check PostgreSQL, its disk and its"
                            + " connections.",
                    failure.getMessage());
        }
    }
}
