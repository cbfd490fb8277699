package dev.plumbline.local.supervise;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the line of a log that says why its process stopped.
final class LogTail {

    private static final int TAIL_BYTES = 64 * 1024;
    private static final Pattern COMPLAINT =
            Pattern.compile("ERROR|FATAL|SEVERE|Exception:|Error:|Caused by:");
    private static final Pattern STACK_FRAME = Pattern.compile("^\\s+at |^\\s*\\.\\.\\. \\d+ more");
    private static final int LONGEST = 240;

    private LogTail() {}

    /// The last line that complains, else the last line at all.
    static String reason(Path log) {
        List<String> lines;
        try {
            lines =
                    tail(log)
                            .lines()
                            .filter(line -> !line.isBlank() && !STACK_FRAME.matcher(line).find())
                            .toList();
        } catch (IOException e) {
            return "it left no log";
        }
        return lines.reversed().stream()
                .filter(line -> COMPLAINT.matcher(line).find())
                .findFirst()
                .or(() -> lines.reversed().stream().findFirst())
                .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line)
                .orElse("it said nothing");
    }

    private static String tail(Path log) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(start);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
