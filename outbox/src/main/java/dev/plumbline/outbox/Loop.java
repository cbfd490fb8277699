package dev.plumbline.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/// The event loop of a transaction, which is the only place from which the database can be spoken
/// to.
///
/// Whoever left it, to compute on another thread or because a broker answered on a thread of its
/// own, must come back first.
public final class Loop {
    private Loop() {}

    /// That of the caller.
    public static Executor here() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("not on an event loop");
        }
        return step -> context.runOnContext(ignored -> step.run());
    }

    /// Goes on, whether it went well or not, on the loop.
    public static <T> Uni<T> back(Uni<T> elsewhere, Executor loop) {
        return elsewhere.emitOn(loop);
    }
}
