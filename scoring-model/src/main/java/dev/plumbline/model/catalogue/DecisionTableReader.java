package dev.plumbline.model.catalogue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.plumbline.model.catalogue.DecisionTable.Input;
import dev.plumbline.model.catalogue.DecisionTable.Outcome;
import dev.plumbline.model.catalogue.MalformedCatalogue.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads decision tables from YAML.
///
/// The file is held against `table.schema.json` first, then against what a schema cannot say: that
/// a row has a known value of each input and a known outcome, and that every combination stands in
/// it exactly once. All problems are reported at once, each with file, line and key.
public final class DecisionTableReader {
    private static final Schema FORM = Resource.schema("table.schema.json");

    private final YamlTree tree;
    private final List<Problem> problems = new ArrayList<>();

    private DecisionTableReader(YamlTree tree) {
        this.tree = tree;
    }

    /// How many days CISA's directive BOD 26-04 leaves for a flaw (SCORING.md 4.5). Inputs:
    /// `in-kev`, `exposed`, `automatable`, `impact`.
    public static DecisionTable bod2604() {
        return read("bod-26-04.yaml", Resource.bytes("bod-26-04.yaml"));
    }

    /// How soon SSVC lets those who deploy apply a patch (SCORING.md 4.6). Inputs: `exploitation`,
    /// `exposure`, `automatable`, `human-impact`.
    public static DecisionTable ssvcDeployer() {
        return read("ssvc-deployer.yaml", Resource.bytes("ssvc-deployer.yaml"));
    }

    /// @param file its name, for messages
    /// @throws MalformedCatalogue with everything that is wrong
    public static DecisionTable read(String file, byte[] yaml) {
        return new DecisionTableReader(
                        YamlTree.read(file, new String(yaml, StandardCharsets.UTF_8)))
                .table();
    }

    private DecisionTable table() {
        for (Error error : FORM.validate(tree.root())) {
            problems.add(tree.problem(error.getInstanceLocation().toString(), error.getMessage()));
        }
        stopOnProblems();
        var root = tree.root();
        List<Input> inputs = new ArrayList<>();
        for (var input : root.get("inputs")) {
            inputs.add(
                    new Input(text(input, "id"), text(input, "title"), texts(input.get("values"))));
        }
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (var each : root.get("outcomes")) {
            var days = each.get("days");
            var outcome =
                    new Outcome(
                            text(each, "id"),
                            text(each, "title"),
                            days == null ? null : days.intValue());
            if (outcomes.put(outcome.id(), outcome) != null) {
                problems.add(tree.problem("/outcomes", "twice: " + outcome.id()));
            }
        }
        var rows = rows(root.get("rows"), inputs, outcomes);
        stopOnProblems();
        return new DecisionTable(text(root, "table"), text(root, "title"), inputs, rows);
    }

    private Map<List<String>, Outcome> rows(
            JsonNode rows, List<Input> inputs, Map<String, Outcome> outcomes) {
        Map<List<String>, Outcome> read = new HashMap<>();
        for (var i = 0; i < rows.size(); i++) {
            var pointer = "/rows/" + i;
            var row = texts(rows.get(i));
            if (row.size() != inputs.size() + 1) {
                problems.add(
                        tree.problem(
                                pointer,
                                "has %d values instead of %d"
                                        .formatted(row.size(), inputs.size() + 1)));
                continue;
            }
            for (var c = 0; c < inputs.size(); c++) {
                if (!inputs.get(c).values().contains(row.get(c))) {
                    problems.add(
                            tree.problem(
                                    pointer + "/" + c,
                                    "no value of " + inputs.get(c).id() + ": " + row.get(c)));
                }
            }
            var outcome = outcomes.get(row.getLast());
            if (outcome == null) {
                problems.add(
                        tree.problem(
                                pointer + "/" + inputs.size(), "no outcome: " + row.getLast()));
            } else if (read.putIfAbsent(row.subList(0, inputs.size()), outcome) != null) {
                problems.add(tree.problem(pointer, "stands twice"));
            }
        }
        var missing =
                inputs.stream().mapToInt(input -> input.values().size()).reduce(1, (a, b) -> a * b)
                        - read.size();
        if (problems.isEmpty() && missing > 0) {
            problems.add(tree.problem("/rows", "lacks " + missing + " combinations"));
        }
        return read;
    }

    private void stopOnProblems() {
        if (!problems.isEmpty()) {
            throw new MalformedCatalogue(problems);
        }
    }

    private static String text(JsonNode of, String key) {
        return of.get(key).stringValue();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.stringValue()));
        return List.copyOf(texts);
    }
}
