package dev.plumbline.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.kafka.ConsumerLag;
import dev.plumbline.local.kafka.DeadLetters;
import dev.plumbline.local.supervise.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// `status [--json]`: each part with its state, process, port and memory, how far consumers lag,
/// and what no consumer could apply.
///
/// Exit code 0 when all parts run, 1 when any does not.
final class Status implements Command {

    private static final double MIB = 1 << 20;

    private record Line(
            String part, String title, String state, long pid, int port, long residentBytes) {}

    @Override
    public int run(Path root, List<String> arguments) {
        Options options = Options.parse(arguments, Set.of("--data"), Set.of("--json"));
        options.expectRest(0, "status [--json] [--data DIR]");
        Install install = options.install(root);
        RunFolder run = new RunFolder(install);
        List<Line> lines = lines(install, run);
        boolean kafkaRuns = run.process(PartName.KAFKA).isPresent();
        Map<String, Long> lag =
                kafkaRuns ? new TreeMap<>(ConsumerLag.at(install.bootstrapServers())) : Map.of();
        Map<String, Long> dead = kafkaRuns ? DeadLetters.at(install.bootstrapServers()) : Map.of();
        if (options.has("--json")) {
            printJson(install, lines, lag, dead);
        } else {
            print(install, lines, lag, dead);
        }
        return lines.stream().allMatch(line -> line.state().equals("running")) ? DONE : FAILED;
    }

    private static List<Line> lines(Install install, RunFolder run) {
        boolean supervised = run.isSupervised();
        List<Line> lines = new ArrayList<>();
        Optional<ProcessHandle> supervisor =
                supervised
                        ? run.state().flatMap(state -> ProcessHandle.of(state.pid()))
                        : Optional.empty();
        long own = memory(supervisor, Memory::ofProcess);
        lines.add(
                new Line(
                        "supervisor",
                        "supervisor",
                        supervised ? "running" : "down",
                        pid(supervisor),
                        0,
                        own));
        for (PartName part : PartName.values()) {
            Optional<ProcessHandle> process = run.process(part);
            lines.add(
                    new Line(
                            part.key(),
                            part.title(),
                            state(run, part, process, supervised),
                            pid(process),
                            install.portOf(part),
                            memory(process, Memory::withChildren)));
        }
        return lines;
    }

    private static String state(
            RunFolder run, PartName part, Optional<ProcessHandle> process, boolean supervised) {
        if (process.isPresent()) {
            return !supervised ? "left behind" : run.isReady(part) ? "running" : "starting";
        }
        return supervised && run.isHeld(part) ? "held" : "down";
    }

    private static long pid(Optional<ProcessHandle> process) {
        return process.map(ProcessHandle::pid).orElse(0L);
    }

    private interface Measure {
        long of(ProcessHandle process) throws IOException;
    }

    private static long memory(Optional<ProcessHandle> process, Measure measure) {
        if (process.isEmpty()) {
            return 0;
        }
        try {
            return measure.of(process.get());
        } catch (IOException e) {
            throw new StartupFailure(
                    "The memory of a process cannot be read: " + e.getMessage(), e);
        }
    }

    private static void print(
            Install install, List<Line> lines, Map<String, Long> lag, Map<String, Long> dead) {
        System.out.println(
                "Plumbline at " + install.dashboardUrl() + ", data in " + install.data());
        System.out.printf(
                Locale.ROOT,
                "%n%-18s  %-11s  %8s  %6s  %10s%n",
                "part",
                "state",
                "process",
                "port",
                "memory");
        for (Line line : lines) {
            System.out.printf(
                    Locale.ROOT,
                    "%-18s  %-11s  %8s  %6s  %6.0f MiB%n",
                    line.title(),
                    line.state(),
                    line.pid() == 0 ? "" : line.pid(),
                    line.port() == 0 ? "" : line.port(),
                    line.residentBytes() / MIB);
        }
        System.out.printf(
                Locale.ROOT,
                "%-18s  %-11s  %8s  %6s  %6.0f MiB%n",
                "together",
                "",
                "",
                "",
                total(lines) / MIB);
        if (!lag.isEmpty()) {
            System.out.printf("%n%-60s  %s%n", "consumer of topic", "events waiting");
            lag.forEach((consumer, waiting) -> System.out.printf("%-60s  %d%n", consumer, waiting));
        }
        if (!dead.isEmpty()) {
            System.out.printf("%n%-60s  %s%n", "dead letters", "events that could not be applied");
            dead.forEach((topic, events) -> System.out.printf("%-60s  %d%n", topic, events));
        }
    }

    private static void printJson(
            Install install, List<Line> lines, Map<String, Long> lag, Map<String, Long> dead) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("url", install.dashboardUrl());
        json.put("data", install.data().toString());
        json.put("residentBytes", total(lines));
        ArrayNode parts = json.putArray("parts");
        for (Line line : lines) {
            parts.addObject()
                    .put("part", line.part())
                    .put("state", line.state())
                    .put("pid", line.pid())
                    .put("port", line.port())
                    .put("residentBytes", line.residentBytes());
        }
        ObjectNode waiting = json.putObject("lag");
        lag.forEach(waiting::put);
        ObjectNode deadLetters = json.putObject("deadLetters");
        dead.forEach(deadLetters::put);
        System.out.println(json.toPrettyString());
    }

    private static long total(List<Line> lines) {
        return lines.stream().mapToLong(Line::residentBytes).sum();
    }
}
