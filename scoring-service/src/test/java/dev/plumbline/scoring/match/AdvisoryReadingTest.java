package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.scoring.match.AdvisoryReading.Reason;
import dev.plumbline.scoring.match.AdvisoryReading.Unmatchable;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvisoryReadingTest {

    @Test
    void shouldMakeOneRangeAPackageHoweverManyEntriesItHas() {
        // When
        AdvisoryReading reading =
                AdvisoryReading.of(
                        OsvRecords.of(
                                """
                                {"id": "T-1", "affected": [
                                  {"package": {"ecosystem": "Maven", "name": "g:a"}, "ranges": [{"type": "ECOSYSTEM",
                                    "events": [{"introduced": "2.13.0"}, {"fixed": "2.15.0"}]}]},
                                  {"package": {"ecosystem": "Maven", "name": "g:b"}, "ranges": [{"type": "ECOSYSTEM",
                                    "events": [{"introduced": "0"}]}]},
                                  {"package": {"ecosystem": "Maven", "name": "g:a"}, "ranges": [{"type": "ECOSYSTEM",
                                    "events": [{"introduced": "2.4"}, {"fixed": "2.12.2"}]}]}]}
                                """));

        // Then
        assertThat(reading.ranges())
                .extracting(r -> r.packageKey().name() + " " + r.affected())
                .containsExactly("a vers:maven/>=2.4|<2.12.2|>=2.13.0|<2.15.0", "b vers:maven/*");
        assertThat(reading.unmatchable()).isEmpty();
    }

    @Test
    void shouldCarryTheWithdrawalToEveryRange() {
        // When
        AdvisoryReading reading =
                AdvisoryReading.of(
                        OsvRecords.of(
                                """
                                {"id": "T-1", "withdrawn": "2024-05-01T00:00:00Z", "affected": [
                                  {"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}
                                """));

        // Then
        assertThat(reading.ranges()).allSatisfy(r -> assertThat(r.withdrawn()).isNotNull());
    }

    @Test
    void shouldSayWhatNoComponentCanBeHeldAgainst() {
        // When
        AdvisoryReading reading =
                AdvisoryReading.of(
                        OsvRecords.of(
                                """
                                {"id": "T-1", "affected": [
                                  {"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]},
                                  {"package": {"ecosystem": "PyPI", "name": "a"}, "ranges": [{"type": "GIT",
                                    "events": [{"introduced": "0"}, {"fixed": "6879efc2c1"}]}]},
                                  {"package": {"ecosystem": "PyPI", "name": "b"}},
                                  {"package": {"ecosystem": "Echo:PyPI", "name": "c", "purl": "pkg:pypi/c"},
                                   "versions": ["1.0"]}]}
                                """));

        // Then
        assertThat(reading.ranges()).isEmpty();
        assertThat(reading.unmatchable())
                .containsExactly(
                        new Unmatchable("", "", Reason.COMMITS_ONLY),
                        new Unmatchable("PyPI", "a", Reason.COMMITS_ONLY),
                        new Unmatchable("PyPI", "b", Reason.NO_VERSIONS),
                        new Unmatchable("Echo:PyPI", "c", Reason.UNKNOWN_PACKAGE));
    }

    @Test
    void shouldReadARepositorysOwnAdvisoryAndProductsByCpe() {
        // Given
        AdvisoryPublished repository =
                OsvRecords.of(
                        """
                        {"id": "CURL-1", "affected": [
                          {"package": {"ecosystem": "GIT", "name": "https://github.com/curl/curl.git"}, "ranges": [
                            {"type": "GIT", "events": [{"introduced": "4a4b63daaa01ef59"}, {"fixed": "fb4415d8aee6c104"}]}],
                           "versions": ["curl-8_3_0"]}]}
                        """);
        AdvisoryPublished advisory =
                new AdvisoryPublished(
                        repository.provenance(),
                        repository.part(),
                        "nvd",
                        "CVE-1",
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        List.of(),
                        repository.affected(),
                        List.of(
                                new CpeRange(
                                        "cpe:2.3:a:haxx:curl:*:*:*:*:*:*:*:*",
                                        "7.69.0",
                                        null,
                                        null,
                                        "8.4.0")));

        // When
        AdvisoryReading reading = AdvisoryReading.of(advisory);

        // Then
        assertThat(reading.ranges())
                .extracting(r -> r.packageKey().text() + " " + r.affected().text())
                .containsExactly(
                        "github/curl/curl vers:github/curl-8_3_0 vers:commit/>=4a4b63daaa01ef59|<fb4415d8aee6c104",
                        "cpe/a/haxx/curl cpe:2.3:a:haxx:curl:*:*:*:*:*:*:*:* vers:cpe/>=7.69.0|<8.4.0");
        assertThat(reading.unmatchable()).isEmpty();
    }
}
