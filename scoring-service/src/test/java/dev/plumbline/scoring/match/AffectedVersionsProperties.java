package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The intervals against the evaluation that the OSV schema gives in words: walk the events in
/// order and keep one flag.
class AffectedVersionsProperties {

    @Property(tries = 2_000)
    void shouldAgreeWithTheEvaluationOfTheOsvSchema(
            @ForAll("ranges") List<Range> ranges,
            @ForAll("versions") List<String> listed,
            @ForAll("version") String version) {
        // When
        AffectedVersions affected = AffectedVersions.of("npm", ranges, listed);

        // Then
        boolean expected =
                listed.stream().anyMatch(v -> order(v, version) == 0)
                        || ranges.stream().anyMatch(range -> isAffected(range, version));
        assertThat(affected.test(version) instanceof Verdict.Affected).isEqualTo(expected);
    }

    @Property(tries = 1_000)
    void shouldSayTheSameAfterItsTextWasReadBack(
            @ForAll("ranges") List<Range> ranges,
            @ForAll("versions") List<String> listed,
            @ForAll("version") String version) {
        // Given
        AffectedVersions affected = AffectedVersions.of("npm", ranges, listed);

        // When
        String text = affected.text();

        // Then
        if (!affected.isEmpty()) {
            AffectedVersions back = AffectedVersions.parse(text);
            assertThat(back.text()).isEqualTo(text);
            assertThat(back.test(version)).isEqualTo(affected.test(version));
        }
    }

    @Property(tries = 500)
    void shouldNotDependOnTheOrderOfTheEvents(
            @ForAll("ranges") List<Range> ranges, @ForAll long seed) {
        // Given
        List<Range> shuffled =
                ranges.stream()
                        .map(
                                range -> {
                                    List<RangeEvent> events = new ArrayList<>(range.events());
                                    Collections.shuffle(events, new Random(seed));
                                    return new Range(range.type(), events);
                                })
                        .toList();

        // Then
        assertThat(AffectedVersions.of("npm", shuffled, List.of()))
                .isEqualTo(AffectedVersions.of("npm", ranges, List.of()));
    }

    /// All but Arch Linux and Maven, whose own comparisons run in a circle over odd texts: `1.0`,
    /// `1..a` and `1..` for the one, `1._.`, `1.a0` and `1.0` for the other. Real Maven versions
    /// are held by the vectors.
    @Property(tries = 6_000)
    void shouldOrderEveryTextThatHasAPlaceTotally(
            @ForAll("scheme") String scheme,
            @ForAll("text") String a,
            @ForAll("text") String b,
            @ForAll("text") String c) {
        // Given
        Versioning versioning = Versioning.of(scheme);
        Version x = versioning.read(a);
        Version y = versioning.read(b);
        Version z = versioning.read(c);

        // Then
        if (x != null && y != null && z != null) {
            assertThat(Integer.signum(x.compareTo(y))).isEqualTo(-Integer.signum(y.compareTo(x)));
            assertThat(x.compareTo(x)).isZero();
            if (x.compareTo(y) <= 0 && y.compareTo(z) <= 0) {
                assertThat(x.compareTo(z)).as("%s <= %s <= %s", a, b, c).isLessThanOrEqualTo(0);
            }
        }
    }

    private static boolean isAffected(Range range, String version) {
        List<RangeEvent> sorted = new ArrayList<>(range.events());
        sorted.sort(Comparator.comparing(RangeEvent::version, AffectedVersionsProperties::order));
        boolean affected = false;
        for (RangeEvent event : sorted) {
            int c = event.version().equals("0") ? 1 : order(version, event.version());
            affected =
                    switch (event.kind()) {
                        case INTRODUCED -> affected || c >= 0;
                        case FIXED, LIMIT -> affected && c < 0;
                        case LAST_AFFECTED -> affected && c <= 0;
                    };
        }
        return affected;
    }

    private static int order(String a, String b) {
        if (a.equals("0") || b.equals("0")) {
            return Boolean.compare(!a.equals("0"), !b.equals("0"));
        }
        return Versioning.SEMVER.compare(a, b).orElseThrow();
    }

    @Provide
    Arbitrary<String> version() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of("", "-alpha", "-rc.1"))
                .as((major, minor, pre) -> major + "." + minor + ".0" + pre);
    }

    @Provide
    Arbitrary<List<String>> versions() {
        return version().list().ofMaxSize(3);
    }

    /// Ranges as databases write them: every version at most once, `0` only introduced.
    @Provide
    Arbitrary<List<Range>> ranges() {
        return version()
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(AffectedVersionsProperties::alternating)
                .list()
                .ofMaxSize(3);
    }

    private static Range alternating(List<String> versions) {
        List<RangeEvent> events = new ArrayList<>();
        List<String> sorted = versions.stream().sorted(AffectedVersionsProperties::order).toList();
        for (int i = 0; i < sorted.size(); i++) {
            RangeEventKind kind =
                    i % 2 == 0
                            ? RangeEventKind.INTRODUCED
                            : sorted.get(i).length() % 2 == 0
                                    ? RangeEventKind.FIXED
                                    : RangeEventKind.LAST_AFFECTED;
            boolean beginning = i == 0 && sorted.get(i).length() % 2 == 0;
            events.add(new RangeEvent(kind, beginning ? "0" : sorted.get(i)));
        }
        return new Range(RangeType.SEMVER, events);
    }

    @Provide
    Arbitrary<String> scheme() {
        return Arbitraries.of(
                "npm",
                "golang",
                "pub",
                "nuget",
                "bitnami",
                "pypi",
                "gem",
                "composer",
                "rpm",
                "apk",
                "conan",
                "cran",
                "cpan",
                "deb");
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.of(
                        "0", "1", "2", "10", "01", ".", ".", "-", "_", "+", "~", "^", "a", "b",
                        "rc", "alpha", "beta", "dev", "post", "p", "-r", ":", "v", "!")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> "1." + String.join("", parts));
    }
}
