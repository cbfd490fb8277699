package dev.plumbline.local.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// Prints the steps of a supervisor as they appear.
final class ProgressReader {

    private final Path file;
    private int printed;

    ProgressReader(Path file) {
        this.file = file;
    }

    void printNew() {
        List<String> lines = lines();
        lines.stream().skip(printed).forEach(System.out::println);
        printed = lines.size();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException notYet) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
