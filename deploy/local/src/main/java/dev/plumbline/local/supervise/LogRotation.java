package dev.plumbline.local.supervise;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// Keeps each log under a size, with some older ones beside it (`.1` is the newest).
///
/// Copies and empties instead of renaming: the processes hold their logs open for appending, and go
/// on when the supervisor dies. A line written between the two steps is lost.
final class LogRotation {

    private final Path folder;
    private final long limitBytes;
    private final int kept;

    LogRotation(Path folder, long limitBytes, int kept) {
        this.folder = folder;
        this.limitBytes = limitBytes;
        this.kept = kept;
    }

    void rotate() throws IOException {
        for (Path log : tooLong()) {
            for (int generation = kept; generation > 1; generation--) {
                Path younger = generation(log, generation - 1);
                if (Files.exists(younger)) {
                    Files.move(
                            younger,
                            generation(log, generation),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.copy(log, generation(log, 1), StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel open = FileChannel.open(log, StandardOpenOption.WRITE)) {
                open.truncate(0);
            }
        }
    }

    private List<Path> tooLong() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file ->
                                    file.toString().endsWith(".log")
                                            && file.toFile().length() > limitBytes)
                    .toList();
        }
    }

    private static Path generation(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }
}
