package dev.plumbline.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueSourceTest {
    private static final String ACME =
            """
            version: "1.0+acme"
            model: {shift: 0.2}
            """;

    @Test
    void shouldReadTheSameCatalogueFromTheTextThatWasKept(@TempDir Path folder) throws IOException {
        // Given
        Path overlay = Files.writeString(folder.resolve("acme.yaml"), ACME);
        Catalogue configured = CatalogueReader.shipped("core", overlay);
        CatalogueSource source = CatalogueSource.shipped("core", overlay);
        Files.delete(overlay);

        // When
        Catalogue kept =
                new CatalogueSource(
                                source.file(),
                                source.yaml(),
                                source.overlayFile(),
                                source.overlay())
                        .read();

        // Then
        assertThat(kept).isEqualTo(configured);
        assertThat(kept.version()).isEqualTo("1.0+acme");
        assertThat(kept.model().shift()).isEqualTo(0.2);
    }

    @Test
    void shouldHaveNoOverlayWhereNoneIsNamed() {
        // When
        CatalogueSource source = CatalogueSource.shipped("core", null);

        // Then
        assertThat(source.overlay()).isNull();
        assertThat(source.read()).isEqualTo(CatalogueReader.core());
    }
}
