package dev.plumbline.scoring.match;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Real input files beside the repository, where they are; tests that read them also have samples
/// of the project's own.
public final class Corpus {

    private static final Path ROOT =
            Path.of(System.getProperty("plumbline.root", ".."))
                    .resolve("../shared/corpus")
                    .normalize();

    private Corpus() {}

    /// For `@EnabledIf`.
    public static boolean isPresent() {
        return Files.isDirectory(ROOT);
    }

    public static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    public static List<Path> files(String folder, String suffix) {
        try (Stream<Path> files = Files.walk(path(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain =
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
