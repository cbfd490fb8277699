package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VersioningTest {

    /// Each line is in ascending order by the rules of the ecosystem.
    static List<List<String>> ascending() {
        return List.of(
                List.of(
                        "npm",
                        "1.0.0-alpha",
                        "1.0.0-alpha.1",
                        "1.0.0-alpha.beta",
                        "1.0.0-beta.2",
                        "1.0.0-beta.11",
                        "1.0.0-rc.1",
                        "1.0.0",
                        "1.2.0",
                        "1.10.0",
                        "2"),
                List.of(
                        "golang",
                        "v0.0.0-20190603091049-60506f45cf65",
                        "v0.0.1",
                        "1.21.0-rc.2",
                        "go1.21rc3",
                        "go1.21.0",
                        "1.21.1",
                        "v2.0.0+incompatible",
                        "3"),
                List.of("pub", "1.0.0-dev", "1.0.0", "1.0.0+1", "1.0.0+2", "1.0.1"),
                List.of("nuget", "1.0.0-ALPHA", "1.0.0-beta", "1.0", "1.0.0.1", "1.0.1"),
                List.of("bitnami", "6.1.9-7", "6.2.0", "6.2.1-0"),
                List.of(
                        "maven",
                        "2.0-alpha-1",
                        "2.0-beta9",
                        "2.0-rc1",
                        "2.0-SNAPSHOT",
                        "2.0",
                        "2.0-sp1",
                        "2.0-jre",
                        "2.0-1",
                        "2.0.1",
                        "2.10"),
                List.of(
                        "pypi",
                        "2004d",
                        "1.0.dev1",
                        "1.0a1.dev1",
                        "1.0a1",
                        "1.0b2",
                        "1.0rc1",
                        "1.0",
                        "1.0+local",
                        "1.0.post1",
                        "1.1",
                        "1!0.1"),
                List.of(
                        "gem",
                        "1.0.a.2",
                        "1.0.a9",
                        "1.0.b1",
                        "1.0",
                        "1.0.1",
                        "1.10",
                        "1.13.3-x86_64-linux",
                        "1.13.4"),
                List.of(
                        "composer",
                        "1.0-dev",
                        "1.0-alpha1",
                        "1.0b2",
                        "1.0-RC1-dev",
                        "1.0-RC1",
                        "v1.0",
                        "1.0-pl1",
                        "1.0.1",
                        "1.2.x-dev",
                        "1.3"),
                List.of(
                        "deb",
                        "1.0~rc1-1",
                        "1.0-1~deb12u1",
                        "1.0-1",
                        "1.0-1+deb12u1",
                        "1.0-2",
                        "1.0.1-1",
                        "1:0.1-1"),
                List.of(
                        "rpm",
                        "1.0~rc1-1",
                        "1.0-1.el8",
                        "1.0-1.el8_4",
                        "1.0-10.el8",
                        "1.0^git1-1",
                        "1.0.1-1",
                        "1:0.1-1"),
                List.of(
                        "apk",
                        "1.2.3_alpha",
                        "1.2.3_rc1",
                        "1.2.3",
                        "1.2.3-r1",
                        "1.2.3-r10",
                        "1.2.3_git20200101",
                        "1.2.3_p1",
                        "1.2.3a",
                        "1.2.10"),
                List.of("alpm", "1.0rc1-1", "1.0-1", "1.0-2", "1.0.1-1", "1:0.5-1"),
                List.of("conan", "1.0-pre", "1.0", "1.0+build", "1.1", "1.a"),
                List.of("cran", "0.9-1", "1.0", "1.0.0", "1.0-1", "1.10"),
                List.of(
                        "gentoo",
                        "1.0_alpha",
                        "1.0_alpha2",
                        "1.0_pre1",
                        "1.0_rc1_p3",
                        "1.0",
                        "1.0-r2",
                        "1.0-r10",
                        "1.0_p1",
                        "1.0b",
                        "1.0.0",
                        "1.01",
                        "1.02",
                        "1.1",
                        "1.10"),
                List.of(
                        "openssl",
                        "0.9.8z",
                        "0.9.8za",
                        "1.0.2-beta2",
                        "1.0.2-beta10",
                        "1.0.2",
                        "1.0.2a",
                        "1.1.1-pre9",
                        "1.1.1w",
                        "3.0.0-alpha17",
                        "3.0.0",
                        "3.0.10"),
                List.of(
                        "datetime",
                        "2024-03-01T00:30:00+01:00",
                        "2024-03-01T00:00:00Z",
                        "2024-03-01T00:00:00.5Z",
                        "2024-02-29T23:30:00-01:00"),
                List.of("lexicographic", "10", "9", "B", "b", "é", "€", "\uD83D\uDE80"),
                List.of("cpan", "1.10", "1.20", "v1.200.1", "1.9", "2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ascending")
    void shouldOrderAsTheEcosystemDoes(List<String> line) {
        // Given
        Versioning versioning = Versioning.of(line.getFirst());
        List<String> versions = line.subList(1, line.size());

        // When
        List<String> wrong = new java.util.ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            for (int j = 0; j < versions.size(); j++) {
                OptionalInt order = versioning.compare(versions.get(i), versions.get(j));
                if (order.orElse(9) != Integer.compare(i, j)) {
                    wrong.add(versions.get(i) + " to " + versions.get(j) + " is " + order);
                }
            }
        }

        // Then
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource({
        "npm, v1.2.3, 1.2.3+build5",
        "npm, 1.2, 1.2.0",
        "golang, go1.21rc2, 1.21.0-rc.2",
        "golang, go1.20.4 X:boringcrypto, 1.20.4",
        "golang, v4.0.0+incompatible, 4.0.0",
        "nuget, 1.0, 1.0.0.0",
        "nuget, 1.0.0-RC1, 1.0.0-rc1",
        "bitnami, 6.2.0-4, 6.2.0",
        "maven, 1.0.0.Final, 1.0",
        "maven, 1.0.GA, 1",
        "pypi, 1.0.0, 1",
        "pypi, 1.0-alpha_1, 1.0a1",
        "pypi, 1.0-1, 1.0.post1",
        "pypi, V1.0.RC1, 1.0c1",
        "gem, 1.0.a2, 1.0.a.2",
        "gem, 1.13.3-java, 1.13.3",
        "composer, 1.0, v1.0.0.0",
        "composer, 1.25.0-beta2, 1.25.0-b2",
        "deb, 0:1.0-1, 1.0-1",
        "deb, 1.0-0, 1.0",
        "rpm, 0:1.0-1, 1.0-1",
        "rpm, 2_0, 2.0",
        "cpan, 1.5, v1.500.0",
        "gentoo, 1.0-r0, 1.0",
        "openssl, 3.0, 3.0.0",
        "datetime, 2024-03-01T01:00:00+01:00, 2024-03-01T00:00:00Z",
    })
    void shouldCallVersionsEqualThatAreWrittenDifferently(String type, String a, String b) {
        assertThat(Versioning.of(type).compare(a, b)).hasValue(0);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "npm, latest",
        "npm, 1.x",
        "npm, ^1.2.3",
        "npm, ''",
        "golang, (devel)",
        "golang, 234fd47e07d1004f0aed9c",
        "github, 5d60bd2eb4642b64d00c845e5ca9f1ea41fd6db6",
        "maven, 9d60bd2",
        "maven, unspecified",
        "maven, ${revision}",
        "rpm, unknown",
        "nuget, $(Version)",
        "pypi, main",
        "pypi, ${project.version}",
        "gem, 1beta",
        "composer, dev-main",
        "apk, 1.2.3_foo",
        "gentoo, 1.0_git3",
        "openssl, OpenSSL_1_0_2",
        "datetime, 2024-03-01t00:00:00z",
        "datetime, 2024-03-01",
        "swid, 1.0",
    })
    void shouldSayThatATextHasNoPlaceInTheOrder(String type, String text) {
        assertThat(Versioning.of(type).compare(text, "1.0")).isEmpty();
    }

    @Test
    void shouldCompareNumbersOfAnyLength() {
        // Given
        String nines = "9".repeat(40);

        // When
        OptionalInt order = Versioning.SEMVER.compare("1." + nines + ".0", "1." + nines + ".1");

        // Then
        assertThat(order).hasValue(-1);
    }
}
