package dev.plumbline.model.catalogue;

import dev.plumbline.events.Severity;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What severities and tiers weigh.
///
/// @param severity weight of an obligation by severity, with a value for each
/// @param tiers weight by the days that the world's rule grants, shortest first
/// @param beyondTiers weight of a longer or unstated tier
public record Weights(Map<Severity, Double> severity, List<Tier> tiers, double beyondTiers) {
    public Weights {
        var copy = new EnumMap<Severity, Double>(Severity.class);
        copy.putAll(severity);
        for (var each : Severity.values()) {
            if (!copy.containsKey(each)) {
                throw new IllegalArgumentException("no weight for severity " + each);
            }
        }
        severity = Map.copyOf(copy);
        tiers = tiers.stream().sorted(Comparator.comparingDouble(Tier::upToDays)).toList();
    }

    /// @param upToDays the longest term of the tier
    public record Tier(double upToDays, double weight) {}
}
