package dev.plumbline.scoring.obligation;

import static dev.plumbline.scoring.Samples.advisory;
import static dev.plumbline.scoring.Samples.bill;
import static dev.plumbline.scoring.Samples.classified;
import static dev.plumbline.scoring.Samples.componentScan;
import static dev.plumbline.scoring.Samples.day;
import static dev.plumbline.scoring.Samples.finding;
import static dev.plumbline.scoring.Samples.kev;
import static dev.plumbline.scoring.Samples.rated;
import static dev.plumbline.scoring.Samples.release;
import static dev.plumbline.scoring.Samples.scan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Severity;
import dev.plumbline.scoring.obligation.Derived.Subject;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WeaknessesTest {
    private static final String CVE = "CVE-2026-1000";
    private static final String BAD = "pkg:npm/lib@1.0.0";

    private static AdvisoryPublished matching() {
        return advisory(
                "GHSA-aaaa-bbbb-cccc", List.of(CVE), day(0), "HIGH", "npm", "lib", "0", "1.2.0");
    }

    private static @Nullable List<String> of(Derived derived, String concern) {
        Subject subject = Objects.requireNonNull(derived.subjects().get(concern), concern);
        return subject.weaknesses();
    }

    @Test
    void shouldReadTheNumbersHoweverSourcesWriteThem() {
        assertThat(
                        Weaknesses.among(
                                Stream.of(
                                        "CWE-787",
                                        "cwe-079",
                                        "CWE-79: Cross-site Scripting",
                                        "CWE-89:_SQL_Injection",
                                        "NVD-CWE-noinfo",
                                        "CWE-Other",
                                        "CWE-0",
                                        "")))
                .containsExactly("CWE-79", "CWE-89", "CWE-787");
    }

    @Test
    void shouldKeepTwentyOfThoseWhoNameEverything() {
        assertThat(Weaknesses.among(IntStream.rangeClosed(1, 2_000).mapToObj(n -> "CWE-" + n)))
                .hasSize(20)
                .startsWith("CWE-1", "CWE-2");
    }

    @Test
    void shouldNameTheWeaknessOfAFindingOfTheMakersTools() {
        // When
        Derived derived =
                Facts.derive(
                        release("shop", "1.x", "1.0.0", day(0)),
                        scan("shop", "1.0.0", day(1), finding("f1", Severity.HIGH, "CWE-89")));

        // Then
        assertThat(of(derived, "finding/1.x/semgrep/src/f1")).containsExactly("CWE-89");
    }

    @Test
    void shouldNameWhatAnyAdvisoryOfTheFlawSaysThoughItMatchesNothing() {
        // When
        Derived derived =
                Facts.derive(
                        classified(matching(), "CWE-79"),
                        classified(rated("nvd", CVE, day(2), "HIGH", null), "CWE-80"),
                        bill("shop", "1.0.0", day(1), BAD));

        // Then
        assertThat(of(derived, "match/" + CVE + "/1.x")).containsExactly("CWE-79", "CWE-80");
    }

    @Test
    void shouldNotBelieveAnAdvisoryThatIsWithdrawn() {
        // When
        Derived derived =
                Facts.derive(
                        matching(),
                        classified(rated("nvd", CVE, day(2), "HIGH", day(3)), "CWE-80"),
                        bill("shop", "1.0.0", day(1), BAD));

        // Then
        assertThat(of(derived, "match/" + CVE + "/1.x")).isEmpty();
    }

    @Test
    void shouldNameTheSameOfAFlawThatIsKnownToBeExploited() {
        // When
        Derived derived =
                Facts.derive(
                        classified(matching(), "CWE-79"),
                        kev(CVE, LocalDate.of(2026, 1, 5), LocalDate.of(2026, 1, 26), day(5)),
                        bill("shop", "1.0.0", day(1), BAD));

        // Then
        assertThat(of(derived, "kev-match/" + CVE + "/1.x")).containsExactly("CWE-79");
    }

    @Test
    void shouldNameWhatAScannerSaysOfAFlawThatNoAdvisoryClassifies() {
        // Given
        Finding known =
                new Finding(
                        "k1",
                        CVE,
                        "a known flaw",
                        Severity.HIGH,
                        List.of("CWE-502"),
                        null,
                        null,
                        false,
                        null,
                        new KnownFlaw(List.of(CVE), BAD, "1.2.0"));

        // When
        Derived derived =
                Facts.derive(
                        release("shop", "1.x", "1.0.0", day(0)),
                        componentScan("shop", "1.0.0", day(1), known));

        // Then
        assertThat(of(derived, "match/" + CVE + "/1.x")).containsExactly("CWE-502");
    }

    @Test
    void shouldNameNoneOfWhatIsNoFlaw() {
        // When
        Derived derived = Facts.derive(release("shop", "1.x", "1.0.0", day(0)));

        // Then
        assertThat(derived.subjects().values()).extracting(Subject::weaknesses).containsOnlyNulls();
    }
}
