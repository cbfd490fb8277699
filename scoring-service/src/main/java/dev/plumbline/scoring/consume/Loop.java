package dev.plumbline.scoring.consume;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/// The event loop of what is consumed, which is the only place from which the database can be
/// spoken to.
///
/// What a broker says of a record that was acknowledged or put aside arrives on a thread of its
/// own; whoever goes on from there must come back first.
final class Loop {
    private Loop() {}

    /// That of the record or batch that is consumed now.
    static Executor here() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("outside of what is consumed");
        }
        return step -> context.runOnContext(ignored -> step.run());
    }

    /// Goes on, whether it went well or not, on the loop.
    static <T> Uni<T> back(Uni<T> elsewhere, Executor loop) {
        return elsewhere.emitOn(loop);
    }
}
