package dev.plumbline.ingest.http;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpClosedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.channels.ClosedChannelException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/// Failures that come when nobody listens any more.
///
/// Most are senders that hung up: that is theirs to do, and would fill the log with errors that
/// nobody can mend.
@ApplicationScoped
class DroppedFailures {
    private static final Logger LOG = Logger.getLogger(DroppedFailures.class);

    /// The framework has set a handler of its own by then.
    void listen(@Observes StartupEvent started) {
        Infrastructure.setDroppedExceptionHandler(
                failure ->
                        LOG.log(
                                isHangUp(failure) ? Level.DEBUG : Level.ERROR,
                                "Mutiny had to drop the following exception",
                                failure));
    }

    static boolean isHangUp(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof HttpClosedException || cause instanceof ClosedChannelException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
