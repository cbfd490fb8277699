package dev.plumbline.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;

/// Loads the demonstration into a running install, through its front doors.
///
/// `LoadDemo CREDENTIALS DATA [DAY]`: the credentials file that `up` wrote (addresses and secrets),
// the
/// data folder that remembers what was loaded, and the day to load for (today in UTC). Idempotent:
/// once loaded it says so and changes nothing; interrupted, it goes on where it stopped.
public final class LoadDemo {
    private static final int LOADED = 0;
    private static final int REFUSED = 1;
    private static final int USAGE = 2;

    private LoadDemo() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 2 || args.length > 3) {
            System.err.println("usage: LoadDemo CREDENTIALS DATA [YYYY-MM-DD]");
            System.exit(USAGE);
        }
        InstantSource clock = InstantSource.system();
        LocalDate day =
                args.length == 3
                        ? LocalDate.parse(args[2])
                        : clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        System.exit(load(Path.of(args[0]), Path.of(args[1]), day, clock, System.out));
    }

    /// @param credentials the file with addresses and secrets of the install
    /// @param data folder of the install; `demo.journal` in it remembers what was loaded
    /// @return 0 when all is loaded, 1 when a service refused, with one line that says what and why
    public static int load(
            Path credentials, Path data, LocalDate today, InstantSource clock, PrintStream out)
            throws IOException, InterruptedException {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(credentials)) {
            settings.load(in);
        }
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
