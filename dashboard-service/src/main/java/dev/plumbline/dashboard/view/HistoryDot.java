package dev.plumbline.dashboard.view;

import java.time.Instant;
import java.util.Map;

/// One point of a score chart.
///
/// @param principles principle → shown score
public record HistoryDot(
        Instant at,
        double overall,
        Map<String, Double> principles,
        double confidence,
        double headroom) {
    public HistoryDot {
        principles = Map.copyOf(principles);
    }
}
