package dev.plumbline.model.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.model.catalogue.CatalogueReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `docs/scoring.md` says what the full catalogue says.
class ScoringPageTest {
    private static final boolean FREEZE = Boolean.getBoolean("plumbline.freeze");

    @Test
    void shouldDescribeEveryMeasureInTheDocumentation() throws IOException {
        // Given
        var page = Path.of("..", "docs", "scoring.md");
        var head = Files.readString(Path.of("src", "test", "resources", "scoring-head.md"));
        var full = CatalogueReader.shipped("full");
        var core = CatalogueReader.core().measures().count();

        // When
        var made = new ScoringPage(full).fill(head, Map.of("core", Long.toString(core)));

        // Then
        if (FREEZE) {
            Files.writeString(page, made);
        }
        assertThat(page)
                .as("made from the catalogue: run this test with -Dplumbline.freeze=true")
                .hasContent(made);
        assertThat(full.measures())
                .allSatisfy(measure -> assertThat(made).contains("`" + measure.id() + "`"));
    }
}
