package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionComparisonsTest {

    @Test
    void shouldLayOutEachAlternativeAsARangeOfItsOwn() {
        // When
        VersionComparisons read = VersionComparisons.of(">1.0, <1.4 || <= 0.9 || = 2.0 || *", null);

        // Then
        assertThat(read)
                .isEqualTo(
                        new VersionComparisons(
                                List.of(
                                        range(introduced("1.0"), fixed("1.4")),
                                        range(introduced("0"), last("0.9")),
                                        range(introduced("0"))),
                                List.of("2.0")));
    }

    @Test
    void shouldEndAtThePatchedVersionWhereOneRangeEndsAtALastAffectedOne() {
        assertThat(VersionComparisons.of("<= 1.4.2", "1.5.0"))
                .isEqualTo(
                        new VersionComparisons(
                                List.of(range(introduced("0"), fixed("1.5.0"))), List.of()));
        assertThat(VersionComparisons.of("<= 1.4.2 || >= 2.0, <= 2.2", "2.3.0"))
                .isEqualTo(
                        new VersionComparisons(
                                List.of(
                                        range(introduced("0"), last("1.4.2")),
                                        range(introduced("2.0"), last("2.2"))),
                                List.of()));
    }

    @Test
    void shouldReadNothingOutOfProse() {
        assertThat(VersionComparisons.of("before the spring release", null)).isNull();
        assertThat(VersionComparisons.of(null, "1.0")).isNull();
    }

    private static Range range(RangeEvent... events) {
        return new Range(RangeType.ECOSYSTEM, List.of(events));
    }

    private static RangeEvent introduced(String version) {
        return new RangeEvent(RangeEventKind.INTRODUCED, version);
    }

    private static RangeEvent fixed(String version) {
        return new RangeEvent(RangeEventKind.FIXED, version);
    }

    private static RangeEvent last(String version) {
        return new RangeEvent(RangeEventKind.LAST_AFFECTED, version);
    }
}
