package dev.plumbline.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Crosses between the event loop of one request or record, where the database is spoken to, and
/// worker threads, where bytes are read and parsed.
public final class Hop {
    private final Context request;

    private Hop(Context request) {
        this.request = request;
    }

    /// The request or record that is worked for now, on its event loop or on a worker thread.
    public static Hop here() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("outside of a request");
        }
        return new Hop(context);
    }

    public <T> Uni<T> onLoop(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(step -> request.runOnContext(ignored -> step.run()))
                .chain(work);
    }

    public <T> Uni<T> onWorker(Executor worker, Callable<T> work) {
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
