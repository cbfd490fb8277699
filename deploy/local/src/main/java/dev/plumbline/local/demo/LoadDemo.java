package dev.plumbline.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/// Loads the demonstration into a running install, through its front doors.
///
/// `LoadDemo --credentials FILE [--data DIR] [--ingest URL] [--dashboard URL] [--identity URL]
/// [--day YYYY-MM-DD]`: the file that `up` wrote (addresses and secrets), the folder that remembers
/// what was loaded (that of the file), addresses in place of those in the file, and the day to load
/// for (today in UTC). Idempotent: once loaded it says so and changes nothing; interrupted, it goes
/// on where it stopped.
public final class LoadDemo {
    private static final int LOADED = 0;
    private static final int REFUSED = 1;
    private static final int USAGE = 2;
    private static final Set<String> OPTIONS =
            Set.of("--credentials", "--data", "--ingest", "--dashboard", "--identity", "--day");

    private LoadDemo() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.exit(run(List.of(args), InstantSource.system(), System.out));
    }

    /// @return 0 when all is loaded, 1 when a service refused, 2 when the command line says nothing
    ///     that can be done; with one line that says what and why
    static int run(List<String> arguments, InstantSource clock, PrintStream out)
            throws IOException, InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!OPTIONS.contains(name) || i + 1 == arguments.size()) {
                out.println("LoadDemo: cannot use " + name);
                return USAGE;
            }
            options.put(name, arguments.get(i + 1));
        }
        String file = options.get("--credentials");
        if (file == null || !Files.isReadable(Path.of(file))) {
            out.println("LoadDemo: --credentials must name the file that `up` wrote");
            return USAGE;
        }
        Path credentials = Path.of(file).toAbsolutePath();
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(credentials)) {
            settings.load(in);
        }
        for (String door : List.of("ingest", "dashboard", "identity")) {
            String address = options.get("--" + door);
            if (address != null) {
                settings.setProperty(door + ".url", address);
            }
        }
        String data = options.get("--data");
        String day = options.get("--day");
        return load(
                settings,
                data == null ? credentials.resolveSibling("") : Path.of(data),
                day == null
                        ? clock.instant().atZone(ZoneOffset.UTC).toLocalDate()
                        : LocalDate.parse(day),
                clock,
                out);
    }

    private static int load(
            Properties settings, Path data, LocalDate today, InstantSource clock, PrintStream out)
            throws InterruptedException {
        Journal journal = Journal.in(data, today);
        if (journal.isComplete()) {
            out.println("  demo: loaded already, for " + journal.day());
            return LOADED;
        }
        List<Call> calls = calls(journal.day());
        out.printf(
                "  demo: Meridian Systems, %d calls, 180 days up to %s%n",
                calls.size(), journal.day());
        try {
            new Loading(new FrontDoors(settings, clock), journal, clock, out).run(calls);
        } catch (Refused e) {
            out.println("  demo: not loaded: " + e.getMessage());
            return REFUSED;
        }
        out.println("  demo: loaded; docs/demo.md says what to look at");
        return LOADED;
    }

    /// Everything that is sent for that day.
    static List<Call> calls(LocalDate today) {
        return Plan.of(
                Library.story(),
                Library.world(),
                Library.scanners(),
                new Components(Library.platforms()),
                today);
    }
}
