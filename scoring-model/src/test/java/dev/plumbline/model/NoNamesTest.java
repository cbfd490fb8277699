package dev.plumbline.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.catalogue.Gate;
import dev.plumbline.model.catalogue.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No code of the model knows a measure, a theme, a principle, a gate, a kind of evidence or of
/// concern by name: what is measured is data.
class NoNamesTest {
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern COMMENT = Pattern.compile("^\\s*//");

    @Test
    void shouldNameNothingOfAnyCatalogueInCode() throws IOException {
        // Given
        var names = new HashSet<String>();
        CatalogueReader.shipped().forEach(id -> names.addAll(names(CatalogueReader.shipped(id))));
        var literals = literals();

        // When
        var known = literals.stream().filter(names::contains).toList();

        // Then
        assertThat(names).hasSizeGreaterThan(100).contains("kev-overdue", "1", "match", "sbom");
        assertThat(literals).hasSizeGreaterThan(50).contains("half-life-late");
        assertThat(known).isEmpty();
    }

    private static Set<String> names(Catalogue catalogue) {
        var names = new HashSet<String>();
        catalogue.measures().map(Measure::id).forEach(names::add);
        catalogue.gates().stream().map(Gate::id).forEach(names::add);
        catalogue
                .principles()
                .forEach(
                        principle -> {
                            names.add(principle.id());
                            principle.themes().forEach(theme -> names.add(theme.id()));
                        });
        names.addAll(catalogue.evidence().keySet());
        catalogue.demands().forEach(demand -> names.addAll(demand.when()));
        catalogue.demands().forEach(demand -> names.addAll(demand.closes()));
        // words of the grammar, of an attribute and of a button that are ids of some catalogue too
        names.removeAll(Set.of("release", "fix", "rescan"));
        return names;
    }

    private static List<String> literals() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(NoNamesTest::lines)
                    .filter(line -> !COMMENT.matcher(line).find())
                    .flatMap(line -> TEXT.matcher(line).results().map(found -> found.group(1)))
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
