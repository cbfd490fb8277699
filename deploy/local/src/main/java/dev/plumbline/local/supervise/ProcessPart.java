package dev.plumbline.local.supervise;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.PartName;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A part that is a process of ours, made from its [ProcessPlan].
final class ProcessPart implements Part {

    private static final long POLL_MILLIS = 150;

    private final ProcessPlan plan;
    private final RunFolder run;

    private @Nullable Process process;
    private boolean closed;

    ProcessPart(ProcessPlan plan, RunFolder run) {
        this.plan = plan;
        this.run = run;
    }

    @Override
    public PartName name() {
        return plan.part();
    }

    @Override
    public void start() {
        Process started;
        try {
            started = launch();
        } catch (IOException e) {
            throw new StartupFailure(name().title() + " cannot be started: " + e.getMessage(), e);
        }
        try {
            awaitReady(started);
        } catch (StartupFailure failure) {
            stop();
            throw failure;
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new StartupFailure("Interrupted while " + name().title() + " was starting", e);
        }
    }

    private synchronized Process launch() throws IOException {
        if (closed) {
            throw new StartupFailure(name().title() + " is not to start any more");
        }
        if (plan.ready() instanceof ProcessPlan.Ready.Marker marker) {
            Files.deleteIfExists(marker.file());
        }
        Files.createDirectories(plan.log().getParent());
        ProcessBuilder builder =
                new ProcessBuilder(plan.command())
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
        builder.environment().putAll(plan.environment());
        Process started = builder.start();
        run.writePid(name(), started.toHandle());
        process = started;
        return started;
    }

    private void awaitReady(Process started) throws InterruptedException {
        Instant limit = Instant.now().plus(plan.startLimit());
        while (!isReady()) {
            if (started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new StartupFailure(
                        name().title()
                                + " stopped while starting (exit code "
                                + started.exitValue()
                                + "): "
                                + LogTail.reason(plan.log())
                                + " - see "
                                + plan.log());
            }
            if (Instant.now().isAfter(limit)) {
                throw new StartupFailure(
                        name().title()
                                + " is not ready after "
                                + plan.startLimit().toSeconds()
                                + " s - see "
                                + plan.log());
            }
        }
    }

    private boolean isReady() {
        return switch (plan.ready()) {
            case ProcessPlan.Ready.Marker(var file) -> Files.exists(file);
            case ProcessPlan.Ready.Address(var uri) -> answers(uri);
        };
    }

    private static boolean answers(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout((int) Duration.ofSeconds(1).toMillis());
            connection.setReadTimeout((int) Duration.ofSeconds(5).toMillis());
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public void stop() {
        Process running = running();
        if (running != null) {
            ProcessStop.stop(running.toHandle(), plan.stopLimit());
        }
        run.deletePid(name());
    }

    private synchronized @Nullable Process running() {
        return process;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stop();
    }
}
