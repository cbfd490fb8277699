package dev.plumbline.scoring.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Change;
import dev.plumbline.events.ScoreComputed.HistoryPoint;
import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.score.Methods;
import dev.plumbline.model.score.Methods.Era;
import dev.plumbline.model.score.Score;
import dev.plumbline.model.score.Scorer;
import dev.plumbline.scoring.assess.Compare.Difference;
import dev.plumbline.scoring.assess.Compare.Side;
import dev.plumbline.scoring.obligation.Derived;
import dev.plumbline.scoring.store.AssessQueue.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A new catalogue is a line of its own, wherever a change is told, and moves nothing before it.
class CatalogueChangeTest {
    private static final Instant DAY_ZERO = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant CHANGED = day(35);
    private static final String PRODUCT = "desk";

    private final Scorer core = new Scorer(CatalogueReader.core());
    private final Scorer full = new Scorer(CatalogueReader.shipped("full"));
    private final Scorer pledge = new Scorer(CatalogueReader.shipped("pledge"));
    private final Methods methods = Methods.of(core, List.of(new Era(CHANGED, full)));

    @Test
    void shouldTellTimeBeforeAndAfterTheChangeApartFromIt() {
        // Given
        List<Entry> known = story();
        Previous previous = scored(Methods.of(core), known, day(30));
        List<Entry> now = new ArrayList<>(known);
        now.add(
                new Entry.Answered(
                        "vdp-2",
                        "policy-2",
                        day(38),
                        "vdp-complete",
                        "safe-harbour",
                        1,
                        0.7,
                        null));
        Cause cause =
                new Cause(
                        PRODUCT,
                        UUID.randomUUID(),
                        "evidence",
                        "the policy's second part",
                        day(38));

        // When
        Assessment assessment = assessment(methods, now, day(40));
        List<Change> changes = assessment.changesSince(previous, List.of(cause));

        // Then
        assertThat(changes)
                .extracting(Change::cause, Change::at)
                .containsExactly(
                        tuple("time", CHANGED),
                        tuple("method", CHANGED),
                        tuple("time", day(40)),
                        tuple("evidence", day(38)));
        Score before = core.score(known, CHANGED);
        Score after = full.score(known, CHANGED);
        assertThat(changes.get(1).title()).isEqualTo("measured by full 1.0");
        assertThat(changes.get(1).overall())
                .isCloseTo(after.overall().shown() - before.overall().shown(), within(1e-9))
                .isNotZero();
        assertThat(changes.get(1).principles().get("2"))
                .isCloseTo(
                        after.principle("2").figure().shown()
                                - before.principle("2").figure().shown(),
                        within(1e-9));
        assertThat(changes.stream().mapToDouble(Change::overall).sum())
                .isCloseTo(assessment.overall().shown() - previous.overall(), within(1e-9));
    }

    @Test
    void shouldTellNoChangeOfMethodWhileOneCatalogueCounts() {
        // Given
        Previous previous = scored(methods, story(), day(36));

        // When
        List<Change> changes =
                assessment(methods, story(), day(45)).changesSince(previous, List.of());

        // Then
        assertThat(changes).extracting(Change::cause).containsOnly("time");
    }

    @Test
    void shouldSayThatAScoreIsByAnotherCatalogueThanTheOneThatWasKeptForItsInstant() {
        // Given a score from before catalogues were kept
        Previous previous = scored(Methods.of(pledge), story(), day(36));

        // When
        Assessment assessment = assessment(methods, story(), day(36));
        List<Change> changes = assessment.changesSince(previous, List.of());

        // Then
        assertThat(changes)
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.cause()).isEqualTo("method");
                            assertThat(change.at()).isEqualTo(day(36));
                            assertThat(change.principles().keySet())
                                    .containsAll(previous.principles().keySet());
                        });
        assertThat(changes.getFirst().overall())
                .isCloseTo(assessment.overall().shown() - previous.overall(), within(1e-9));
    }

    @Test
    void shouldTellAPastAnewByTheCataloguesThatCountedThen() {
        // Given
        List<Entry> entries = story();
        Methods twice = Methods.of(core, List.of(new Era(CHANGED, full), new Era(day(37), pledge)));

        // When
        List<HistoryPoint> history =
                assessment(twice, entries, day(42)).historySince(day(5), Map.of());

        // Then
        List<HistoryPoint> untilThen =
                history.stream().filter(point -> point.at().isBefore(CHANGED)).toList();
        assertThat(untilThen)
                .isEqualTo(
                        assessment(Methods.of(core), entries, day(42))
                                .historySince(day(5), Map.of())
                                .stream()
                                .filter(point -> point.at().isBefore(CHANGED))
                                .toList());
        assertThat(changes(history, "method"))
                .extracting(Change::at, Change::title)
                .containsExactly(
                        tuple(CHANGED, "measured by full 1.0"),
                        tuple(day(37), "measured by pledge 1.0"));
        for (HistoryPoint point : history) {
            Score score = twice.at(point.at()).score(entries, point.at());
            if (point.change() == null
                    && !point.at().equals(CHANGED)
                    && !point.at().equals(day(37))) {
                assertThat(point.overall()).isEqualTo(score.overall().shown());
            }
        }
        HistoryPoint last = history.getLast();
        assertThat(last.principles().keySet())
                .isEqualTo(shown(pledge.score(entries, day(42))).keySet());
        assertThat(last.overall())
                .isCloseTo(pledge.score(entries, day(42)).overall().shown(), within(1e-9));
        double moved =
                history.stream()
                        .map(HistoryPoint::change)
                        .filter(Objects::nonNull)
                        .mapToDouble(Change::overall)
                        .sum();
        assertThat(moved).isCloseTo(last.overall() - history.getFirst().overall(), within(1e-9));
    }

    @Test
    void shouldScoreADayByTheCatalogueOfThatDay() {
        // When
        Assessment before = assessment(methods, story(), CHANGED.minusNanos(1_000));
        Assessment after = assessment(methods, story(), CHANGED);

        // Then
        assertThat(before.event(1, List.of(), List.of(), List.of()).catalogue().id())
                .isEqualTo("core");
        assertThat(after.event(1, List.of(), List.of(), List.of()).catalogue().id())
                .isEqualTo("full");
        assertThat(after.overall().shown())
                .isEqualTo(full.score(story(), CHANGED).overall().shown());
    }

    @Test
    void shouldTellTheMethodsPartOfADifferenceApart() {
        // Given
        List<Entry> entries = story();

        // When
        Difference difference = difference(methods, day(20), day(40), entries);

        // Then
        double then = core.score(entries, day(20)).overall().shown();
        double anew = full.score(entries, day(20)).overall().shown();
        double now = full.score(entries, day(40)).overall().shown();
        Compare.MethodPart method = Objects.requireNonNull(difference.method());
        assertThat(method.from()).isEqualTo("core 1.0");
        assertThat(method.to()).isEqualTo("full 1.0");
        assertThat(method.shown()).isCloseTo(anew - then, within(1e-9)).isNotZero();
        assertThat(difference.from().catalogue()).isEqualTo("core 1.0");
        assertThat(difference.from().overall()).isCloseTo(then, within(1e-9));
        assertThat(difference.to().overall()).isCloseTo(now, within(1e-9));
        assertThat(difference.raw() + difference.capped()).isCloseTo(now - anew, within(1e-9));
        assertThat(difference.shown()).isCloseTo(now - then, within(1e-9));
    }

    @Test
    void shouldKnowOfNoMethodInADifferenceWithinOneCatalogue() {
        // When
        Difference difference = difference(methods, day(36), day(40), story());

        // Then
        assertThat(difference.method()).isNull();
        assertThat(difference.raw() + difference.capped())
                .isCloseTo(difference.shown(), within(1e-9));
        assertThat(difference.shown()).isNotZero();
    }

    private static Difference difference(
            Methods methods, Instant from, Instant to, List<Entry> entries) {
        return Compare.difference(
                new Side(PRODUCT, from), entries, new Side(PRODUCT, to), entries, methods);
    }

    private static List<Change> changes(List<HistoryPoint> history, String cause) {
        return history.stream()
                .map(HistoryPoint::change)
                .filter(Objects::nonNull)
                .filter(change -> change.cause().equals(cause))
                .toList();
    }

    private static Map<String, Double> shown(Score score) {
        Map<String, Double> shown = new LinkedHashMap<>();
        score.principles().forEach(each -> shown.put(each.id(), each.figure().shown()));
        return shown;
    }

    private static Previous scored(Methods methods, List<Entry> entries, Instant at) {
        ScoreComputed score =
                assessment(methods, entries, at).event(1, List.of(), List.of(), List.of());
        Map<String, Double> principles = new LinkedHashMap<>();
        score.principles().forEach(each -> principles.put(each.id(), each.figure().shown()));
        return new Previous(
                1,
                at,
                score.catalogue().sha256(),
                score.overall().shown(),
                principles,
                KnownLines.of(entries.stream().map(Entry::id).toList()));
    }

    private static Assessment assessment(Methods methods, List<Entry> entries, Instant at) {
        return new Assessment(
                methods, PRODUCT, new Derived(entries, Map.of(), Map.of(), Map.of()), at);
    }

    private static List<Entry> story() {
        return List.of(
                new Entry.Released("r", "release", DAY_ZERO, "1.0", "1.x", false, 1),
                look("sbom", day(1), "sbom", "1.0"),
                look("feed", day(1), "advisory-match", "*"),
                look("kev-feed", day(1), "kev-match", "*"),
                new Entry.Answered(
                        "vdp", "policy", day(3), "vdp-complete", "channel", 1, 0.7, null),
                new Entry.Owed(
                        "flaw",
                        "advisory",
                        day(8),
                        "match",
                        "CVE-2026-1/1.x",
                        "1.x",
                        "1.0",
                        Severity.HIGH,
                        null,
                        null,
                        null,
                        false,
                        Map.of()));
    }

    private static Entry look(String id, Instant at, String kind, String subject) {
        return new Entry.Covered(id, id, at, kind, subject, 0.9, Map.of("binding", "digest"));
    }

    private static Instant day(int day) {
        return DAY_ZERO.plus(Duration.ofDays(day));
    }
}
