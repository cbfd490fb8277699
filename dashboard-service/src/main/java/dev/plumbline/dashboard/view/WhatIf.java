package dev.plumbline.dashboard.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a product would be worth if some of what can be done were done now, as scoring-service
/// worked it out.
///
/// @param later what it is worth in 90 days if nothing is done, `laterAfter` if the chosen are
/// @param measures measure → its part of the change of the overall raw score, in points
/// @param capped what caps make of the change, beside the measures
/// @param unknown chosen ids that name nothing that can be done any more
public record WhatIf(
        String product,
        Worth now,
        Worth after,
        Worth later,
        Worth laterAfter,
        Map<String, Double> measures,
        double capped,
        List<Offer> offers,
        Set<String> unknown) {
    public WhatIf {
        measures = Map.copyOf(measures);
        offers = List.copyOf(offers);
        unknown = Set.copyOf(unknown);
    }

    /// @param overall 0..100, shown; `principles` id → the same
    public record Worth(
            Instant at, double overall, Map<String, Double> principles, List<String> gates) {
        public Worth {
            principles = Map.copyOf(principles);
            gates = List.copyOf(gates);
        }

        public double principle(String id) {
            return principles.getOrDefault(id, 0.0);
        }
    }

    /// @param gain points of the overall score, now and alone; `gainLater` in 90 days, against
    ///     doing nothing
    public record Offer(
            String id,
            String kind,
            String title,
            String how,
            String who,
            String principle,
            String measure,
            double gain,
            double gainLater,
            boolean liftsCap,
            boolean chosen) {}

    public List<Offer> chosen() {
        return offers.stream().filter(Offer::chosen).toList();
    }

    /// Points of the overall score now.
    public double gain() {
        return after.overall() - now.overall();
    }

    /// Points of the overall score in 90 days, against doing nothing.
    public double gainLater() {
        return laterAfter.overall() - later.overall();
    }

    /// Gates that would no longer hold.
    public List<String> lifted() {
        return now.gates().stream().filter(gate -> !after.gates().contains(gate)).toList();
    }
}
