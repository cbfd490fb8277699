package dev.plumbline.local.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// How much memory a process holds, alone or with its children.
///
/// On Linux the proportional share, so that what PostgreSQL's processes share counts once;
/// elsewhere the resident size that `ps` gives.
final class Memory {

    private Memory() {}

    static long ofProcess(ProcessHandle process) throws IOException {
        return ofOne(process.pid());
    }

    static long withChildren(ProcessHandle process) throws IOException {
        long sum = 0;
        for (ProcessHandle each :
                Stream.concat(Stream.of(process), process.descendants()).toList()) {
            sum += ofOne(each.pid());
        }
        return sum;
    }

    private static long ofOne(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return byPs(pid);
        }
        long proportional = kilobytes(proc.resolve("smaps_rollup"), "Pss:");
        return 1024
                * (proportional > 0 ? proportional : kilobytes(proc.resolve("status"), "VmRSS:"));
    }

    /// 0 where the process has ended or does not let us look.
    private static long kilobytes(Path file, String label) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(label))
                    .map(line -> line.substring(label.length()).strip().split(" ")[0])
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    private static long byPs(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        String output =
                new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return output.isEmpty() ? 0 : 1024 * Long.parseLong(output);
    }
}
