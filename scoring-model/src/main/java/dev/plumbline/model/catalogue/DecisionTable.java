package dev.plumbline.model.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What follows from a few facts, written down for every combination of them.
///
/// Read from YAML by [DecisionTableReader], which refuses a table with a gap or a row twice, so
/// that [#decide] has an answer to everything.
public final class DecisionTable {
    private final String id;
    private final String title;
    private final List<Input> inputs;
    private final Map<List<String>, Outcome> rows;

    /// A fact that the table asks for.
    ///
    /// @param values all that it can be, the mildest first
    public record Input(String id, String title, List<String> values) {
        public Input {
            values = List.copyOf(values);
        }
    }

    /// @param days how long it leaves; `null` if the table sets no date
    public record Outcome(String id, String title, @Nullable Integer days) {}

    DecisionTable(String id, String title, List<Input> inputs, Map<List<String>, Outcome> rows) {
        this.id = id;
        this.title = title;
        this.inputs = List.copyOf(inputs);
        this.rows = Map.copyOf(rows);
    }

    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    public List<Input> inputs() {
        return inputs;
    }

    /// Every combination with its outcome: a value of each input, in their order.
    public Map<List<String>, Outcome> rows() {
        return rows;
    }

    /// @param values a value of each input, in their order
    public Outcome decide(String... values) {
        var outcome = rows.get(List.of(values));
        if (outcome == null) {
            throw new IllegalArgumentException(
                    "table " + id + " knows no " + String.join(", ", values));
        }
        return outcome;
    }
}
