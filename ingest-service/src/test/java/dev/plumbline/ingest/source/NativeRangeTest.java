package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeRangeTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "'>= 4.3.0, < 4.3.5' -> [[>=4.3.0, <4.3.5]]",
                "'= 0.2.0' -> [[0.2.0]]",
                "'>=1.0.0 <1.2.0||>=2.0.0 <2.1.0' -> [[>=1.0.0, <1.2.0], [>=2.0.0, <2.1.0]]",
                "'< 2.1.7 > 2.0.0 || <1.6.5' -> [[<2.1.7, >2.0.0], [<1.6.5]]",
                "'>= 1.0 and < 2.0' -> [[>=1.0, <2.0]]",
                "'>=1.0a1,<1.0.5||==2.0' -> [[>=1.0a1, <1.0.5], [2.0]]",
                "'1.0.2ck, 3.1.2' -> [[1.0.2ck, 3.1.2]]",
                "'*' -> [[]]",
                "'<1.0 || *' -> [[<1.0], []]",
                // what stands for two comparisons
                "'^1.2.3' -> [[>=1.2.3, <2.0.0]]",
                "'^0.2.3' -> [[>=0.2.3, <0.3.0]]",
                "'^0.0.3' -> [[>=0.0.3, <0.0.4]]",
                "'~1.6.5' -> [[>=1.6.5, <1.7.0]]",
                "'~1' -> [[>=1, <2]]",
                "'~ 1.6.5-rc.1' -> [[>=1.6.5-rc.1, <1.7.0]]",
                "'~>2.0.8' -> [[>=2.0.8, <2.1]]",
                "'~> 2.0' -> [[>=2.0, <3]]",
                "'~=2.2' -> [[>=2.2, <3]]",
                "'5.0.0 - 7.2.3' -> [[>=5.0.0, <=7.2.3]]",
                "'2.0.x || 3.x' -> [[>=2.0.0, <2.1.0], [>=3.0.0, <4.0.0]]",
                "'>=1.x <3.x' -> [[>=1, <3]]",
                "'>1.2.x <=3.x' -> [[>=1.3.0, <4.0.0]]",
                // intervals
                "'[1.0.0, 2.0.0)' -> [[>=1.0.0, <2.0.0]]",
                "'(,1.0],[1.2,)' -> [[<=1.0], [>=1.2]]",
                "'(1.0,2.0]' -> [[>1.0, <=2.0]]",
                "'[1.0]' -> [[1.0]]",
                "'(,)' -> [[]]",
            })
    void shouldReadARange(String text, String alternatives) {
        // When
        NativeRange range = NativeRange.of(text);

        // Then
        assertThat(range).isNotNull();
        assertThat(range.alternatives()).hasToString(alternatives);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "all versions",
                "prior to 2.0",
                "<= 1.2 on Windows",
                ">=",
                ">= 1.0, <",
                "< 2.0 ||",
                "=>=1.0",
                "!=1.5",
                "(1.0)",
                "[1.0,2.0,3.0]",
                "[1.0,2.0) or so",
                "[1.0",
                "1.4.1+",
                "~main",
                "^99999999999999999999.1",
            })
    void shouldNotGuessWhatATextMeans(String text) {
        assertThat(NativeRange.of(text)).isNull();
    }

    @Test
    void shouldNotReadWithoutMeasure() {
        assertThat(NativeRange.of("1.0||".repeat(250) + "1.0")).isNull();
        assertThat(NativeRange.of("<" + "1.".repeat(200) + "1")).isNull();
        assertThat(NativeRange.of("[".repeat(1_900))).isNull();
    }
}
