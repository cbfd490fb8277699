package dev.plumbline.model.score;

import static dev.plumbline.model.Ledgers.days;
import static dev.plumbline.model.Ledgers.ledger;
import static dev.plumbline.model.Ledgers.more;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Severity;
import dev.plumbline.model.Ledgers;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// Four formulas that look right and are wrong, each beside the case that shows it and what the
/// scorer says of the same case (SCORING.md 6.1).
class WrongFormulasTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private final Scorer scorer = new Scorer(CatalogueReader.core());

    private double conduct(List<Entry> entries) {
        return scorer.score(entries, NOW).measure("critical-fix-on-time").conduct();
    }

    private static Ledgers looked() {
        return ledger().released(days(NOW, -400), "1.0", "1.x").covered(NOW, "sca", "1.0", 1.0);
    }

    @Test
    void shouldRewardTheFixThatRaisesTheMeanTimeToRemediate() {
        // Given two fixed in ten days, one open for 200
        var before =
                looked().owed(days(NOW, -100), "match", "a", Severity.HIGH)
                        .closed(days(NOW, -90), "match", "a", "release-fixed", 1)
                        .owed(days(NOW, -100), "match", "b", Severity.HIGH)
                        .closed(days(NOW, -90), "match", "b", "release-fixed", 1)
                        .owed(days(NOW, -200), "match", "c", Severity.HIGH)
                        .entries();

        // When
        var after = more("f").closed(NOW, "match", "c", "release-fixed", 1).after(before);

        // Then
        assertThat(DoubleStream.of(10, 10).average()).hasValue(10);
        assertThat(DoubleStream.of(10, 10, 200).average().orElseThrow())
                .as("the wrong formula gets worse")
                .isCloseTo(73.3, within(0.1));
        assertThat(conduct(after)).isGreaterThan(conduct(before));
    }

    @Test
    void shouldNotFallWhenAGoodOneIsFixed() {
        // Given nine open in time, one late
        var ledger = looked().owed(days(NOW, -40), "match", "late", Severity.HIGH);
        for (var i = 0; i < 9; i++) {
            ledger.owed(days(NOW, -5), "match", "good-" + i, Severity.HIGH);
        }

        // When
        var after =
                more("f")
                        .closed(NOW, "match", "good-0", "release-fixed", 1)
                        .after(ledger.entries());

        // Then
        assertThat(8.0 / 9).as("the wrong formula falls").isLessThan(9.0 / 10);
        assertThat(conduct(after)).isGreaterThanOrEqualTo(conduct(ledger.entries()));
    }

    @Test
    void shouldNotRiseWhenABadMeasureLosesItsEvidence() {
        // Given a good disclosure policy and SBOMs with bad fields
        var ledger =
                ledger().released(days(NOW, -9), "1.0", "1.x")
                        .answered(NOW, "vdp-complete", "channel", 1, 1)
                        .by("bad")
                        .answered(NOW, "sbom-minimum-elements", "1.0/author", 0.2, 1)
                        .by("");

        // When
        var hidden = more("r").retracted(NOW, "bad").after(ledger.entries());

        // Then
        assertThat((10.0 * 10) / 10).as("skipping the unknown rises").isGreaterThan(6.57);
        assertThat(scorer.score(hidden, NOW).principle("2").figure().raw())
                .isLessThan(scorer.score(ledger.entries(), NOW).principle("2").figure().raw());
    }

    @Test
    void shouldNotForgiveByTheClosingDateOfAWithdrawnFix() {
        // Given a fix 300 days late, closed 400 days ago: a window by closing date no longer sees
        // it
        var ledger =
                ledger().released(days(NOW, -900), "1.0", "1.x")
                        .covered(days(NOW, -399), "sca", "1.0", 1.0)
                        .owed(days(NOW, -730), "match", "old", Severity.HIGH)
                        .by("fix")
                        .closed(days(NOW, -400), "match", "old", "release-fixed", 1)
                        .by("");

        // When
        var withdrawn = more("r").retracted(NOW, "fix").after(ledger.entries());

        // Then
        assertThat(conduct(ledger.entries())).isLessThan(1);
        assertThat(conduct(withdrawn)).isLessThan(conduct(ledger.entries()));
    }
}
