package dev.plumbline.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Crosses between the event loop of one request, where the database is spoken to, and worker
/// threads, where bytes are read and parsed.
final class Hop {
    private final Context request;

    private Hop(Context request) {
        this.request = request;
    }

    /// The request that runs now, on its event loop or on a worker thread that works for it.
    static Hop here() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("outside of a request");
        }
        return new Hop(context);
    }

    <T> Uni<T> onLoop(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(step -> request.runOnContext(ignored -> step.run()))
                .chain(work);
    }

    <T> Uni<T> onWorker(Executor worker, Callable<T> work) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(worker)
                .chain(
                        () -> {
                            try {
                                return Uni.createFrom().item(work.call());
                            } catch (Exception e) {
                                return Uni.createFrom().failure(e);
                            }
                        });
    }
}
