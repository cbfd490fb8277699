package dev.plumbline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the benchmark of the parsers measured, as JMH writes it: megabytes a second by kind of
/// document.
final class ParsingFigures {
    private ParsingFigures() {}

    static Map<String, Spread> in(Path file) throws IOException {
        Map<String, Spread> figures = new LinkedHashMap<>();
        for (JsonNode run : new ObjectMapper().readTree(file.toFile())) {
            List<Double> values = new ArrayList<>();
            for (JsonNode fork : run.at("/secondaryMetrics/megabytes/rawData")) {
                fork.forEach(value -> values.add(value.asDouble()));
            }
            figures.put(
                    run.at("/params/kind").asText(),
                    new Spread(values.stream().mapToDouble(Double::doubleValue).toArray()));
        }
        return figures;
    }
}
