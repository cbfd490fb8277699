package dev.plumbline.ingest.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Real files of others, where they lie beside the project; the project's own samples where they do
/// not.
public final class Corpus {
    private Corpus() {}

    /// One file of it, unpacked if it was stored gzipped.
    public record Sample(String name, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static boolean present() {
        return Files.isDirectory(root());
    }

    /// All files below a folder, such as `sbom/cyclonedx`, in the order of their names.
    public static List<Sample> below(String folder) {
        Path from = present() ? root().resolve(folder) : own().resolve(folder);
        if (!Files.isDirectory(from)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(from)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> new Sample(from.relativize(file).toString(), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!file.toString().endsWith(".gz")) {
                return bytes;
            }
            try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return unpacked.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        return Path.of(System.getProperty("plumbline.root", "."))
                .resolve("../shared/corpus")
                .normalize();
    }

    private static Path own() {
        return Path.of("src", "test", "resources", "corpus");
    }
}
