package dev.plumbline.local.supervise;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.install.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Brings an install up, keeps it up, takes it down. One per install, in a process of its own.
///
/// Either all six parts work or none runs: a part that fails to start takes the others down again.
/// After that a part that dies is started again, ever more slowly the more often it dies.
public final class Supervisor {

    private static final Logger LOG = Logger.getLogger(Supervisor.class.getName());

    private static final Duration ROUND = Duration.ofMillis(500);
    private static final Duration LOG_CHECK = Duration.ofSeconds(30);
    private static final long LOG_LIMIT_BYTES = 16L * 1024 * 1024;
    private static final int LOGS_KEPT = 3;

    private final RunFolder run;
    private final LogRotation logs;
    private final Install install;
    private final Map<PartName, Part> parts = new EnumMap<>(PartName.class);
    private final Map<PartName, Restarts> restarts = new ConcurrentHashMap<>();
    private final Set<PartName> busy = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Instant began = Instant.now();

    public Supervisor(Install install, Secrets secrets, LaunchPlan plan) {
        this.install = install;
        this.run = new RunFolder(install);
        this.logs = new LogRotation(install.data().resolve("log"), LOG_LIMIT_BYTES, LOGS_KEPT);
        parts.put(PartName.POSTGRESQL, new PostgresPart(plan.postgres(), secrets, run));
        for (PartName part : EnumSet.complementOf(EnumSet.of(PartName.POSTGRESQL))) {
            parts.put(part, new ProcessPart(plan.of(part), run));
        }
    }

    /// Returns an exit code when the install has stopped: 0 when somebody asked for it.
    public int run() throws InterruptedException {
        if (!run.lock()) {
            throw new StartupFailure("Another supervisor runs in " + install.data());
        }
        run.tell(RunFolder.Phase.STARTING, "");
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    stopping.countDown();
                                    if (!failed.get()) {
                                        stopAll();
                                    }
                                    stopped.countDown();
                                }));
        for (PartName part : PartName.values()) {
            run.release(part);
        }
        try {
            startAll();
        } catch (CompletionException e) {
            if (isStopping()) {
                stopped.await();
                return 0;
            }
            return fail(rootOf(e));
        }
        run.tell(RunFolder.Phase.READY, "");
        watch();
        stopped.await();
        return 0;
    }

    /// Each part as soon as those that it needs work. The first failure ends the wait.
    private void startAll() {
        Map<PartName, CompletableFuture<Void>> starts = new EnumMap<>(PartName.class);
        CompletableFuture<Void> failure = new CompletableFuture<>();
        for (PartName part : PartName.values()) {
            CompletableFuture<?>[] needs =
                    part.needs().stream().map(starts::get).toArray(CompletableFuture[]::new);
            CompletableFuture<Void> start =
                    CompletableFuture.allOf(needs).thenRunAsync(() -> startFirst(part), threads);
            start.exceptionally(
                    cause -> {
                        failure.completeExceptionally(cause);
                        return null;
                    });
            starts.put(part, start);
        }
        CompletableFuture<Void> all =
                CompletableFuture.allOf(starts.values().toArray(CompletableFuture[]::new));
        CompletableFuture.anyOf(all, failure).join();
    }

    private void startFirst(PartName name) {
        Instant start = Instant.now();
        start(part(name));
        progress(
                String.format(
                        Locale.ROOT,
                        "%-18s ready in %4.1f s, port %d",
                        name.title(),
                        seconds(start),
                        install.portOf(name)));
    }

    private void start(Part part) {
        part.start();
        run.markReady(part.name());
    }

    private static Throwable rootOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? rootOf(failure.getCause())
                : failure;
    }

    private int fail(Throwable cause) {
        String message =
                cause instanceof StartupFailure
                        ? String.valueOf(cause.getMessage())
                        : cause.toString();
        LOG.log(Level.SEVERE, "The install does not start", cause);
        failed.set(true);
        for (PartName part : PartName.reversed()) {
            part(part).close();
        }
        run.tell(RunFolder.Phase.FAILED, message);
        return 1;
    }

    private void watch() throws InterruptedException {
        Instant logsChecked = Instant.now();
        while (!stopping.await(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
            for (PartName part : PartName.values()) {
                if (busy.add(part)) {
                    threads.execute(
                            () -> {
                                try {
                                    tend(part(part));
                                } finally {
                                    busy.remove(part);
                                }
                            });
                }
            }
            if (Instant.now().isAfter(logsChecked.plus(LOG_CHECK))) {
                logsChecked = Instant.now();
                rotateLogs();
            }
        }
    }

    private void tend(Part part) {
        PartName name = part.name();
        if (isStopping()) {
            return;
        }
        if (run.isHeld(name)) {
            if (part.isAlive()) {
                LOG.info(() -> name.title() + " is held: stopping it");
                part.stop();
            }
            return;
        }
        if (part.isAlive() || !name.needs().stream().allMatch(run::isReady)) {
            return;
        }
        Restarts history = restarts.computeIfAbsent(name, unused -> new Restarts());
        if (!history.isDue(Instant.now())) {
            return;
        }
        history.add(Instant.now());
        LOG.warning(() -> name.title() + " is down: starting it");
        try {
            start(part);
            LOG.info(() -> name.title() + " works again");
        } catch (StartupFailure failure) {
            LOG.warning(() -> String.valueOf(failure.getMessage()));
        }
    }

    private void rotateLogs() {
        try {
            logs.rotate();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Logs cannot be rotated", e);
        }
    }

    /// In reverse order; what does not depend on each other stops together.
    private void stopAll() {
        run.clear();
        run.tell(RunFolder.Phase.STOPPING, "");
        stopTogether(PartName.INGEST, PartName.SCORING, PartName.DASHBOARD);
        stopTogether(PartName.KEYCLOAK, PartName.KAFKA);
        stopTogether(PartName.POSTGRESQL);
    }

    private void stopTogether(PartName... names) {
        List<CompletableFuture<Void>> stops = new ArrayList<>();
        for (PartName name : names) {
            stops.add(
                    CompletableFuture.runAsync(
                            () -> {
                                Instant start = Instant.now();
                                boolean ran = part(name).isAlive();
                                part(name).close();
                                if (ran) {
                                    progress(
                                            String.format(
                                                    Locale.ROOT,
                                                    "%-18s stopped in %.1f s",
                                                    name.title(),
                                                    seconds(start)));
                                }
                            },
                            threads));
        }
        stops.forEach(CompletableFuture::join);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private Part part(PartName name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("Every part is supervised, but not " + name);
        }
        return part;
    }

    private void progress(String line) {
        LOG.info(line);
        run.addProgress(String.format(Locale.ROOT, "%6.1f s  %s", seconds(began), line));
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }
}
