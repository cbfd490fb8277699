package dev.plumbline.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.ProgressReported.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:05:00Z");
    private final Words words = new Words(NOW);

    @Test
    void shouldNeverShowAnArrowBesideAChangeThatRoundsToNothing() {
        assertThat(words.change(0.04)).isEqualTo("= 0.0");
        assertThat(words.change(-0.04)).isEqualTo("= 0.0");
        assertThat(words.change(0.06)).isEqualTo("▲ 0.1");
        assertThat(words.change(-2.44)).isEqualTo("▼ 2.4");
    }

    @Test
    void shouldRoundOnTheExactDecimalAndHalfToEven() {
        assertThat(words.score(71.25)).isEqualTo("71.2");
        assertThat(words.score(71.35)).isEqualTo("71.4");
        assertThat(words.score(null)).isEqualTo("–");
        assertThat(words.percent(0.685)).isEqualTo("68 %");
    }

    @Test
    void shouldCallAComponentByItsNameAndVersion() {
        assertThat(words.component("pkg:cargo/openssl-src@300.0.8%2B3.0.4"))
                .isEqualTo("openssl-src 300.0.8+3.0.4");
        assertThat(words.component("pkg:cargo/openssl-src@300.0.8+3.0.4"))
                .isEqualTo("openssl-src 300.0.8+3.0.4");
        assertThat(words.component("pkg:npm/%40grpc/grpc-js@1.8.14?a=b#c"))
                .isEqualTo("@grpc/grpc-js 1.8.14");
        assertThat(words.component("pkg:maven/com.nimbusds/nimbus-jose-jwt@9.37.3"))
                .isEqualTo("nimbus-jose-jwt 9.37.3");
        assertThat(words.component("pkg:golang/golang.org/x/net")).isEqualTo("golang.org/x/net");
        assertThat(words.component("pkg:npm/odd%@1")).isEqualTo("odd% 1");
        assertThat(words.component("libfoo")).isEqualTo("libfoo");
    }

    @Test
    void shouldSignContributionsWithAProperMinus() {
        assertThat(words.signed(-3.24)).isEqualTo("−3.2");
        assertThat(words.ledger(1.9375)).isEqualTo("+1.94");
        assertThat(words.ledger(0)).isEqualTo("0.00");
    }

    @Test
    void shouldGiveAContributionToTheLastDigit() {
        assertThat(words.exact(-0.031415926)).isEqualTo("−0.031415926");
        assertThat(words.exact(1e-9)).isEqualTo("+0.000000001");
        assertThat(words.exact(0.0)).isEqualTo("0");
    }

    @Test
    void shouldSayHowMuchTimeIsLeftOrGone() {
        assertThat(words.left(NOW.plus(Duration.ofHours(11)))).isEqualTo("11 h left");
        assertThat(words.left(NOW.plus(Duration.ofHours(52)))).isEqualTo("2 d 4 h left");
        assertThat(words.left(NOW.plus(Duration.ofDays(2)))).isEqualTo("2 d left");
        assertThat(words.left(NOW.plus(Duration.ofDays(12)))).isEqualTo("12 days left");
        assertThat(words.left(NOW.minus(Duration.ofDays(6)))).isEqualTo("6 days late");
        assertThat(words.left(NOW)).isEqualTo("0 min late");
    }

    @Test
    void shouldCallItLateFromTheVeryInstantThatItIsDue() {
        assertThat(words.urgency(NOW)).isEqualTo("late");
        assertThat(words.urgency(NOW.plusSeconds(1))).isEqualTo("now");
        assertThat(words.urgency(NOW.plus(Duration.ofDays(1)))).isEqualTo("soon");
        assertThat(words.urgency(NOW.plus(Duration.ofDays(7)))).isEqualTo("later");
    }

    @Test
    void shouldPutADifferentShapeBesideEachUrgency() {
        assertThat(
                        List.of(
                                words.shape(NOW.minusSeconds(1)),
                                words.shape(NOW.plusSeconds(1)),
                                words.shape(NOW.plus(Duration.ofDays(2))),
                                words.shape(NOW.plus(Duration.ofDays(20)))))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldDropTheYearOnlyWhereItIsThisOne() {
        assertThat(words.shortDay(Instant.parse("2026-11-18T23:59:59Z"))).isEqualTo("18 Nov");
        assertThat(words.shortDay(Instant.parse("2025-02-13T00:00:00Z"))).isEqualTo("13 Feb 2025");
    }

    @Test
    void shouldCountInEnglish() {
        assertThat(words.count(1, "product")).isEqualTo("1 product");
        assertThat(words.count(1204, "day")).isEqualTo("1,204 days");
        assertThat(words.count(0, "vulnerability")).isEqualTo("0 vulnerabilities");
    }

    @Test
    void shouldSayWhatBecameOfAnObligation() {
        assertThat(words.fate(Meridian.kev())).isEqualTo("6 days late");
        assertThat(words.fate(Meridian.closed())).isEqualTo("fixed by a release, on time");
        assertThat(words.mark(Meridian.kev())).isEqualTo("▲");
        assertThat(words.overdueInTheWorld(Meridian.kev())).isEqualTo("13 Feb 2025");
        assertThat(words.overdueInTheWorld(Meridian.closed())).isNull();
    }

    @Test
    void shouldPutTheLargestPartFirstAndLeaveOutWhatIsNothing() {
        // When
        var parts = words.largest(Map.of("a", 0.5, "b", -2.0, "c", 0.0));

        // Then
        assertThat(parts).extracting(Map.Entry::getKey).containsExactly("b", "a");
    }

    @Test
    void shouldKeepBarsInsideTheirTrack() {
        assertThat(words.bar(61.44)).isEqualTo("61.4%");
        assertThat(words.bar(104.0)).isEqualTo("100.0%");
        assertThat(words.bar(-1.0)).isEqualTo("0.0%");
        assertThat(words.bar(null)).isEqualTo("0%");
    }

    @Test
    void shouldEncodeWhatGoesIntoAnAddress() {
        assertThat(words.url("4.x/ü &")).isEqualTo("4.x%2F%C3%BC%20%26");
    }

    @Test
    void shouldTellWhatWasUnderstoodInOneOrderAndWithItsNumber() {
        assertThat(words.understood(evidence(Step.SHOWN, Map.of("products", 1L, "scans", 1L))))
                .isEqualTo("1 scan, 1 product");
        assertThat(words.understood(evidence(Step.SHOWN, Map.of("otherResults", 1L))))
                .isEqualTo("1 other result");
        assertThat(words.understood(evidence(Step.SHOWN, Map.of("advisories", 2L, "drafts", 1L))))
                .isEqualTo("2 advisories, 1 draft");
    }

    @Test
    void shouldSpeakOfPartsThatAreHereOnlyWhileTheOthersAreAwaited() {
        Map<String, Long> counts = Map.of("parts", 2L, "here", 1L);
        assertThat(words.understood(evidence(Step.WAITING, counts))).isEqualTo("1 of 2 parts here");
        assertThat(words.understood(evidence(Step.SHOWN, counts))).isEqualTo("2 parts");
    }

    @Test
    void shouldNotAwaitMoreOfWhatWasRefused() {
        assertThat(words.understood(evidence(Step.REFUSED, Map.of())))
                .isEqualTo("nothing: it was refused");
        assertThat(words.understood(evidence(Step.RECEIVED, Map.of()))).isEqualTo("nothing yet");
    }

    @Test
    void shouldLetALineBreakBetweenThePartsOfAName() {
        assertThat(words.pieces("evidence.scan.sarif/v1"))
                .containsExactly("evidence.", "scan.", "sarif/", "v1");
    }

    private static SubmissionRow evidence(Step step, Map<String, Long> counts) {
        return new SubmissionRow(
                UUID.randomUUID(),
                null,
                null,
                null,
                "SARIF 2.1.0",
                null,
                "plumbline-ci",
                NOW,
                null,
                step,
                counts,
                null);
    }
}
