package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.match.AdvisoryReading.Reason;
import dev.plumbline.scoring.match.AdvisoryReading.Unmatchable;
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
}
