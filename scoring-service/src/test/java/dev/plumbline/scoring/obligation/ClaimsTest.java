package dev.plumbline.scoring.obligation;

import static dev.plumbline.scoring.Samples.day;
import static dev.plumbline.scoring.Samples.fact;
import static dev.plumbline.scoring.Samples.from;
import static dev.plumbline.scoring.Samples.release;
import static dev.plumbline.scoring.Samples.scan;
import static dev.plumbline.scoring.obligation.Ledgers.answered;
import static dev.plumbline.scoring.obligation.Ledgers.closed;
import static dev.plumbline.scoring.obligation.Ledgers.covered;
import static dev.plumbline.scoring.obligation.Ledgers.owed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry.Answered;
import dev.plumbline.model.evidence.Entry.Closed;
import dev.plumbline.model.evidence.Entry.Covered;
import dev.plumbline.model.evidence.Entry.Owed;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What people claim and what machines find. Days are counted from 1 January 2026.
class ClaimsTest {
    private static final String CLAIM = "admin-mfa-default/1.0.0/mfa-offered";

    private static FactReported said(int day, double trust, double value) {
        return fact(
                "shop",
                from(UUID.randomUUID(), day(day), trust),
                "admin-mfa-default",
                "1.0.0/mfa-offered",
                value,
                null);
    }

    private static FactReported probed(int day, String release, double value) {
        return fact(
                "shop",
                from(UUID.randomUUID(), day(day), 0.9),
                "default-credential-free",
                release + "/no-shared-credential",
                value,
                null);
    }

    @Nested
    class Contradictions {
        @Test
        void shouldOweAClaimThatAMachineDeniesUntilTheMachineFindsIt() {
            // When
            Derived derived = Facts.derive(said(1, 0.7, 1), said(5, 0.9, 0), said(9, 0.9, 1));

            // Then
            assertThat(owed(derived, "contradiction"))
                    .extracting(Owed::key, Owed::at)
                    .containsExactly(tuple(CLAIM, day(5)));
            assertThat(closed(derived, "contradiction", CLAIM))
                    .extracting(Closed::how, Closed::at, Closed::trust)
                    .containsExactly(tuple("corrected", day(9), 0.9));
        }

        @Test
        void shouldOweAClaimThatIsSignedAgainstWhatAMachineHadFound() {
            assertThat(owed(Facts.derive(said(1, 0.9, 0), said(5, 0.7, 1)), "contradiction"))
                    .extracting(Owed::at)
                    .containsExactly(day(5));
        }

        @Test
        void shouldBeSettledByLoweringTheClaim() {
            assertThat(
                            closed(
                                    Facts.derive(
                                            said(1, 0.7, 1), said(5, 0.9, 0.5), said(7, 0.7, 0.5)),
                                    "contradiction",
                                    CLAIM))
                    .extracting(Closed::at)
                    .containsExactly(day(7));
        }

        @Test
        void shouldNotCareForUnsignedWords() {
            assertThat(owed(Facts.derive(said(1, 0.4, 1), said(5, 0.9, 0)), "contradiction"))
                    .isEmpty();
        }
    }

    @Nested
    class SharedCredentials {
        @Test
        void shouldOweAProbeThatGotInUntilANewerReleaseKeepsItOut() {
            // When
            Derived derived =
                    Facts.derive(
                            release("shop", "1.x", "1.0.0", day(0)),
                            release("shop", "1.x", "1.1.0", day(8)),
                            probed(1, "1.0.0", 0),
                            probed(9, "1.1.0", 1));

            // Then
            assertThat(owed(derived, "default-credential"))
                    .extracting(Owed::key, Owed::release)
                    .containsExactly(tuple("1.0.0/no-shared-credential", "1.0.0"));
            assertThat(closed(derived, "default-credential", "1.0.0/no-shared-credential"))
                    .extracting(Closed::how, Closed::at)
                    .containsExactly(tuple("release-fixed", day(9)));
        }

        @Test
        void shouldCloseByAnotherProbeOfTheSameRelease() {
            assertThat(
                            closed(
                                    Facts.derive(probed(1, "1.0.0", 0), probed(3, "1.0.0", 1)),
                                    "default-credential",
                                    "1.0.0/no-shared-credential"))
                    .extracting(Closed::how)
                    .containsExactly("rescan");
        }

        @Test
        void shouldTakeAScannersFindingOfThatClassForOne() {
            // Given
            Finding found =
                    new Finding(
                            "f1",
                            "r",
                            "admin/admin works",
                            Severity.CRITICAL,
                            List.of("CWE-1392"),
                            null,
                            null,
                            false,
                            null,
                            null);

            // When
            Derived derived =
                    Facts.derive(
                            scan("shop", "1.0.0", day(1), found), scan("shop", "1.0.1", day(4)));

            // Then
            assertThat(owed(derived, "default-credential")).hasSize(1);
            assertThat(closed(derived, "default-credential", "1.x/semgrep/src/f1"))
                    .extracting(Closed::how)
                    .containsExactly("rescan");
        }
    }

    @Nested
    class Looks {
        @Test
        void shouldSeeTheProvenanceOfWhatAReleaseShipped() {
            // Given
            String digest = "a".repeat(64);
            FactReported provenance =
                    fact(
                            "shop",
                            from(UUID.randomUUID(), day(2), 0.9),
                            "release-provenance",
                            "sha256:" + digest,
                            1,
                            null);

            // When
            Derived derived =
                    Facts.derive(provenance, release("shop", "1.x", "1.0.0", day(1), digest));

            // Then
            assertThat(covered(derived, "provenance"))
                    .extracting(Covered::subject, Covered::attributes)
                    .containsExactly(
                            tuple("1.0.0", Map.of("level", "provenance", "artefact", digest)));
        }

        @Test
        void shouldAnswerTheShareOfReviewedChangesOverAllRepositories() {
            // When
            Derived derived = Facts.derive(reviewed(1, "a", 1.0), reviewed(2, "b", 0.5));

            // Then
            assertThat(answered(derived, "review-before-merge"))
                    .filteredOn(answer -> answer.item().equals("reviewed-changes"))
                    .extracting(Answered::at, Answered::value)
                    .containsExactly(tuple(day(1), 1.0), tuple(day(2), 0.75));
        }

        private static FactReported reviewed(int day, String repository, double share) {
            return fact(
                    "shop",
                    from(UUID.randomUUID(), day(day), 0.9),
                    "review-before-merge",
                    repository + "/reviewed",
                    share,
                    day(day + 90));
        }
    }
}
