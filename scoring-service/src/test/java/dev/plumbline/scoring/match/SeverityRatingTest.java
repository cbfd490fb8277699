package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.events.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeverityRatingTest {

    @ParameterizedTest(name = "{1}: {2} {3}")
    @CsvSource({
        "CVSS_V3, CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H, CRITICAL, 10.0",
        "CVSS_V3, CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, CRITICAL, 9.8",
        "CVSS_V3, CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N, MEDIUM, 5.9",
        "CVSS_V3, CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N, LOW, 0.0",
        "CVSS_V4, CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, CRITICAL, 9.3",
        "CVSS_V4, CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:L/VI:N/VA:N/SC:L/SI:N/SA:L, MEDIUM, 5.3",
        "CVSS_V2, AV:N/AC:L/Au:N/C:C/I:C/A:C, HIGH, 10.0",
        "CVSS_V2, AV:N/AC:M/Au:N/C:P/I:N/A:N, MEDIUM, 4.3",
    })
    void shouldReadAVector(String type, String vector, Severity severity, double score) {
        // When
        SeverityRating rating = SeverityRating.of(new SeverityVector(type, vector));

        // Then
        assertThat(rating).isEqualTo(new SeverityRating(severity, score, vector));
    }

    @ParameterizedTest
    @CsvSource({
        "LOW, LOW",
        "MODERATE, MEDIUM",
        "High, HIGH",
        "critical, CRITICAL",
        "Important, HIGH",
        "negligible, LOW",
        "untriaged, UNKNOWN",
        "'', UNKNOWN",
    })
    void shouldReadAWord(String word, Severity severity) {
        assertThat(SeverityRating.of(new SeverityVector("Ubuntu", word)).severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CVSS:3.1/AV:N",
                "CVSS:9.9/AV:N/AC:L",
                "7.5",
                "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"
            })
    void shouldNotKnowWhatIsNoVector(String vector) {
        assertThat(SeverityRating.of(new SeverityVector("CVSS_V3", vector)))
                .isEqualTo(SeverityRating.UNKNOWN);
    }

    @Test
    void shouldTakeTheStrictestOfAllRatings() {
        // When
        SeverityRating rating =
                SeverityRating.of(
                        OsvRecords.of(
                                """
                                {"id": "T-1", "database_specific": {"severity": "MODERATE"},
                                 "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N"}],
                                 "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "severity": [
                                   {"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}]}]}
                                """));

        // Then
        assertThat(rating.severity()).isEqualTo(Severity.HIGH);
        assertThat(rating.score()).isEqualTo(7.5);
    }

    @Test
    void shouldTakeTheWordWhereItIsStricterThanTheVector() {
        // When
        SeverityRating rating =
                SeverityRating.of(
                        OsvRecords.of(
                                """
                                {"id": "T-1", "database_specific": {"severity": "HIGH"},
                                 "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N"}]}
                                """));

        // Then
        assertThat(rating).isEqualTo(new SeverityRating(Severity.HIGH, null, "HIGH"));
    }

    @Test
    @EnabledIf(
            value = "dev.plumbline.scoring.match.Corpus#isPresent",
            disabledReason = "no corpus beside the repository")
    void shouldScoreVectorsAsTheStandardDoes() {
        // Given
        Pattern line = Pattern.compile("(?m)^(\\S+) - \\(?(-?[0-9.]+)");

        // When
        int vectors = 0;
        List<String> different = new ArrayList<>();
        int unread = 0;
        for (Path file : Corpus.files("vectors/cvss", "")) {
            unread += (int) Corpus.text(file).lines().filter(l -> !l.isBlank()).count();
            for (MatchResult m : line.matcher(Corpus.text(file)).results().toList()) {
                vectors++;
                unread--;
                SeverityRating rating = SeverityRating.of(new SeverityVector("CVSS", m.group(1)));
                double expected = Math.abs(Double.parseDouble(m.group(2)));
                if (rating.score() == null || Math.abs(rating.score() - expected) > 0.001) {
                    different.add(m.group(1) + " " + expected + " " + rating.score());
                }
            }
        }

        // Then
        System.out.printf(
                "CVSS vectors: %d agree, %d differ%n",
                vectors - different.size(), different.size());
        assertThat(vectors).isGreaterThan(5_000);
        assertThat(unread).as("lines without a vector").isZero();
        assertThat(different)
                .as(
                        "the library rounds two of CVSS 4.0 down where the standard's calculator rounds up")
                .containsExactlyInAnyOrder(
                        "CVSS:4.0/AV:L/AC:L/AT:P/PR:N/UI:A/VC:L/VI:H/VA:N/SC:N/SI:N/SA:N 5.7 5.6",
                        "CVSS:4.0/AV:L/AC:H/AT:P/PR:N/UI:A/VC:L/VI:H/VA:N/SC:L/SI:N/SA:L 5.7 5.6");
    }
}
