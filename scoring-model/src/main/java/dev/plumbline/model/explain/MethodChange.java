package dev.plumbline.model.explain;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.score.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What another catalogue makes of the same evidence at the same instant.
///
/// The two need not have a measure or a principle in common, so there is no splitting it further: a
/// principle that only the earlier one has falls to nothing, one that only the later one has rises
/// from it.
///
/// @param shown change of the overall shown score, in points, of which caps make `capped`
/// @param principles principle → change of its shown score; `principlesCapped` the part of caps
/// @param set gates that hold from then on, `lifted` those that no longer do
public record MethodChange(
        double shown,
        double capped,
        Map<String, Double> principles,
        Map<String, Double> principlesCapped,
        List<String> set,
        List<String> lifted) {
    public MethodChange {
        principles = Map.copyOf(principles);
        principlesCapped = Map.copyOf(principlesCapped);
        set = List.copyOf(set);
        lifted = List.copyOf(lifted);
    }

    public static MethodChange between(
            Catalogue before, Figures old, Catalogue after, Figures anew) {
        var principles = new LinkedHashMap<String, Double>();
        var capped = new LinkedHashMap<String, Double>();
        for (var p = 0; p < before.principles().size(); p++) {
            var id = before.principles().get(p).id();
            principles.put(id, -100 * old.shown(p));
            capped.put(id, 100 * (old.raw(p) - old.shown(p)));
        }
        for (var p = 0; p < after.principles().size(); p++) {
            var id = after.principles().get(p).id();
            principles.merge(id, 100 * anew.shown(p), Double::sum);
            capped.merge(id, 100 * (anew.shown(p) - anew.raw(p)), Double::sum);
        }
        var held = old.gates();
        var holds = anew.gates();
        return new MethodChange(
                100 * anew.overall() - 100 * old.overall(),
                100 * (anew.overall() - anew.overallRaw())
                        - 100 * (old.overall() - old.overallRaw()),
                principles,
                capped,
                holds.stream().filter(gate -> !held.contains(gate)).toList(),
                held.stream().filter(gate -> !holds.contains(gate)).toList());
    }

    /// Whether anything that people see moved.
    public boolean anything() {
        return shown != 0
                || !set.isEmpty()
                || !lifted.isEmpty()
                || principles.values().stream().anyMatch(points -> points != 0);
    }
}
