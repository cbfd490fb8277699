package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.scoring.match.VexDecisions.Stated;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VexDecisionsTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T09:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-03-06T09:00:00Z");

    private static final VulnerabilityKey LOG4SHELL =
            new VulnerabilityKey("CVE-2021-44228", Set.of("CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q"));

    private static final Coordinate LOG4J =
            (Coordinate)
                    Coordinate.fromPurl("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1");

    private static final PackageKey SHOP =
            (PackageKey) PackageKey.fromPurl("pkg:oci/shop?repository_url=registry.example/shop");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1, true",
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar, true",
        // without version: all of them
        "pkg:maven/org.apache.logging.log4j/log4j-core, true",
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1.Final, true",
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.0, false",
        "pkg:maven/org.apache.logging.log4j/log4j-api@2.14.1, false",
        // the product itself: everything in it
        "pkg:oci/shop@sha256%3Aabc, true",
        "pkg:oci/shop, true",
        "pkg:oci/warehouse, false",
        "shop, false",
    })
    void shouldTellOfWhichComponentAStatementSpeaks(String purl, boolean concerned) {
        // Given
        VexDecisions decisions = decisions(stated(VexStatus.FIXED, MONDAY, MONDAY, purl));

        // Then
        assertThat(decisions.latest(LOG4SHELL, LOG4J).isPresent()).isEqualTo(concerned);
    }

    @Test
    void shouldTakeAStatementWithoutPurlsToSpeakOfTheWholeProduct() {
        assertThat(decisions(stated(VexStatus.AFFECTED, MONDAY, MONDAY)).latest(LOG4SHELL, LOG4J))
                .isPresent();
    }

    @Test
    void shouldKnowTheVulnerabilityByAnyOfItsNames() {
        // Given
        VexStatement statement = statement(VexStatus.FIXED, MONDAY, "GHSA-jfh8-c2jp-5v3q");
        VexStatement other = statement(VexStatus.FIXED, MONDAY, "CVE-2021-45046");

        // Then
        assertThat(decisions(new Stated(statement, MONDAY)).latest(LOG4SHELL, LOG4J)).isPresent();
        assertThat(decisions(new Stated(other, MONDAY)).latest(LOG4SHELL, LOG4J)).isEmpty();
    }

    @Test
    void shouldLetTheLatestStatementCountHoweverLateItArrives() {
        // Given
        Stated older = stated(VexStatus.UNDER_INVESTIGATION, MONDAY, FRIDAY);
        Stated newer = stated(VexStatus.FIXED, TUESDAY, TUESDAY);

        // Then
        assertThat(statusOf(decisions(older, newer))).isEqualTo(VexStatus.FIXED);
        assertThat(statusOf(decisions(newer, older))).isEqualTo(VexStatus.FIXED);
    }

    @Test
    void shouldLetTheLaterArrivalCountAmongStatementsOfOneInstant() {
        // Given
        Stated first = stated(VexStatus.AFFECTED, MONDAY, TUESDAY);
        Stated second = stated(VexStatus.FIXED, MONDAY, TUESDAY);

        // Then
        assertThat(statusOf(decisions(first, second))).isEqualTo(VexStatus.FIXED);
        assertThat(statusOf(decisions(second, first))).isEqualTo(VexStatus.AFFECTED);
    }

    @Test
    void shouldNotBelieveADateAfterTheReceipt() {
        // Given
        Stated fromTheFuture = stated(VexStatus.FIXED, FRIDAY, MONDAY);
        Stated honest = stated(VexStatus.AFFECTED, TUESDAY, TUESDAY);

        // Then
        assertThat(statusOf(decisions(fromTheFuture, honest))).isEqualTo(VexStatus.AFFECTED);
        assertThat(fromTheFuture.madeAt()).isEqualTo(MONDAY);
    }

    @Test
    void shouldLeaveNotAffectedWithoutAReasonOpen() {
        // Given
        VexStatement bare = statement(VexStatus.NOT_AFFECTED, MONDAY, "CVE-2021-44228");
        VexStatement justified =
                new VexStatement(
                        List.of("CVE-2021-44228"),
                        VexStatus.NOT_AFFECTED,
                        VexJustification.VULNERABLE_CODE_NOT_PRESENT,
                        null,
                        null,
                        List.of(),
                        MONDAY);

        // Then
        assertThat(latest(decisions(new Stated(bare, MONDAY))).decides()).isFalse();
        assertThat(latest(decisions(new Stated(justified, MONDAY))).decides()).isTrue();
    }

    @Test
    void shouldCoverADistributionsPackageByAPurlWithoutItsRelease() {
        // Given
        Coordinate openssl =
                (Coordinate)
                        Coordinate.fromPurl("pkg:deb/debian/openssl@3.0.11-1?distro=debian-12");
        VulnerabilityKey flaw = new VulnerabilityKey("CVE-2024-0001", Set.of("CVE-2024-0001"));

        // Then
        assertThat(covers("pkg:deb/debian/openssl@3.0.11-1", flaw, openssl)).isTrue();
        assertThat(covers("pkg:deb/debian/openssl", flaw, openssl)).isTrue();
        assertThat(covers("pkg:deb/debian/openssl@3.0.12-1", flaw, openssl)).isFalse();
        assertThat(covers("pkg:deb/debian/openssl@3.0.11-1?distro=debian-11", flaw, openssl))
                .isFalse();
    }

    private static boolean covers(String purl, VulnerabilityKey flaw, Coordinate component) {
        VexStatement statement =
                new VexStatement(
                        List.of(flaw.id()),
                        VexStatus.FIXED,
                        null,
                        null,
                        null,
                        List.of(purl),
                        MONDAY);
        return decisions(new Stated(statement, MONDAY)).latest(flaw, component).isPresent();
    }

    private static VexStatus statusOf(VexDecisions decisions) {
        return latest(decisions).status();
    }

    private static VexStatement latest(VexDecisions decisions) {
        return decisions.latest(LOG4SHELL, LOG4J).orElseThrow().statement();
    }

    private static VexDecisions decisions(Stated... stated) {
        return new VexDecisions(Set.of(SHOP), List.of(stated));
    }

    private static Stated stated(
            VexStatus status, Instant madeAt, Instant receivedAt, String... purls) {
        return new Stated(statement(status, madeAt, "CVE-2021-44228", purls), receivedAt);
    }

    private static VexStatement statement(
            VexStatus status, Instant madeAt, String vulnerability, String... purls) {
        return new VexStatement(
                List.of(vulnerability), status, null, null, null, List.of(purls), madeAt);
    }
}
