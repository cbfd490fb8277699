package dev.plumbline.scoring.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.plumbline.events.Severity;
import dev.plumbline.scoring.match.VulnerabilityKey;
import dev.plumbline.scoring.obligation.Flaws.Flaw;
import dev.plumbline.scoring.obligation.ProductFacts.Advisory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FlawsTest {
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    private static Advisory advisory(String id, VulnerabilityKey... flaws) {
        return new Advisory(
                id, id, new UUID(0, 1), DAY, null, Severity.HIGH, "summary", List.of(flaws));
    }

    private static VulnerabilityKey key(String id, String... others) {
        Set<String> names = new TreeSet<>(List.of(others));
        names.add(id);
        return new VulnerabilityKey(id, names);
    }

    @Test
    void shouldGatherUnderOneFlawWhatSharesANameWhateverTheOrder() {
        // Given
        List<Advisory> advisories =
                new ArrayList<>(
                        List.of(
                                advisory("1", key("CVE-2025-2", "GHSA-a")),
                                advisory("2", key("GHSA-a", "PYSEC-b")),
                                advisory("3", key("PYSEC-b", "CVE-2024-9")),
                                advisory("4", key("GHSA-z")),
                                advisory(
                                        "5", key("CVE-2026-1"), key("CVE-2025-2"), key("GHSA-a"))));

        for (int seed = 0; seed < 20; seed++) {
            // When
            Collections.shuffle(advisories, new Random(seed));
            Collection<Flaw> flaws = Flaws.of(advisories, List.of());

            // Then
            assertThat(flaws)
                    .extracting(
                            flaw -> flaw.key().id(),
                            flaw -> List.copyOf(flaw.key().names()),
                            flaw -> flaw.advisories().stream().map(Advisory::id).toList())
                    .containsExactly(
                            tuple(
                                    "CVE-2024-9",
                                    List.of("CVE-2024-9", "CVE-2025-2", "GHSA-a", "PYSEC-b"),
                                    List.of("1", "2", "3", "5")),
                            tuple("CVE-2026-1", List.of("CVE-2026-1"), List.of("5")),
                            tuple("GHSA-z", List.of("GHSA-z"), List.of("4")));
        }
    }

    @Test
    void shouldTakeNoLongerThanTheNamesAreMany() {
        // Given
        List<VulnerabilityKey> chain = new ArrayList<>();
        String[] many = new String[100_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = "X-" + i;
            chain.add(key("X-" + i, "X-" + (i + 1)));
        }
        List<Advisory> advisories =
                List.of(
                        advisory("whole", key("CVE-2026-1", many)),
                        advisory("chain", chain.toArray(VulnerabilityKey[]::new)));

        // When
        Collection<Flaw> flaws =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> Flaws.of(advisories, List.of()));

        // Then
        assertThat(flaws)
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.key().names()).hasSize(100_002));
    }
}
