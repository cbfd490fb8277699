package dev.plumbline.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Severity;
import dev.plumbline.model.Ledgers;
import dev.plumbline.model.RandomLedgers;
import dev.plumbline.model.Vocabulary.Question;
import dev.plumbline.model.catalogue.Catalogue.Profile;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.catalogue.Form;
import dev.plumbline.model.catalogue.Form.Exemption;
import dev.plumbline.model.catalogue.Form.Population;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.explain.Contributions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/// The invariants of the design (6.5) under the full catalogue, on random ledgers that reach every
/// kind of concern, look and question that it names.
class ScorerProperties {
    private static final int TRIES = 10_000;
    private static final double TINY = 1e-9;
    private static final Scorer scorer = new Scorer(CatalogueReader.shipped("full"));
    private static final RandomLedgers random = RandomLedgers.of(scorer.catalogue());

    @Provide
    Arbitrary<List<Entry>> ledgers() {
        return random.ledgers();
    }

    @Provide
    Arbitrary<String> kinds() {
        return Arbitraries.of(random.words().kinds());
    }

    @Provide
    Arbitrary<String> releaseLooks() {
        return Arbitraries.of(random.words().releaseLooks());
    }

    @Provide
    Arbitrary<String> productLooks() {
        return Arbitraries.of(random.words().productLooks());
    }

    @Provide
    Arbitrary<Question> questions() {
        return Arbitraries.of(random.words().questions());
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

    // what-if computes anew only what its lines can change

    @Property(tries = TRIES)
    void shouldTakeOverOnlyWhatAddedLinesCannotChange(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll @IntRange(max = 1_000) int at) {
        // Given a ledger without one, two or three of its lines
        var added =
                ledger.stream()
                        .filter(entry -> !(entry instanceof Entry.Owed))
                        .skip(ledger.isEmpty() ? 0 : at % ledger.size())
                        .limit(1 + at % 3)
                        .toList();
        var posture = scorer.posture(ledger.stream().filter(e -> !added.contains(e)).toList());
        var before = scorer.figures(posture, now);

        // When
        added.forEach(posture::add);
        var quick = scorer.figures(posture, now, before, added);

        // Then to the last bit
        var whole = scorer.figures(posture, now);
        assertThat(quick.gates()).isEqualTo(whole.gates());
        assertThat(quick)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes("own.*", "outcomes.*", "holdings.*")
                .isEqualTo(whole);
        for (var m = 0; m < scorer.measures().size(); m++) {
            assertThat(quick.value(m)).isEqualTo(whole.value(m));
            assertThat(quick.coverage(m)).isEqualTo(whole.coverage(m));
            assertThat(quick.conduct(m)).isEqualTo(whole.conduct(m));
        }
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
            @ForAll("kinds") String kind) {
        for (var how : random.words().closes(kind)) {
            // Given
            var closed =
                    Ledgers.more("fix")
                            .closed(now, kind, random.key(kind, key), how, trust)
                            .after(ledger);

            // When, Then
            assertNowhereLower(scorer.score(closed, now), scorer.score(ledger, now));
        }
    }

    // I6

    @Property(tries = TRIES)
    void shouldNeverPunishAFreshLook(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll("trusts") double trust,
            @ForAll("releaseLooks") String kind,
            @ForAll @IntRange(max = 11) int number) {
        // Given
        var looked = new ArrayList<>(ledger);
        looked.add(
                random.look(
                        "look",
                        now,
                        kind,
                        RandomLedgers.RELEASES.get(number % RandomLedgers.RELEASES.size()),
                        trust,
                        number));

        // When, Then
        assertNowhereLower(scorer.score(looked, now), scorer.score(ledger, now));
    }

    @Property(tries = TRIES)
    void shouldNeverPunishAFreshLookAtTheProduct(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll("trusts") double trust,
            @ForAll("productLooks") String kind) {
        // Given
        var looked = Ledgers.more("look").covered(now, kind, "*", trust).after(ledger);

        // When, Then
        assertNowhereLower(scorer.score(looked, now), scorer.score(ledger, now));
    }

    @Property(tries = TRIES)
    void shouldNeverPunishAFullAnswer(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll("trusts") double trust,
            @ForAll("questions") Question question,
            @ForAll @IntRange(max = 5) int number) {
        // Given a fact of the profile only if nobody has said the contrary
        var item = RandomLedgers.item(question, number);
        Assume.that(!question.list().equals(Profile.LIST));
        var answered =
                Ledgers.more("answer").answered(now, question.list(), item, 1, trust).after(ledger);

        // When, Then
        assertNowhereLower(scorer.score(answered, now), scorer.score(ledger, now));
    }

    @Property(tries = TRIES)
    void shouldNeverPunishProofThatAMeasureDoesNotConcernTheProduct(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll("trusts") double trust,
            @ForAll("exemptions") Exemption exemption) {
        // Given a fact on which nobody has spoken
        Assume.that(
                ledger.stream()
                        .noneMatch(
                                entry ->
                                        entry instanceof Entry.Answered it
                                                && it.item().equals(exemption.fact())));
        var proven =
                Ledgers.more("profile")
                        .answered(now, Profile.LIST, exemption.fact(), exemption.value(), trust)
                        .after(ledger);

        // When, Then
        assertNowhereLower(scorer.score(proven, now), scorer.score(ledger, now));
    }

    @Provide
    Arbitrary<Exemption> exemptions() {
        return Arbitraries.of(
                scorer.catalogue()
                        .measures()
                        .flatMap(measure -> Stream.ofNullable(measure.unless()))
                        .distinct()
                        .toList());
    }

    // I7

    @Property(tries = TRIES)
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

    @Property(tries = TRIES)
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
            @ForAll("releaseLooks") String kind,
            @ForAll @IntRange(max = 2) int release) {
        // Given a look at what was there to be looked at (a new scope would be a new unknown)
        Assume.that(!kind.equals(ofScopes()));
        var looked = new ArrayList<>(ledger);
        looked.add(
                new Entry.Covered(
                        "look",
                        "look",
                        now,
                        kind,
                        RandomLedgers.RELEASES.get(release),
                        trust,
                        marks()));

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

    private static Map<String, String> marks() {
        var marks = new HashMap<String, String>();
        random.words().marks().forEach((name, values) -> marks.put(name, values.iterator().next()));
        return marks;
    }

    /// The evidence whose scopes are counted.
    private static String ofScopes() {
        return scorer.catalogue()
                .measures()
                .flatMap(
                        measure ->
                                measure.form() instanceof Form.Share(Population.Scopes scopes)
                                        ? Stream.of(scopes.kind())
                                        : Stream.empty())
                .findFirst()
                .orElseThrow();
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
            @ForAll("kinds") String kind,
            @ForAll @IntRange(min = 1, max = 20) int trifles) {
        // Given
        var padding = Ledgers.more("own");
        for (var i = 0; i < trifles; i++) {
            var key = "own-" + i;
            padding.owed(now, kind, key, Severity.LOW, true, attributes());
            random.words().closes(kind).forEach(how -> padding.closed(now, kind, key, how, 1));
        }

        // When, Then
        assertNowhereLower(scorer.score(ledger, now), scorer.score(padding.after(ledger), now));
    }

    private static Map<String, String> attributes() {
        var attributes = new HashMap<String, String>();
        attributes.put("scope", "own");
        random.words()
                .attributes()
                .forEach((name, values) -> attributes.put(name, values.iterator().next()));
        return attributes;
    }

    // I13

    @Property(tries = TRIES)
    void shouldNotCareForNames(
            @ForAll("ledgers") List<Entry> ledger, @ForAll("instants") Instant now) {
        // Given
        var others = ledger.stream().map(ScorerProperties::otherNames).toList();

        // When
        var one = scorer.score(ledger, now);
        var other = scorer.score(others, now);

        // Then to the last bit
        assertThat(numbers(other)).isEqualTo(numbers(one));
    }

    private static List<Double> numbers(Score score) {
        var numbers = new ArrayList<Double>();
        Stream.concat(
                        Stream.of(score.overall()),
                        score.principles().stream().map(Score.PrincipleScore::figure))
                .forEach(
                        figure -> {
                            numbers.add(figure.shown());
                            numbers.add(figure.raw());
                            numbers.add(figure.headroom());
                            numbers.add(figure.confidence());
                        });
        return numbers;
    }

    private static String other(String name) {
        return "n-" + name;
    }

    private static String otherItem(String item) {
        return item.contains("/") ? other(item) : item;
    }

    private static Entry otherNames(Entry entry) {
        return switch (entry) {
            case Entry.Owed it ->
                    new Entry.Owed(
                            other(it.id()),
                            other(it.evidence()),
                            it.at(),
                            it.kind(),
                            other(it.key()),
                            it.line() == null ? null : other(it.line()),
                            it.release() == null ? null : other(it.release()),
                            it.severity(),
                            it.statedDue(),
                            it.listedAt(),
                            it.tierDays(),
                            it.own(),
                            it.attributes());
            case Entry.Closed it ->
                    new Entry.Closed(
                            other(it.id()),
                            other(it.evidence()),
                            it.at(),
                            it.kind(),
                            other(it.key()),
                            it.how(),
                            it.trust(),
                            it.until());
            case Entry.Covered it ->
                    new Entry.Covered(
                            other(it.id()),
                            other(it.evidence()),
                            it.at(),
                            it.kind(),
                            it.subject().equals("*") ? "*" : other(it.subject()),
                            it.trust(),
                            it.attributes());
            case Entry.Answered it ->
                    new Entry.Answered(
                            other(it.id()),
                            other(it.evidence()),
                            it.at(),
                            it.list(),
                            otherItem(it.item()),
                            it.value(),
                            it.trust(),
                            it.until());
            case Entry.Released it ->
                    new Entry.Released(
                            other(it.id()),
                            other(it.evidence()),
                            it.at(),
                            other(it.release()),
                            other(it.line()),
                            it.prerelease(),
                            it.artefacts());
            case Entry.SupportEnded it ->
                    new Entry.SupportEnded(
                            other(it.id()), other(it.evidence()), it.at(), other(it.line()));
            case Entry.Retracted it ->
                    new Entry.Retracted(
                            other(it.id()), other(it.evidence()), it.at(), other(it.of()));
            case Entry.Excused it ->
                    new Entry.Excused(
                            other(it.id()), other(it.evidence()), it.at(), other(it.of()));
        };
    }

    // I15

    @Property(tries = TRIES)
    void shouldNotLetOneProductTouchAnother(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("ledgers") List<Entry> neighbour,
            @ForAll("instants") Instant now) {
        // Given one scorer for both
        var alone = new Scorer(scorer.catalogue()).score(ledger, now);
        var posture = scorer.posture(ledger);
        var other = scorer.posture(neighbour);
        scorer.score(other, now);

        // When, Then
        assertThat(scorer.score(posture, now)).isEqualTo(alone);
    }

    // I21

    @Property(tries = TRIES)
    void shouldNeverPunishACompleteRecordOfAFlawThatWasHandledInTime(
            @ForAll("ledgers") List<Entry> ledger,
            @ForAll("instants") Instant now,
            @ForAll @IntRange(max = 14) int daysAgo) {
        // Given
        var fixed = now.minus(Duration.ofDays(daysAgo));
        var published =
                Ledgers.more("cve")
                        .owed(fixed, "own-cve", "CVE-2026-1", Severity.CRITICAL)
                        .owed(fixed, "own-cve-publication", "CVE-2026-1", Severity.CRITICAL)
                        .closed(fixed, "own-cve-publication", "CVE-2026-1", "cve-published", 1)
                        .owed(fixed, "own-advisory", "CVE-2026-1", Severity.CRITICAL)
                        .closed(fixed, "own-advisory", "CVE-2026-1", "advisory-published", 1)
                        .owed(fixed, "match", "CVE-2026-1/1.x", Severity.CRITICAL)
                        .closed(fixed, "match", "CVE-2026-1/1.x", "vex-decided", 1)
                        .closed(fixed, "match", "CVE-2026-1/1.x", "release-fixed", 1)
                        .after(ledger);

        // When, Then
        assertNowhereLower(scorer.score(published, now), scorer.score(ledger, now));
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
