package dev.plumbline.local.supervise;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends a process: politely, then by force.
final class ProcessStop {

    private ProcessStop() {}

    /// Returns when the process is gone.
    static void stop(ProcessHandle process, Duration limit) {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        if (!isGoneWithin(process, limit)) {
            process.destroyForcibly();
            isGoneWithin(process, limit);
        }
    }

    /// Waits without signalling.
    static boolean isGoneWithin(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The end of process " + process.pid() + " cannot be awaited", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
