package dev.plumbline.dashboard.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What each measure contributes to the difference of two scores, as scoring-service worked it out.
///
/// @param shown difference of the overall shown scores, in points: `raw`, `capped` and what another
///     catalogue makes of the first side, together
/// @param method `null` if one catalogue counts on both sides
public record Difference(
        Standing from,
        Standing to,
        double shown,
        double raw,
        double capped,
        @Nullable MethodPart method,
        List<PrinciplePart> principles) {
    public Difference {
        principles = List.copyOf(principles);
    }

    /// @param catalogue id and version of the one that counts at the instant
    /// @param overall 0..100, shown; `raw` before caps
    public record Standing(
            String product,
            Instant at,
            @Nullable String catalogue,
            double overall,
            double raw,
            List<String> gates) {
        public Standing {
            gates = List.copyOf(gates);
        }
    }

    /// The first side by the catalogue of the second, against the first side by its own.
    ///
    /// @param from catalogue and version of the first side, `to` of the second
    /// @param shown points of the overall shown score, of which caps make `capped`
    /// @param principles principle → points of its shown score
    public record MethodPart(
            String from, String to, double shown, double capped, Map<String, Double> principles) {
        public MethodPart {
            principles = Map.copyOf(principles);
        }
    }

    /// @param overall its part of [Difference#raw]
    public record PrinciplePart(
            String id,
            String title,
            double shown,
            double raw,
            double capped,
            double overall,
            List<MeasurePart> measures) {
        public PrinciplePart {
            measures = List.copyOf(measures);
        }

        /// Those that moved.
        public List<MeasurePart> moved() {
            return measures.stream().filter(measure -> measure.points() != 0).toList();
        }
    }

    /// @param points its part of the principle's raw difference; `overall` of the overall one
    /// @param byConduct the part of `points` that better or worse conduct made; `byEvidence` the
    ///     part that more or less being known made
    public record MeasurePart(
            String id,
            String title,
            double points,
            double overall,
            double byConduct,
            double byEvidence) {}
}
