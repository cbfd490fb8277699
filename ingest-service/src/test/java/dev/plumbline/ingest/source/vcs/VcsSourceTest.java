package dev.plumbline.ingest.source.vcs;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.plumbline.ingest.source.ParsedDocument.Fact;
import dev.plumbline.ingest.source.ParsedDocument.FactReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VcsSourceTest {
    private final VcsSource source = new VcsSource();

    private static String statistics(String rest) {
        return "{\"format\":\"plumbline-vcs-statistics\",\"version\":1,\"repository\":\"https://ci:pw@git.example/acme/shop.git\",\"from\":\"2026-08-01\",\"to\":\"2026-10-31\""
                + rest
                + "}";
    }

    private FactReport report(String rest) {
        return parsed(source, statistics(rest), FactReport.class);
    }

    @Test
    void shouldCountPushesPastTheReviewAsChangesThatNobodyReviewed() {
        // When
        Fact fact =
                report(",\"changes\":{\"merged\":38,\"reviewed\":36},\"directPushes\":2")
                        .facts()
                        .getFirst();

        // Then
        assertThat(fact.measure()).isEqualTo("review-before-merge");
        assertThat(fact.item()).isEqualTo("git.example/acme/shop/reviewed");
        assertThat(fact.value()).isEqualTo(0.9);
        assertThat(fact.validUntil()).isEqualTo(Instant.parse("2027-01-30T00:00:00Z"));
    }

    @Test
    void shouldCountAGuardThatIsNotNamedAsOff() {
        assertThat(
                        report(
                                        ",\"branchProtection\":{\"reviewRequired\":true,\"forcePushBlocked\":true,\"deletionBlocked\":false}")
                                .facts())
                .extracting(Fact::item, Fact::value)
                .containsExactly(tuple("git.example/acme/shop/protected", 0.5));
    }

    @Test
    void shouldAnswerNothingForAPeriodWithoutChanges() {
        // When
        FactReport report =
                report(",\"changes\":{\"merged\":0,\"reviewed\":0},\"tags\":{\"signed\":0}");

        // Then
        assertThat(report.facts()).isEmpty();
        assertThat(report.other()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"changes\":{\"merged\":1,\"reviewed\":2}|not more reviewed than merged",
                ",\"changes\":{\"merged\":1}|must say merged and reviewed",
                ",\"changes\":{\"merged\":-1,\"reviewed\":0}|merged must be a whole number",
                ",\"directPushes\":1.5|directPushes must be a whole number",
                ",\"to\":\"2028-01-01\"|at most 366 days",
                ",\"to\":\"2020-01-01\"|at most 366 days",
                ",\"from\":\"soon\"|must be a date",
                ",\"version\":2|only version 1",
                ",\"stars\":3|the field stars is not known"
            })
    void shouldRefuseWhatCannotBeTrue(String rest, String reason) {
        assertThat(malformed(source, statistics(rest)).reason()).contains(reason);
    }

    @Test
    void shouldDescribeItsSampleInTheSchema() throws IOException {
        // Given
        var schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Files.readString(
                                        Path.of("..", "docs", "vcs-statistics.schema.json")));
        String sample =
                Files.readString(
                        Path.of("src", "test", "resources", "samples", "vcs-statistics.json"));

        // Then
        assertThat(schema.validate(sample, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(sample.replace("118", "-1"), InputFormat.JSON)).isNotEmpty();
        assertThat(parsed(source, sample, FactReport.class).facts()).hasSize(2);
    }
}
