package dev.plumbline.ingest.source.epss;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static dev.plumbline.ingest.source.Parsing.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Reference.EpssScore;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.EpssTable;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpssSourceTest {
    private static final String HEAD =
            "#model_version:v2025.03.14,score_date:2026-11-22T12:55:00Z\ncve,epss,percentile\n";

    private final EpssSource source = new EpssSource();

    @Test
    void shouldReadTheDayTheModelAndEveryScore() {
        // When
        WorldDocument table =
                parsed(
                        source,
                        HEAD + "CVE-2020-11023,0.29914,0.96483\ncve-2021-1,1,1.0\n",
                        WorldDocument.class);

        // Then
        assertThat(table.counts()).containsExactly(java.util.Map.entry("scores", 2L));
        assertThat(records(table))
                .containsExactly(
                        new EpssTable(
                                "v2025.03.14",
                                LocalDate.of(2026, 11, 22),
                                List.of(
                                        new EpssScore("CVE-2020-11023", 0.29914, 0.96483),
                                        new EpssScore("CVE-2021-1", 1, 1))));
    }

    @Test
    void shouldCutATableIntoPiecesThatAnEventCarries() {
        // Given
        String rows =
                IntStream.rangeClosed(1, 4_001)
                        .mapToObj(i -> "CVE-2026-" + (10_000 + i) + ",0.1,0.2")
                        .collect(Collectors.joining("\r\n"));

        // When
        WorldDocument table = parsed(source, HEAD + rows, WorldDocument.class);

        // Then
        assertThat(table.records()).isEqualTo(3);
        assertThat(records(table))
                .extracting(piece -> ((EpssTable) piece).scores().size())
                .containsExactly(2_000, 2_000, 1);
    }

    @Test
    void shouldReadColumnsByTheirNamesAndADayWithANumericOffset() {
        // When
        WorldDocument table =
                parsed(
                        source,
                        "#model_version:v2023.03.01,score_date:2025-02-20T00:00:00+0000\n"
                                + "percentile,more,cve,epss\n0.7,x,CVE-2020-1,0.25\n",
                        WorldDocument.class);

        // Then
        assertThat(records(table))
                .containsExactly(
                        new EpssTable(
                                "v2023.03.01",
                                LocalDate.of(2025, 2, 20),
                                List.of(new EpssScore("CVE-2020-1", 0.25, 0.7))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CVE-2020-1,1.01,0.5",
                "CVE-2020-1,-0.1,0.5",
                "CVE-2020-1,NaN,0.5",
                "CVE-2020-1,0.1",
                "CVE-2020-1,high,0.5",
                "GHSA-1,0.1,0.5"
            })
    void shouldRefuseARowThatMakesNoSenseAndNameItsLine(String row) {
        // When
        Malformed refused = malformed(source, HEAD + "CVE-2020-2,0.1,0.1\n" + row + "\n");

        // Then
        assertThat(refused.line()).isEqualTo(4);
        assertThat(refused.reason()).containsAnyOf("0 to 1", "name a CVE");
    }

    @Test
    void shouldRefuseATableOfWhichNobodyKnowsTheDay() {
        assertThat(
                        malformed(
                                        source,
                                        "#model_version:v2023.03.01\ncve,epss,percentile\nCVE-1-1,0,0\n")
                                .reason())
                .contains("score_date");
        assertThat(malformed(source, "cve,epss,percentile\nCVE-1-1,0,0\n").reason())
                .contains("score_date");
    }

    @Test
    void shouldRefuseATableWithoutItsColumnsOrWithoutAnyRow() {
        assertThat(malformed(source, HEAD.replace("epss", "risk") + "CVE-1-1,0,0\n").reason())
                .contains("columns cve, epss and percentile");
        assertThat(malformed(source, HEAD).reason()).isEqualTo("the table scores no CVE");
    }

    @Test
    void shouldTellItsTableFromOtherText() {
        assertThat(source.recognises(opening(HEAD))).isTrue();
        assertThat(source.recognises(opening("cve,severity\nCVE-1-1,high\n"))).isFalse();
    }

    private static Opening opening(String text) {
        return Opening.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
