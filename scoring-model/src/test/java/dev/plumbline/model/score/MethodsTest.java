package dev.plumbline.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.score.Methods.Change;
import dev.plumbline.model.score.Methods.Era;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodsTest {
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");

    private final Scorer core = new Scorer(CatalogueReader.core());
    private final Scorer full = new Scorer(CatalogueReader.shipped("full"));
    private final Scorer pledge = new Scorer(CatalogueReader.shipped("pledge"));

    @Test
    void shouldScoreEachInstantByWhatCountedThen() {
        // When
        var methods = Methods.of(core, List.of(new Era(MAY, full), new Era(JULY, pledge)));

        // Then
        assertThat(methods.at(Instant.MIN)).isSameAs(core);
        assertThat(methods.at(MAY.minusNanos(1))).isSameAs(core);
        assertThat(methods.at(MAY)).isSameAs(full);
        assertThat(methods.at(JUNE)).isSameAs(full);
        assertThat(methods.at(JULY)).isSameAs(pledge);
        assertThat(methods.newest()).isSameAs(pledge);
    }

    @Test
    void shouldNameTheChangesThatFallIntoASpanWithItsEndAndWithoutItsStart() {
        // When
        var methods = Methods.of(core, List.of(new Era(MAY, full), new Era(JULY, pledge)));

        // Then
        assertThat(methods.between(MAY, JULY)).containsExactly(new Change(JULY, full, pledge));
        assertThat(methods.between(MAY.minusNanos(1), JUNE))
                .containsExactly(new Change(MAY, core, full));
        assertThat(methods.between(MAY, JUNE)).isEmpty();
    }

    @Test
    void shouldSeeNoChangeWhereTheSameCatalogueBeginsAnew() {
        // When
        var again = new Scorer(CatalogueReader.core());
        var methods = Methods.of(core, List.of(new Era(MAY, again), new Era(JUNE, full)));

        // Then
        assertThat(methods.between(Instant.MIN, JULY))
                .containsExactly(new Change(JUNE, core, full));
    }

    @Test
    void shouldRefuseWhatIsNotInOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Methods.of(core, List.of(new Era(JUNE, full), new Era(MAY, pledge))));
    }
}
