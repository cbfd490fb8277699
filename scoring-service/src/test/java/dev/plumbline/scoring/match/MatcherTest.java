package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {

    private final Matcher matcher = new Matcher();

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        // log4j-core: two older lines got the fix back
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1, vers:maven/>=2.0-beta9|<2.3.1|>=2.4|<2.12.2|>=2.13.0|<2.15.0, 2.15.0",
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.0-beta9, vers:maven/>=2.0-beta9|<2.3.1|>=2.4|<2.12.2|>=2.13.0|<2.15.0, 2.3.1 2.12.2 2.15.0",
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.0-beta8, vers:maven/>=2.0-beta9|<2.3.1|>=2.4|<2.12.2|>=2.13.0|<2.15.0, none",
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.3.1, vers:maven/>=2.0-beta9|<2.3.1|>=2.4|<2.12.2|>=2.13.0|<2.15.0, none",
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.12.2, vers:maven/>=2.0-beta9|<2.3.1|>=2.4|<2.12.2|>=2.13.0|<2.15.0, none",
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.15.0, vers:maven/>=2.0-beta9|<2.3.1|>=2.4|<2.12.2|>=2.13.0|<2.15.0, none",
        "pkg:npm/jquery@3.4.1, vers:npm/>=1.2.0|<3.5.0, 3.5.0",
        "pkg:npm/jquery@3.5.0, vers:npm/>=1.2.0|<3.5.0, none",
        "pkg:npm/jquery@3.5.0-rc.1, vers:npm/>=1.2.0|<3.5.0, 3.5.0",
        "pkg:npm/jquery@1.1.4, vers:npm/>=1.2.0|<3.5.0, none",
        "pkg:pypi/requests@2.30.0, vers:pypi/>=2.3.0|<2.31.0, 2.31.0",
        "pkg:pypi/Requests@2.31.0, vers:pypi/>=2.3.0|<2.31.0, none",
        "pkg:pypi/requests@2.31.0.dev1, vers:pypi/>=2.3.0|<2.31.0, 2.31.0",
        "pkg:golang/golang.org/x/net@v0.16.0, vers:golang/<0.17.0, 0.17.0",
        "pkg:golang/golang.org/x/net@v0.17.0, vers:golang/<0.17.0, none",
        "pkg:golang/golang.org/x/net@v0.0.0-20190603091049-60506f45cf65, vers:golang/<0.17.0, 0.17.0",
        "pkg:golang/github.com/golang-jwt/jwt/v5@v5.2.1, vers:golang/>=5.0.0-rc.1|<5.2.2, 5.2.2",
        "pkg:golang/github.com/golang-jwt/jwt/v5@v5.0.0-rc.1, vers:golang/>=5.0.0-rc.1|<5.2.2, 5.2.2",
        "pkg:golang/github.com/golang-jwt/jwt/v5@v5.2.2, vers:golang/>=5.0.0-rc.1|<5.2.2, none",
    })
    void shouldMatchWhatIsWithinTheRangeAndNothingElse(String purl, String vers, String fixes) {
        // Given
        Coordinate component = (Coordinate) Coordinate.fromPurl(purl);

        // When
        List<Match> matches = matcher.match(component, List.of(range(component, vers))).matches();

        // Then
        List<String> expected = fixes.equals("none") ? List.of() : List.of(fixes);
        assertThat(matches).extracting(m -> String.join(" ", m.fixedIn())).isEqualTo(expected);
    }

    @Test
    void shouldSayWhichPartOfTheAdvisoryMatchedAndWhereItIsFixed() {
        // Given
        Coordinate component =
                (Coordinate)
                        Coordinate.fromPurl("pkg:maven/org.apache.logging.log4j/log4j-core@2.12.1");
        AdvisoryRange log4shell =
                range(component, "vers:maven/>=2.0-beta9|<2.3.1|>=2.4|<2.12.2|>=2.13.0|<2.15.0");

        // When
        Match match = matcher.match(component, List.of(log4shell)).matches().getFirst();

        // Then
        assertThat(match.explanation())
                .isEqualTo(
                        "TEST-1 (osv): maven/org.apache.logging.log4j/log4j-core 2.12.1 lies in"
                                + " vers:maven/>=2.4|<2.12.2; fixed in 2.12.2, 2.15.0");
    }

    @Test
    void shouldNeverMatchAWithdrawnAdvisory() {
        // Given
        Coordinate component = (Coordinate) Coordinate.fromPurl("pkg:npm/jquery@3.4.1");
        AdvisoryRange withdrawn =
                new AdvisoryRange(
                        "TEST-1",
                        "osv",
                        component.packageKey(),
                        AffectedVersions.parse("vers:npm/*"),
                        Instant.parse("2024-01-01T00:00:00Z"));

        // When
        Matching matching = matcher.match(component, List.of(withdrawn));

        // Then
        assertThat(matching.matches()).isEmpty();
        assertThat(matching.undecided()).isEmpty();
    }

    @Test
    void shouldNeverMatchAnotherPackage() {
        // Given
        Coordinate component = (Coordinate) Coordinate.fromPurl("pkg:npm/jquery@3.4.1");
        Coordinate other = (Coordinate) Coordinate.fromPurl("pkg:npm/%40types/jquery@3.4.1");

        // When
        Matching matching = matcher.match(component, List.of(range(other, "vers:npm/*")));

        // Then
        assertThat(matching.matches()).isEmpty();
    }

    @Test
    void shouldReportAVersionThatHasNoPlaceInTheOrderInsteadOfPassingOverIt() {
        // Given
        Coordinate component = (Coordinate) Coordinate.fromPurl("pkg:npm/jquery@latest");

        // When
        Matching matching =
                matcher.match(
                        component,
                        List.of(
                                range(component, "vers:npm/>=1.2.0|<3.5.0"),
                                range(component, "vers:npm/1.2.0|1.2.1"),
                                range(component, "vers:npm/*")));

        // Then
        assertThat(matching.undecided()).extracting(Undecided::text).containsExactly("latest");
        assertThat(matching.matches()).extracting(Match::rule).containsExactly("vers:npm/*");
    }

    private static AdvisoryRange range(Coordinate component, String vers) {
        return new AdvisoryRange(
                "TEST-1", "osv", component.packageKey(), AffectedVersions.parse(vers), null);
    }
}
