package dev.plumbline.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What of the demonstration was taken already, in a file of the data folder.
///
/// First line: the day for which it was loaded. Then one line a call that was taken: its id, a tab,
/// the id of the submission (empty where there is none). The last line is `complete`. An
/// interrupted load goes on where it stopped, for the day on which it began.
final class Journal {
    private static final String COMPLETE = "complete";

    private final Path file;
    private final LocalDate day;
    private final Map<String, String> taken = new LinkedHashMap<>();

    private Journal(Path file, LocalDate day) {
        this.file = file;
        this.day = day;
    }

    /// The one in this data folder, or a new one for that day.
    static Journal in(Path data, LocalDate today) {
        Path file = data.resolve("demo.journal");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(data);
                Files.writeString(file, today + "\n");
                return new Journal(file, today);
            }
            String text = Files.readString(file);
            // a line that a kill cut short was never taken
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            if (whole.isEmpty()) {
                whole = today + "\n";
            }
            if (!whole.equals(text)) {
                Files.writeString(file, whole);
            }
            List<String> lines = whole.lines().toList();
            Journal journal = new Journal(file, LocalDate.parse(lines.getFirst()));
            for (String line : lines.subList(1, lines.size())) {
                int tab = line.indexOf('\t');
                journal.taken.put(line.substring(0, tab), line.substring(tab + 1));
            }
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + file, e);
        }
    }

    LocalDate day() {
        return day;
    }

    boolean isComplete() {
        return taken.containsKey(COMPLETE);
    }

    synchronized boolean has(Call call) {
        return taken.containsKey(call.id());
    }

    /// The submission that the call of that id was given.
    synchronized @Nullable String submission(String id) {
        String submission = taken.get(id);
        return submission == null || submission.isEmpty() ? null : submission;
    }

    synchronized void remember(Call call, @Nullable String submission) {
        append(call.id(), submission == null ? "" : submission);
    }

    synchronized void finish() {
        append(COMPLETE, "");
    }

    private void append(String id, String submission) {
        taken.put(id, submission);
        try {
            Files.write(
                    file,
                    (id + "\t" + submission + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
