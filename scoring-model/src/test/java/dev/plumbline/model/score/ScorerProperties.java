package dev.plumbline.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Severity;
import dev.plumbline.model.Ledgers;
import dev.plumbline.model.RandomLedgers;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.explain.Contributions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/// The invariants of the design (6.5) under the core catalogue, on random ledgers.
class ScorerProperties {
    private static final int TRIES = 2_000;
    private static final double TINY = 1e-9;

    private final Scorer scorer = new Scorer(CatalogueReader.core());

    @Provide
    Arbitrary<List<Entry>> ledgers() {
        return RandomLedgers.ledgers();
    }

    @Provide
    Arbitrary<Instant> instants() {
        return RandomLedgers.instants();
    }

    @Provide
    Arbitrary<Double> trusts() {
        return RandomLedgers.trusts();
    }

    // I1

    @Property(tries = TRIES)
    void shouldKeepEveryFigureInItsRange(
            @ForAll("ledgers") List<Entry> ledger, @ForAll("instants") Instant now) {
        // When
        var score = scorer.score(ledger, now);

        // Then
        assertThat(score.overall().shown()).isBetween(0.0, 100.0);
        assertThat(score.overall().confidence()).isBetween(0.0, 1.0);
        for (var principle : score.principles()) {
            assertThat(principle.figure().shown()).isBetween(0.0, 100.0);
            assertThat(principle.figure().headroom()).isBetween(0.0, 100.0);
            assertThat(principle.figure().confidence()).isBetween(0.0, 1.0);
        }
        assertThat(
                        score.principles().stream()
                                .flatMap(principle -> principle.themes().stream())
                                .flatMap(theme -> theme.measures().stream()))
                .allSatisfy(
                        measure -> {
                            assertThat(measure.value()).isBetween(0.0, 1.0);
                            assertThat(measure.headroom())
                                    .isBetween(measure.value() - TINY, 1.0 + TINY);
                            assertThat(measure.coverage() * measure.conduct())
                                    .isCloseTo(measure.value(), within(TINY));
                        });
    }

    // I2

    @Property(tries = TRIES)
    void shouldNotCareInWhichOrderEvidenceArrived(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll long seed) {
        // Given
        var shuffled = new ArrayList<>(ledger);
        Collections.shuffle(shuffled, new Random(seed));

        // When
        var one = scorer.score(ledger, now);
        var other = scorer.score(shuffled, now);

        // Then to the last bit
        assertThat(other.overall()).isEqualTo(one.overall());
        assertThat(other.principles()).isEqualTo(one.principles());
        assertThat(other.obligations()).containsExactlyInAnyOrderElementsOf(one.obligations());
    }

    // I3

    @Property(tries = TRIES)
    void shouldIgnoreDuplicates(
            @ForAll("ledgers") List<Entry> ledger, @ForAll("instants") Instant now) {
        // Given
        var twice = new ArrayList<>(ledger);
        twice.addAll(ledger);

        // When, Then
        assertThat(scorer.score(twice, now)).isEqualTo(scorer.score(ledger, now));
    }

    // I4, I5

    @Property(tries = TRIES)
    void shouldNeverPunishAClosing(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll("trusts") double trust,
            @ForAll @IntRange(max = 5) int key,
            @ForAll @IntRange(max = 7) int kind,
            @ForAll @IntRange(max = 8) int how) {
        // Given
        var owed = RandomLedgers.OWED.get(kind);
        var closed =
                Ledgers.more("fix")
                        .closed(
                                now,
                                owed,
                                RandomLedgers.key(owed, key),
                                RandomLedgers.HOWS.get(how),
                                trust)
                        .after(ledger);

        // When, Then
        assertNowhereLower(scorer.score(closed, now), scorer.score(ledger, now));
    }

    // I6

    @Property(tries = TRIES)
    void shouldNeverPunishAFreshLook(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll("trusts") double trust,
            @ForAll @IntRange(max = 5) int kind,
            @ForAll @IntRange(max = 2) int release) {
        // Given
        var looked = new ArrayList<>(ledger);
        looked.add(
                RandomLedgers.look(
                        "look",
                        now,
                        List.of("sbom", "sast", "sca", "secrets", "dast", "gate").get(kind),
                        RandomLedgers.RELEASES.get(release),
                        trust,
                        List.of("", "api", "web", "new").get((kind + release) % 4),
                        "digest"));

        // When, Then
        assertNowhereLower(scorer.score(looked, now), scorer.score(ledger, now));
    }

    // I7

    @Property(tries = 2 * TRIES)
    void shouldNeverRewardARetraction(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll @IntRange(max = 59) int of) {
        // Given
        var withdrawn = Ledgers.more("ret").retracted(now, "e%03d".formatted(of)).after(ledger);

        // When, Then
        assertNowhereLower(scorer.score(ledger, now), scorer.score(withdrawn, now));
    }

    // I8

    @Property(tries = 2 * TRIES)
    void shouldNeverRewardWaiting(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll @IntRange(min = 1, max = 24 * 500) int hours) {
        // Given
        var quiet = ledger.stream().filter(entry -> !entry.at().isAfter(now)).toList();
        var later = now.plus(Duration.ofHours(hours));

        // When, Then
        assertNowhereLower(scorer.score(quiet, now), scorer.score(quiet, later));
    }

    @Property(tries = TRIES)
    void shouldForetellWhenTimeTakesAStep(
            @ForAll("ledgers") List<Entry> ledger, @ForAll("instants") Instant now) {
        // Given
        var quiet = ledger.stream().filter(entry -> !entry.at().isAfter(now)).toList();
        var before = scorer.score(quiet, now);
        var next = before.nextChangeAt();
        Assume.that(next == null || next.isAfter(now.plusSeconds(7_200)));

        // When an hour passes that was said to bring nothing
        var after = scorer.score(quiet, now.plusSeconds(3_600));

        // Then what moved is decay, not a step
        assertThat(after.overall().shown()).isCloseTo(before.overall().shown(), within(0.5));
        assertThat(after.overall().caps())
                .extracting(Score.Cap::at)
                .isEqualTo(before.overall().caps().stream().map(Score.Cap::at).toList());
    }

    // I9

    @Property(tries = TRIES)
    void shouldNotCountTheFuture(
            @ForAll("ledgers") List<Entry> ledger, @ForAll("instants") Instant now) {
        // Given
        var quiet = ledger.stream().filter(entry -> !entry.at().isAfter(now)).toList();

        // When, Then
        assertThat(scorer.score(ledger, now).overall())
                .isEqualTo(scorer.score(quiet, now).overall());
    }

    // I10

    @Property(tries = TRIES)
    void shouldHoldPrincipleOneAtSixtyWhileAKevIsOverdue(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll @IntRange(min = 1, max = 200) int daysLate) {
        // Given
        var due = now.minus(Duration.ofDays(daysLate));
        var overdue =
                Ledgers.more("kev")
                        .stated(due.minus(Duration.ofDays(20)), "kev-match", "overdue", due, 3)
                        .after(ledger);

        // When
        var score = scorer.score(overdue, now);

        // Then
        var cap = daysLate > 30 ? 20 : daysLate > 7 ? 40 : 60;
        assertThat(score.principle("1").figure().shown()).isLessThanOrEqualTo(cap);
        assertThat(score.overall().shown()).isLessThanOrEqualTo(cap);
    }

    // I11

    @Property(tries = TRIES)
    void shouldExplainEveryChangeToTheLastDigit(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant one,
            @ForAll("instants") Instant other) {
        // When
        var before = scorer.score(ledger, one);
        var after = scorer.score(ledger, other);
        var change = Contributions.between(scorer.catalogue(), before, after);

        // Then
        for (var principle : change.principles()) {
            assertThat(principle.measures().stream().mapToDouble(m -> m.points()).sum())
                    .isCloseTo(principle.raw(), within(1e-9));
            assertThat(principle.raw() + principle.capped())
                    .isCloseTo(principle.shown(), within(1e-9));
        }
        assertThat(change.principles().stream().mapToDouble(p -> p.overall()).sum())
                .isCloseTo(change.raw(), within(1e-9));
        assertThat(
                        change.principles().stream()
                                .flatMap(p -> p.measures().stream())
                                .mapToDouble(m -> m.overall())
                                .sum())
                .isCloseTo(change.raw(), within(1e-9));
    }

    // I12

    @Property(tries = TRIES)
    void shouldNeverPunishMoreTrust(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll @IntRange(max = 59) int which) {
        // Given
        var trusted = new ArrayList<Entry>();
        for (var i = 0; i < ledger.size(); i++) {
            trusted.add(i == which ? trusted(ledger.get(i)) : ledger.get(i));
        }

        // When, Then
        assertNowhereLower(scorer.score(trusted, now), scorer.score(ledger, now));
    }

    private static Entry trusted(Entry entry) {
        return switch (entry) {
            case Entry.Closed it ->
                    new Entry.Closed(
                            it.id(),
                            it.evidence(),
                            it.at(),
                            it.kind(),
                            it.key(),
                            it.how(),
                            1,
                            it.until());
            case Entry.Covered it ->
                    new Entry.Covered(
                            it.id(),
                            it.evidence(),
                            it.at(),
                            it.kind(),
                            it.subject(),
                            1,
                            it.attributes());
            case Entry.Answered it ->
                    new Entry.Answered(
                            it.id(),
                            it.evidence(),
                            it.at(),
                            it.list(),
                            it.item(),
                            it.value(),
                            1,
                            it.until());
            default -> entry;
        };
    }

    // I14

    @Property(tries = TRIES)
    void shouldCountAFindingOnceHoweverOftenItIsTold(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll @IntRange(min = 1, max = 4) int copies) {
        // Given
        var split = new ArrayList<>(ledger);
        for (var entry : ledger) {
            if (entry instanceof Entry.Owed it) {
                for (var i = 0; i < copies; i++) {
                    split.add(
                            new Entry.Owed(
                                    it.id() + "-" + i,
                                    it.evidence(),
                                    it.at(),
                                    it.kind(),
                                    it.key(),
                                    it.line(),
                                    it.release(),
                                    it.severity(),
                                    it.statedDue(),
                                    it.listedAt(),
                                    it.tierDays(),
                                    it.own(),
                                    it.attributes()));
                }
            }
        }

        // When, Then
        assertThat(scorer.score(split, now)).isEqualTo(scorer.score(ledger, now));
    }

    // I16

    @Property(tries = 50)
    void shouldBeNothingOfNothing(@ForAll("instants") Instant now) {
        // When
        var score = scorer.score(List.of(), now);

        // Then
        assertThat(score.overall().shown()).isZero();
        assertThat(score.overall().confidence()).isZero();
        assertThat(score.rated()).isFalse();
    }

    // I17

    @Property(tries = TRIES)
    void shouldNeverShowMoreThanTheHeadroom(
            @ForAll("ledgers") List<Entry> ledger, @ForAll("instants") Instant now) {
        // When
        var score = scorer.score(ledger, now);

        // Then
        assertThat(score.overall().shown()).isLessThanOrEqualTo(score.overall().headroom() + TINY);
        assertThat(score.principles())
                .allSatisfy(
                        each ->
                                assertThat(each.figure().shown())
                                        .isLessThanOrEqualTo(each.figure().headroom() + TINY));
    }

    @Property(tries = TRIES)
    void shouldNeverWidenTheGapByProof(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll("trusts") double trust,
            @ForAll @IntRange(max = 4) int kind,
            @ForAll @IntRange(max = 2) int release) {
        // Given a look at what was there to be looked at (a new scope would be a new unknown)
        var looked = new ArrayList<>(ledger);
        looked.add(
                new Entry.Covered(
                        "look",
                        "look",
                        now,
                        List.of("sbom", "sast", "sca", "dast", "gate").get(kind),
                        RandomLedgers.RELEASES.get(release),
                        trust,
                        Map.of("binding", "digest")));

        // When
        var before = scorer.score(ledger, now);
        var after = scorer.score(looked, now);

        // Then
        for (var p = 0; p < before.principles().size(); p++) {
            assertThat(gap(after.principles().get(p).figure()))
                    .isLessThanOrEqualTo(gap(before.principles().get(p).figure()) + TINY);
        }
        assertThat(gap(after.overall())).isLessThanOrEqualTo(gap(before.overall()) + TINY);
    }

    private static double gap(Score.Figure figure) {
        return figure.headroom() - figure.shown();
    }

    // I18

    @Property(tries = TRIES)
    void shouldKeepTheSameStateStepByStepAsFromScratch(
            @ForAll("ledgers") List<Entry> ledger, @ForAll("instants") Instant now) {
        // Given
        var posture = scorer.posture(List.of());
        for (var entry : ledger) {
            posture.add(entry);
            scorer.figures(posture, entry.at());
        }

        // When, Then
        assertThat(scorer.score(posture, now)).isEqualTo(scorer.score(ledger, now));
    }

    @Property(tries = TRIES)
    void shouldLeaveNoTraceOfWhatWasOnlyTried(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("ledgers") List<Entry> others,
            @ForAll("instants") Instant now) {
        // Given
        var posture = scorer.posture(ledger);
        var before = scorer.score(posture, now);

        // When
        posture.mark();
        others.stream()
                .filter(
                        entry ->
                                entry instanceof Entry.Closed
                                        || entry instanceof Entry.Covered
                                        || entry instanceof Entry.Answered
                                        || entry instanceof Entry.Released)
                .map(ScorerProperties::renamed)
                .forEach(posture::add);
        scorer.figures(posture, now);
        posture.rewind();

        // Then
        assertThat(scorer.score(posture, now)).isEqualTo(before);
    }

    private static Entry renamed(Entry entry) {
        return switch (entry) {
            case Entry.Closed it ->
                    new Entry.Closed(
                            "try-" + it.id(),
                            "try",
                            it.at(),
                            it.kind(),
                            it.key(),
                            it.how(),
                            it.trust(),
                            it.until());
            case Entry.Covered it ->
                    new Entry.Covered(
                            "try-" + it.id(),
                            "try",
                            it.at(),
                            it.kind(),
                            it.subject(),
                            it.trust(),
                            it.attributes());
            case Entry.Answered it ->
                    new Entry.Answered(
                            "try-" + it.id(),
                            "try",
                            it.at(),
                            it.list(),
                            it.item(),
                            it.value(),
                            it.trust(),
                            it.until());
            case Entry.Released it ->
                    new Entry.Released(
                            "try-" + it.id(),
                            "try",
                            it.at(),
                            it.release(),
                            it.line(),
                            it.prerelease(),
                            it.artefacts());
            default -> throw new IllegalArgumentException("cannot be tried: " + entry);
        };
    }

    // I19

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void shouldNeverRewardATrifleThatOneFoundAndFixedOneself(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll @IntRange(min = 1, max = 20) int trifles) {
        // Given
        var padding = Ledgers.more("own");
        for (var i = 0; i < trifles; i++) {
            var kind = i % 3 == 0 ? "secret" : "finding";
            padding.owed(
                            now,
                            kind,
                            "own-" + i,
                            Severity.LOW,
                            true,
                            Map.of("cwe", "CWE-89", "scope", "own"))
                    .closed(now, kind, "own-" + i, "rescan", 1);
        }

        // When, Then
        assertNowhereLower(scorer.score(ledger, now), scorer.score(padding.after(ledger), now));
    }

    private static void assertNowhereLower(Score score, Score than) {
        assertThat(score.overall().shown())
                .as("overall")
                .isGreaterThanOrEqualTo(than.overall().shown() - TINY);
        for (var p = 0; p < score.principles().size(); p++) {
            assertThat(score.principles().get(p).figure().shown())
                    .as("principle %s", score.principles().get(p).id())
                    .isGreaterThanOrEqualTo(than.principles().get(p).figure().shown() - TINY);
            assertThat(score.principles().get(p).figure().raw())
                    .as("raw principle %s", score.principles().get(p).id())
                    .isGreaterThanOrEqualTo(than.principles().get(p).figure().raw() - TINY);
        }
    }
}
