package dev.plumbline.dashboard.view;

import java.time.Instant;
import java.util.List;

/// What each measure contributes to the difference of two scores, as scoring-service worked it out.
///
/// @param shown difference of the overall shown scores, in points: `raw` and `capped` together
public record Difference(
        Standing from,
        Standing to,
        double shown,
        double raw,
        double capped,
        List<PrinciplePart> principles) {
    public Difference {
        principles = List.copyOf(principles);
    }

    /// @param overall 0..100, shown; `raw` before caps
    public record Standing(
            String product, Instant at, double overall, double raw, List<String> gates) {
        public Standing {
            gates = List.copyOf(gates);
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
