package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AffectedVersionsTest {

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "npm, introduced 0, vers:npm/*",
        "npm, introduced 0 fixed 1.0.0, vers:npm/<1.0.0",
        "npm, introduced 1.0.0, vers:npm/>=1.0.0",
        "npm, introduced 1.0.0 last_affected 1.2.3, vers:npm/>=1.0.0|<=1.2.3",
        // several pairs, in any order
        "npm, fixed 2.1.0 introduced 2.0.0 fixed 1.5.0 introduced 0, vers:npm/<1.5.0|>=2.0.0|<2.1.0",
        // a second fix or introduction changes nothing
        "npm, introduced 0 fixed 1.5.0 fixed 2.0.0, vers:npm/<1.5.0",
        "npm, introduced 1.0.0 introduced 1.1.0 fixed 1.5.0, vers:npm/>=1.0.0|<1.5.0",
        // closed and opened at one version; opened and closed at one version
        "npm, introduced 0 fixed 1.0.0 introduced 1.0.0, vers:npm/*",
        "npm, introduced 0 last_affected 1.0.0 introduced 1.0.0 fixed 2.0.0, vers:npm/<2.0.0",
        "npm, introduced 1.0.0 last_affected 1.0.0, vers:npm/1.0.0",
        "npm, introduced 1.0.0 fixed 1.0.0, ''",
        // never introduced: never affected
        "npm, fixed 1.0.0, ''",
        "npm, introduced 0 limit 2.0.0, vers:npm/<2.0.0",
        "npm, introduced 0 fixed 1.0.0 limit 2.0.0, vers:npm/<1.0.0",
        "npm, introduced 0 limit *, vers:npm/*",
        // 10 comes after 9
        "npm, introduced 9.0.0 fixed 10.0.0, vers:npm/>=9.0.0|<10.0.0",
        "npm, introduced 1.0.0-beta fixed 1.0.0, vers:npm/>=1.0.0-beta|<1.0.0",
        // a bound without a place in the order is kept as it stands
        "npm, introduced 0 fixed none, vers:npm/>=0|<none",
        "swid, introduced 0 fixed 1.0, vers:swid/>=0|<1.0",
        "swid, introduced 0, vers:swid/*",
    })
    void shouldEvaluateARangeAsOsvDoes(String type, String events, String vers) {
        // When
        AffectedVersions affected =
                AffectedVersions.of(type, List.of(range(RangeType.ECOSYSTEM, events)), List.of());

        // Then
        assertThat(affected.text()).isEqualTo(vers);
        assertThat(affected.isEmpty()).isEqualTo(vers.isEmpty());
    }

    @Test
    void shouldAddListedVersionsToTheRangesAndLeaveOutThoseWithin() {
        // Given
        List<Range> ranges = List.of(range(RangeType.ECOSYSTEM, "introduced 2.0 fixed 3.0"));

        // When
        AffectedVersions affected =
                AffectedVersions.of("pypi", ranges, List.of("2.5", "1.0", "1.0.0", "0.9", "2.0"));

        // Then
        assertThat(affected.text()).isEqualTo("vers:pypi/0.9|1.0|>=2.0|<3.0");
    }

    @Test
    void shouldLeaveOutCommits() {
        // Given
        List<Range> commits =
                List.of(range(RangeType.GIT, "introduced 0 fixed 6879efc2c1596d11a6"));

        // Then
        assertThat(AffectedVersions.of("golang", commits, List.of()).isEmpty()).isTrue();
    }

    @Test
    void shouldOrderBySemverWhereTheEcosystemIsUnknownButTheRangeSaysSo() {
        // Given
        List<Range> ranges = List.of(range(RangeType.SEMVER, "introduced 1.9.0 fixed 1.10.0"));

        // When
        AffectedVersions affected = AffectedVersions.of("swid", ranges, List.of());

        // Then
        assertThat(affected.text()).isEqualTo("vers:semver/>=1.9.0|<1.10.0");
        assertThat(affected.test("1.9.5")).isInstanceOf(Verdict.Affected.class);
    }

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        // equality is that of the ecosystem
        "vers:pypi/1.0|1.1, 1.0.0, AFFECTED",
        "vers:nuget/1.0.0-RC1, 1.0-rc1, AFFECTED",
        "vers:maven/1.0, 1.0.0.Final, AFFECTED",
        "vers:rpm/<1.0-2, 0:1.0-1, AFFECTED",
        // a local build stands for its plain version (PEP 440) …
        "vers:pypi/>=1.0|<=2.0.0, 2.0.0+cu118, AFFECTED",
        "vers:pypi/2.0.0, 2.0.0+cu118, AFFECTED",
        // … but has what the plain one has
        "vers:pypi/<2.0.0, 2.0.0+cu118, NOT_AFFECTED",
        "vers:pypi/!=2.0.3|>=1.0, 2.0.3, NOT_AFFECTED",
        "vers:pypi/>1.0, 1.0, NOT_AFFECTED",
        // of several bounds in a row the widest counts
        "vers:pypi/>1.0|>=1.5|<2.0|<3.0, 1.2, AFFECTED",
        "vers:pypi/>1.0|>=1.5|<2.0|<3.0, 2.5, AFFECTED",
        "vers:pypi/>1.0|>=1.5|<2.0|<3.0, 0.9, NOT_AFFECTED",
        "vers:pypi/<1.0|<=1.5|>2.0|>3.0, 1.5, AFFECTED",
        "vers:pypi/<1.0|<=1.5|>2.0|>3.0, 2.0, NOT_AFFECTED",
        // a text without a place in the order
        "vers:npm/>=1.0.0|<2.0.0, latest, UNDECIDABLE",
        "vers:npm/1.0.0|1.0.1, latest, NOT_AFFECTED",
        "vers:npm/1.0.0|latest, latest, AFFECTED",
        "vers:npm/*, latest, AFFECTED",
        "vers:npm/1.0.0 vers:npm/>=0|<none, 1.0.0, AFFECTED",
        "vers:npm/1.0.0 vers:npm/>=0|<none, 1.0.1, UNDECIDABLE",
        "vers:swid/1.0|2.0, 2.0, AFFECTED",
        "vers:swid/1.0|2.0, 2.0.0, NOT_AFFECTED",
        "vers:swid/>=0|<2.0, 1.0, UNDECIDABLE",
        // a commit pinned where a version should stand
        "vers:github/<46.0.1, 0e58ed8671d6b60d0890c21b07f8835ace038e67, UNDECIDABLE",
    })
    void shouldHoldAVersionAgainstTheText(String vers, String version, String expected) {
        // When
        Verdict verdict = AffectedVersions.parse(vers).test(version);

        // Then
        String actual =
                switch (verdict) {
                    case Verdict.Affected _ -> "AFFECTED";
                    case Verdict.NotAffected _ -> "NOT_AFFECTED";
                    case Verdict.Undecidable _ -> "UNDECIDABLE";
                };
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vers:maven/>=2.0-beta9|<2.3.1|>=2.4|<2.12.2",
                "vers:npm/*",
                "vers:npm/<1.0.0|>=2.0.0",
                "vers:deb/<1:4.14-1.2~deb12u1",
                "vers:golang/1.0.0%2Bincompatible|>=2.0.0",
                "vers:pypi/1%210.5|latest%2A",
                "vers:pypi/>=1.0|!=1.5|<2.0",
                "vers:npm/!=1.5.0",
                "vers:npm/1.0.0 vers:npm/>=0|<none",
                "vers:swid/1.0|ä%20%7C",
                "vers:commit/>=4a4b63daaa01ef59|<fb4415d8aee6c104",
                "vers:github/v1.0|v1.1 vers:commit/>=0|<=fd5a5e5faa1e289c",
            })
    void shouldReadItsOwnTextBack(String vers) {
        // Given
        String written = AffectedVersions.parse(vers).text();

        // Then
        assertThat(AffectedVersions.parse(written)).hasToString(written);
        if (vers.equals(vers.replaceAll("[^\\x00-\\x7F]", ""))) {
            assertThat(written).isEqualTo(vers);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ">=1.0",
                "vers:",
                "vers:npm",
                "vers:npm/",
                "vers:npm/>=",
                "vers:npm/=>1",
                "vers:npm/1||2",
                "vers:npm/>=1.0|%ZZ",
                "vers:datetime/<2024-03-01t00:00:00z",
                "vers:npm/1.0 vers:pypi/1.0"
            })
    void shouldRefuseWhatIsNoVers(String text) {
        assertThatThrownBy(() -> AffectedVersions.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "vers:commit/>=4a4b63daaa01ef59|<fb4415d8aee6c104, 4a4b63daaa01ef59, AFFECTED",
        "vers:commit/>=4a4b63daaa01ef59|<fb4415d8aee6c104, fb4415d8aee6c104, NOT_AFFECTED",
        "vers:commit/>=4a4b63daaa01ef59|<=fd5a5e5faa1e289c, fd5a5e5faa1e289c, AFFECTED",
        // only the history could tell
        "vers:commit/>=4a4b63daaa01ef59|<fb4415d8aee6c104, 0e58ed8671d6b60d, UNDECIDABLE",
        "vers:commit/>=4a4b63daaa01ef59|<fb4415d8aee6c104, v8.3.0, UNDECIDABLE",
        // where tags are listed, another tag is not affected, and another commit is undecided
        "vers:github/curl-8_2_0|curl-8_3_0 vers:commit/>=0|<fb4415d8aee6c104, 8.3.0, AFFECTED",
        "vers:github/curl-8_2_0|curl-8_3_0 vers:commit/>=0|<fb4415d8aee6c104, curl-8_4_0, NOT_AFFECTED",
        "vers:github/curl-8_2_0|curl-8_3_0 vers:commit/>=0|<fb4415d8aee6c104, nightly-build, NOT_AFFECTED",
        "vers:github/curl-8_2_0|curl-8_3_0 vers:commit/>=0|<fb4415d8aee6c104, 0e58ed8671d6b60d, UNDECIDABLE",
        "vers:github/*, 0e58ed8671d6b60d, AFFECTED",
    })
    void shouldDecideACommitOnlyWhereTheRangeNamesIt(String vers, String version, String verdict) {
        // When
        Verdict given = AffectedVersions.parse(vers).test(version);

        // Then
        assertThat(given)
                .isInstanceOf(
                        switch (verdict) {
                            case "AFFECTED" -> Verdict.Affected.class;
                            case "UNDECIDABLE" -> Verdict.Undecidable.class;
                            default -> Verdict.NotAffected.class;
                        });
    }

    @Test
    void shouldCountCommitsForARepositoryAndNotForAPackage() {
        // Given
        List<Range> commits = List.of(range(RangeType.GIT, "introduced 0 fixed fb4415d8aee6c104"));

        // When
        AffectedVersions repository = AffectedVersions.of("github", commits, List.of("v1.0"));
        AffectedVersions ofPackage = AffectedVersions.of("pypi", commits, List.of("1.0"));

        // Then
        assertThat(repository).hasToString("vers:github/v1.0 vers:commit/>=0|<fb4415d8aee6c104");
        assertThat(ofPackage).hasToString("vers:pypi/1.0");
    }

    static Range range(RangeType type, String events) {
        String[] words = events.split(" ");
        List<RangeEvent> read = new ArrayList<>();
        for (int i = 0; i < words.length; i += 2) {
            read.add(
                    new RangeEvent(
                            RangeEventKind.valueOf(words[i].toUpperCase(Locale.ROOT)),
                            words[i + 1]));
        }
        return new Range(type, read);
    }
}
