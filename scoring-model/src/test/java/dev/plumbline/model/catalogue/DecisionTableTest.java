package dev.plumbline.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.model.catalogue.DecisionTable.Input;
import dev.plumbline.model.catalogue.MalformedCatalogue.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTableTest {
    private static final String SMALL =
            """
            table: small
            version: "1"
            title: A small table
            inputs:
              - {id: wet, title: it rains, values: [no, yes]}
            outcomes:
              - {id: stay, title: stay at home, days: 1}
              - {id: go, title: go out}
            rows:
              - [no,  go]
              - [yes, stay]
            """;

    private static List<Problem> problems(String yaml) {
        return catchThrowableOfType(
                        MalformedCatalogue.class,
                        () ->
                                DecisionTableReader.read(
                                        "small.yaml", yaml.getBytes(StandardCharsets.UTF_8)))
                .problems();
    }

    @Test
    void shouldKnowEveryCombination() {
        assertThat(DecisionTableReader.bod2604().rows()).hasSize(16);
        assertThat(DecisionTableReader.ssvcDeployer().rows()).hasSize(72);
    }

    @ParameterizedTest
    @CsvSource({
        "yes,yes,yes,total,3",
        "yes,no,no,partial,14",
        "no,yes,yes,total,3",
        "no,yes,no,total,14",
        "no,no,yes,total,60",
        "no,no,no,total,"
    })
    void shouldLeaveTheDaysOfTheDirective(
            String kev, String exposed, String automatable, String impact, Integer days) {
        assertThat(DecisionTableReader.bod2604().decide(kev, exposed, automatable, impact).days())
                .isEqualTo(days);
    }

    @Test
    void shouldNeverLeaveMoreDaysForSomethingWorse() {
        // Given
        DecisionTable table = DecisionTableReader.bod2604();

        table.rows()
                .forEach(
                        (row, outcome) -> {
                            for (int i = 0; i < row.size(); i++) {
                                Input input = table.inputs().get(i);
                                int value = input.values().indexOf(row.get(i));
                                if (value + 1 < input.values().size()) {
                                    // When
                                    List<String> worse = new ArrayList<>(row);
                                    worse.set(i, input.values().get(value + 1));

                                    // Then
                                    assertThat(daysOf(table, worse))
                                            .as("%s after %s", worse, row)
                                            .isLessThanOrEqualTo(daysOf(table, row));
                                }
                            }
                        });
    }

    private static int daysOf(DecisionTable table, List<String> row) {
        Integer days = table.decide(row.toArray(String[]::new)).days();
        return days == null ? Integer.MAX_VALUE : days;
    }

    @Test
    void shouldNotGuessWhatItDoesNotKnow() {
        assertThatThrownBy(
                        () -> DecisionTableReader.bod2604().decide("yes", "perhaps", "no", "total"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("perhaps");
    }

    @Test
    void shouldNameFileLineAndKeyOfWhateverIsWrong() {
        assertThat(problems(SMALL.replace("- [yes, stay]", "- [yes, sleep]")))
                .extracting(Problem::toString)
                .containsExactly("small.yaml:11: rows.1.1: no outcome: sleep");
        assertThat(problems(SMALL.replace("- [yes, stay]", "- [maybe, stay]")))
                .extracting(Problem::toString)
                .containsExactly("small.yaml:11: rows.1.0: no value of wet: maybe");
        assertThat(problems(SMALL.replace("- [yes, stay]", "- [no, stay]")))
                .extracting(Problem::toString)
                .containsExactly("small.yaml:11: rows.1: stands twice");
        assertThat(problems(SMALL.replace("- [yes, stay]", "- [yes, yes, stay]")))
                .extracting(Problem::key)
                .containsExactly("rows.1");
        assertThat(problems(SMALL.replace("days: 1", "days: soon")))
                .extracting(Problem::line)
                .containsExactly(7);
    }

    @Test
    void shouldRefuseATableWithAGap() {
        assertThat(problems(SMALL.replace("values: [no, yes]", "values: [no, yes, hail]")))
                .extracting(Problem::text)
                .containsExactly("lacks 1 combinations");
    }
}
