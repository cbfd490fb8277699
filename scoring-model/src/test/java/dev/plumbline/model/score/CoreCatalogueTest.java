package dev.plumbline.model.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.model.catalogue.CatalogueReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreCatalogueTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    void shouldScoreNothingWhereNothingIsKnown() {
        // Given
        var scorer = new Scorer(CatalogueReader.core());

        // When
        var score = scorer.score(List.of(), NOW);

        // Then
        assertThat(score.overall().shown()).isZero();
        assertThat(score.overall().confidence()).isZero();
        assertThat(score.rated()).isFalse();
        assertThat(score.overall().headroom()).isEqualTo(100);
        assertThat(score.overall().caps())
                .extracting(Score.Cap::gate)
                .containsExactly("no-vdp", "sbom-none");
    }
}
