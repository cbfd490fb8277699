package dev.plumbline.scoring.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApplyReferencesTest {

    @Test
    void shouldApplySeveralWordsOnOneThingOneAfterTheOther() {
        // Given
        List<String> words = List.of("a1", "b1", "a2", "c1", "a3", "b2");

        // When
        List<List<String>> turns = ApplyReferences.turns(words, word -> word.substring(0, 1));

        // Then
        assertThat(turns)
                .containsExactly(List.of("a1", "b1", "c1"), List.of("a2", "b2"), List.of("a3"));
    }

    @Test
    void shouldHaveNoTurnForNothing() {
        assertThat(ApplyReferences.turns(List.<String>of(), word -> word)).isEmpty();
    }
}
