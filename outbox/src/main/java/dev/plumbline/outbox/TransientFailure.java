package dev.plumbline.outbox;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/// The outside failed in a way that passes: the same work will succeed later.
///
/// Everything else is terminal. Retries are without limit, so only what is *known* to pass may be
/// called transient.
public final class TransientFailure extends RuntimeException {
    private static final Duration SOON = Duration.ofMillis(200);

    /// Classes of SQLSTATE: connection, resources, operator intervention, system error.
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    /// Serialization failure, deadlock, lock not available.
    private static final Set<String> STATES = Set.of("40001", "40P01", "55P03");

    private final Duration retryAfter;

    public TransientFailure(String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /// How long to wait before the next attempt makes sense.
    public Duration retryAfter() {
        return retryAfter;
    }

    /// The failure itself if it is terminal, a [TransientFailure] around it if it passes.
    public static Throwable classify(Throwable failure) {
        return transientReason(failure)
                .<Throwable>map(why -> new TransientFailure(why, SOON, failure))
                .orElse(failure);
    }

    private static Optional<String> transientReason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case TransientFailure already -> {
                    return Optional.empty();
                }
                case PgException sql -> {
                    return passes(sql.getSqlState())
                            ? Optional.of("database: " + sql.getSqlState())
                            : Optional.empty();
                }
                case SQLException sql when sql.getSQLState() != null -> {
                    return passes(sql.getSQLState())
                            ? Optional.of("database: " + sql.getSQLState())
                            : Optional.empty();
                }
                case ClosedConnectionException closed -> {
                    return Optional.of("database connection closed");
                }
                case ConnectionPoolTooBusyException busy -> {
                    return Optional.of("no database connection free");
                }
                case RetriableException broker -> {
                    return Optional.of("broker: " + broker.getClass().getSimpleName());
                }
                case TimeoutException late -> {
                    return Optional.of("timed out");
                }
                // what can't be read is an IOException too, and will not be read later
                case JacksonException content -> {
                    return Optional.empty();
                }
                case CharacterCodingException content -> {
                    return Optional.empty();
                }
                case IOException io -> {
                    return Optional.of("network: " + io.getClass().getSimpleName());
                }
                case NoStackTraceThrowable pool when isOfThePool(pool) -> {
                    return Optional.of("no database connection");
                }
                default -> {
                    // the reason may lie deeper
                }
            }
        }
        return Optional.empty();
    }

    private static boolean passes(String state) {
        return STATES.contains(state) || CLASSES.contains(state.substring(0, 2));
    }

    /// The pool has no types of its own for a connection that did not come in time and for its own
    /// end.
    private static boolean isOfThePool(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("timeout") || message.contains("pool closed");
    }
}
