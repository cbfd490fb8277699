package dev.plumbline.dashboard.view;

import dev.plumbline.events.ScoreComputed.Catalogue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/help/scoring`: how a score is computed by the catalogue in force, and what it can't say.
///
/// @param epsilon shift of the geometric mean over themes and principles
public record ScoringPage(
        Catalogue catalogue, double epsilon, List<PrincipleRule> principles, List<GateRule> gates) {
    public ScoringPage {
        principles = List.copyOf(principles);
        gates = List.copyOf(gates);
    }

    public record PrincipleRule(String id, String title, double omega, List<ThemeRule> themes) {
        public PrincipleRule {
            themes = List.copyOf(themes);
        }
    }

    public record ThemeRule(String id, String title, double omega, List<MeasureRule> measures) {
        public ThemeRule {
            measures = List.copyOf(measures);
        }
    }

    /// @param form how its value comes about, in a word or two
    /// @param due when what it owes is due, in words; `null` where it is not timed
    /// @param fresh how long its evidence stays fresh, in words; `null` where it does not age
    public record MeasureRule(
            String id,
            String title,
            String why,
            double weight,
            String form,
            @Nullable String due,
            @Nullable String fresh,
            Map<String, List<String>> maps) {
        public MeasureRule {
            maps = Map.copyOf(maps);
        }
    }

    /// @param steps the caps it sets, in words, mildest first
    public record GateRule(String id, String title, String principle, List<String> steps) {
        public GateRule {
            steps = List.copyOf(steps);
        }
    }
}
