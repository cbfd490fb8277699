package dev.plumbline.dashboard.view;

import dev.plumbline.events.ScoreComputed.Cap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where something stands: one figure with everything that belongs beside it.
///
/// @param shown 0..100 after caps; `null` while not rated (confidence under 0.25, or no score yet)
/// @param raw 0..100 before caps
/// @param headroom 0..100 if all that is unknown were proven
/// @param confidence 0..1
/// @param caps what holds it back, lowest first; they show even while not rated
/// @param direction `null` without a point to compare with
public record Standing(
        @Nullable Double shown,
        double raw,
        double headroom,
        double confidence,
        List<Cap> caps,
        @Nullable Direction direction) {
    /// below it the page says "not rated yet" (SCORING.md section 0, rule 6)
    public static final double LEAST_CONFIDENCE = 0.25;

    public Standing {
        caps = List.copyOf(caps);
    }

    public static Standing none() {
        return new Standing(null, 0, 100, 0, List.of(), null);
    }

    public boolean rated() {
        return shown != null;
    }
}
