package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.intake.Instants;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-12-31T23:59:59Z",
                "-0001-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "+300000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z"
            })
    void shouldTakeNothingForAnInstantThatLiesBeyondTheYearsThatAreKept(String text) {
        assertThat(Moments.instant(text)).isNull();
        assertThat(Moments.instantOrDate(text)).isNull();
        assertThat(Moments.instantInUtc(text)).isNull();
        assertThat(Instants.read(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"})
    void shouldCountTheYearInUtc(String text) {
        assertThat(Moments.instant(text)).isNull();
        assertThat(Instants.read(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-06-01T12:00:00", "0000-06-01T12:00:00", "+10000-06-01T12:00:00"})
    void shouldTakeNothingForAnInstantWithoutAZoneThatLiesBeyond(String text) {
        assertThat(Moments.instantInUtc(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01", "0000-12-31", "-0001-01-01", "+10000-01-01"})
    void shouldTakeNothingForADateThatLiesBeyond(String text) {
        assertThat(Moments.date(text)).isNull();
        assertThat(Moments.instantOrDate(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1970-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void shouldTakeTheFirstAndTheLastInstantThatAreKept(String text) {
        assertThat(Moments.instant(text)).isEqualTo(Instant.parse(text));
        assertThat(Instants.read(text)).isEqualTo(Instant.parse(text));
    }

    @Test
    void shouldTakeTheFirstAndTheLastDateThatAreKept() {
        assertThat(Moments.date("0001-01-01")).isEqualTo(LocalDate.of(1, 1, 1));
        assertThat(Moments.date("9999-12-31")).isEqualTo(LocalDate.of(9999, 12, 31));
    }
}
