package dev.plumbline.local.install;

import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Files of `key=value` lines that only their owner may read (0600).
///
/// A file is replaced as a whole, so a crash leaves the old or the new one.
public final class PrivateFile {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFile() {}

    /// Answers nothing for a file that does not exist.
    public static Map<String, String> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#") && line.contains("="))
                    .map(line -> line.split("=", 2))
                    .collect(
                            Collectors.toMap(
                                    pair -> pair[0].strip(),
                                    pair -> pair[1].strip(),
                                    (first, last) -> last,
                                    LinkedHashMap::new));
        } catch (NoSuchFileException absent) {
            return Map.of();
        } catch (IOException e) {
            throw new StartupFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /// Writes the comment lines, then the values in their order.
    public static void write(Path file, List<String> comments, Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        comments.forEach(line -> text.append("# ").append(line).append('\n'));
        values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        try {
            Files.createDirectories(file.getParent());
            Path next =
                    Files.createTempFile(
                            file.getParent(), "." + file.getFileName(), ".new", OWNER_ONLY);
            Files.writeString(next, text);
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartupFailure("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
