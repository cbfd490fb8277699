package dev.plumbline.local.command;

import dev.plumbline.local.Ports;
import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.install.Secrets;
import dev.plumbline.local.keycloak.KeycloakAdmin;
import dev.plumbline.local.supervise.Leftovers;
import dev.plumbline.local.supervise.RunFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// `up [--demo] [--port N] [--data DIR]`: starts a supervisor and follows it until all parts work.
///
/// Whatever can be known to fail is looked at before anything starts.
final class Up implements Command {

    private static final long LEAST_FREE_BYTES = 1L << 30;

    @Override
    public int run(Path root, List<String> arguments) throws InterruptedException {
        Options options =
                Options.parse(arguments, Set.of("--port", "--data"), Set.of("--demo", "--detach"));
        options.expectRest(0, "up [--demo] [--port N] [--data DIR] [--detach]");
        Install before = options.install(root);
        RunFolder run = new RunFolder(before);
        awaitTheEndOfAStop(run);
        if (run.isSupervised()) {
            System.out.println(
                    "Plumbline already runs: "
                            + before.dashboardUrl()
                            + " (data in "
                            + before.data()
                            + ")");
            return options.has("--demo") ? loadWhileRunning(before) : DONE;
        }
        boolean firstStart = !Files.exists(before.credentials());
        Install install =
                options.value("--port")
                        .map(Install::parsePort)
                        .map(before::withPort)
                        .orElse(before);
        Instant began = Instant.now();
        checkFolder(install.data());
        checkBuilt(install);
        stopLeftovers(run);
        checkPorts(install);
        Secrets secrets = Secrets.of(install);
        install.remember();
        if (options.has("--demo")) {
            install.expectDemo();
        }
        run.clear();
        Process supervisor = supervise(install);
        Thread cancel = new Thread(() -> cancel(supervisor));
        Runtime.getRuntime().addShutdownHook(cancel);
        follow(run, supervisor);
        if (!firstStart && before.port() != install.port()) {
            moveIdentity(install, secrets);
        }
        secrets.writeCredentials(install);
        Runtime.getRuntime().removeShutdownHook(cancel);
        announce(install, secrets, began, firstStart);
        return options.has("--demo") ? new DemoData(install).load() : DONE;
    }

    private static void awaitTheEndOfAStop(RunFolder run) throws InterruptedException {
        Instant limit = Instant.now().plus(Down.LIMIT);
        boolean said = false;
        while (run.isSupervised()
                && run.state().stream()
                        .anyMatch(state -> state.phase() == RunFolder.Phase.STOPPING)) {
            if (!said) {
                System.out.println("Plumbline is stopping; it starts again when that is done");
                said = true;
            }
            if (Instant.now().isAfter(limit)) {
                throw new StartupFailure("Plumbline does not come to an end of stopping");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static int loadWhileRunning(Install install) throws InterruptedException {
        if (!install.hasDemo()) {
            System.out.println("The pages call the maker by its name from the next start on");
        }
        return new DemoData(install).load();
    }

    private static void checkFolder(Path data) {
        try {
            Files.createDirectories(data);
            Files.delete(Files.createTempFile(data, ".probe-", ""));
            long free = Files.getFileStore(data).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw new StartupFailure(
                        String.format(
                                Locale.ROOT,
                                "%s has %d MiB free; Plumbline needs 1 GiB to start",
                                data,
                                free >> 20));
            }
        } catch (IOException e) {
            throw new StartupFailure("Cannot write to " + data + ": " + e.getMessage(), e);
        }
    }

    private static void checkBuilt(Install install) {
        for (PartName service : List.of(PartName.INGEST, PartName.SCORING, PartName.DASHBOARD)) {
            Path application =
                    install.root()
                            .resolve(service.title())
                            .resolve("target/quarkus-app/quarkus-run.jar");
            if (!Files.exists(application)) {
                throw new StartupFailure(
                        service.title() + " is not built: " + application + " is missing");
            }
        }
    }

    private static void stopLeftovers(RunFolder run) {
        List<PartName> stopped = Leftovers.stop(run);
        if (!stopped.isEmpty()) {
            System.out.println(
                    "Stopped what an earlier run left behind: "
                            + String.join(", ", stopped.stream().map(PartName::title).toList()));
        }
    }

    private static void checkPorts(Install install) {
        for (PartName part : PartName.values()) {
            checkPort(install.portOf(part), part.title());
        }
        checkPort(install.controllerPort(), "Kafka's controller");
    }

    private static void checkPort(int port, String user) {
        if (!Ports.isFree(port)) {
            throw new StartupFailure(
                    "Port "
                            + port
                            + " ("
                            + user
                            + ") is in use; choose another with --port N (takes N to N+6)");
        }
    }

    /// In a session of its own where the system can, so that Ctrl-C reaches us alone.
    private static Process supervise(Install install) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        } else {
            command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        }
        command.addAll(
                List.of(
                        Jvm.program(),
                        "-Xmx64m",
                        "-Xms16m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ReservedCodeCacheSize=24m",
                        "-Dplumbline.root=" + install.root(),
                        "-cp",
                        Jvm.classPath(),
                        Plumbline.class.getName(),
                        "supervise",
                        "--data",
                        install.data().toString()));
        Path log = install.log("supervisor");
        try {
            Files.createDirectories(log.getParent());
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new StartupFailure("The supervisor cannot be started: " + e.getMessage(), e);
        }
    }

    private static void follow(RunFolder run, Process supervisor) throws InterruptedException {
        ProgressReader progress = new ProgressReader(run.progressFile());
        while (true) {
            boolean ended = supervisor.waitFor(100, TimeUnit.MILLISECONDS);
            progress.printNew();
            RunFolder.Phase phase =
                    run.state().map(RunFolder.State::phase).orElse(RunFolder.Phase.STARTING);
            if (phase == RunFolder.Phase.READY) {
                return;
            }
            if (ended) {
                String message = run.state().map(RunFolder.State::message).orElse("");
                throw new StartupFailure(
                        message.isEmpty()
                                ? "The supervisor ended while starting; see the log supervisor"
                                : message);
            }
        }
    }

    private static void cancel(Process supervisor) {
        supervisor.destroy();
        try {
            if (!supervisor.waitFor(90, TimeUnit.SECONDS)) {
                System.err.println(
                        "The supervisor (process " + supervisor.pid() + ") does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void moveIdentity(Install install, Secrets secrets) {
        try (KeycloakAdmin keycloak =
                KeycloakAdmin.signIn(
                        install.keycloakUrl(), Secrets.KEYCLOAK_ADMIN, secrets.keycloakAdmin())) {
            keycloak.moveDashboard(Secrets.DASHBOARD_CLIENT, install.dashboardUrl());
        }
    }

    private static void announce(
            Install install, Secrets secrets, Instant began, boolean firstStart) {
        System.out.printf(
                Locale.ROOT,
                "%nPlumbline runs at %s (up in %.1f s)%n",
                install.dashboardUrl(),
                Duration.between(began, Instant.now()).toMillis() / 1000.0);
        if (firstStart) {
            System.out.println();
            System.out.println(
                    "Sign in as one of these; they are shown once and kept in "
                            + install.credentials());
            for (String person : Secrets.PEOPLE) {
                System.out.printf(Locale.ROOT, "  %-10s  %s%n", person, secrets.person(person));
            }
        }
    }
}
