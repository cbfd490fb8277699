package dev.plumbline.dashboard.view;

import dev.plumbline.dashboard.view.WhatIf.Offer;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Measure;
import dev.plumbline.events.ScoreComputed.Principle;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/products/{key}/what-if`: try what can be done.
///
/// @param score the newest one, for names; `null` until there is one
public record WhatIfPage(ProductHeader product, @Nullable ScoreComputed score, WhatIf answer) {
    /// what is less shows as 0.0
    private static final double LEAST_GAIN = 0.05;

    private static final int ALWAYS_LISTED = 12;

    /// The best, whatever else gains something by itself, and what is ticked.
    public List<Offer> offers() {
        return answer.offers().stream().filter(this::isListed).toList();
    }

    /// What gains nothing by itself, such as while a cap holds.
    public List<Offer> furtherOffers() {
        return answer.offers().stream().filter(offer -> !isListed(offer)).toList();
    }

    private boolean isListed(Offer offer) {
        return offer.chosen()
                || Math.abs(offer.gain()) >= LEAST_GAIN
                || Math.abs(offer.gainLater()) >= LEAST_GAIN
                || answer.offers().indexOf(offer) < ALWAYS_LISTED;
    }

    public List<Principle> principles() {
        return score == null ? List.of() : score.principles();
    }

    /// A measure and its part of the change of the overall score, in points.
    public record Part(String id, String title, double points) {}

    /// What moves, most first.
    public List<Part> parts() {
        Map<String, String> titles = new HashMap<>();
        principles().stream()
                .flatMap(principle -> principle.themes().stream())
                .flatMap(theme -> theme.measures().stream())
                .forEach((Measure measure) -> titles.put(measure.id(), measure.title()));
        return answer.measures().entrySet().stream()
                .map(
                        part ->
                                new Part(
                                        part.getKey(),
                                        titles.getOrDefault(part.getKey(), part.getKey()),
                                        part.getValue()))
                .sorted(
                        Comparator.comparingDouble((Part part) -> Math.abs(part.points()))
                                .reversed())
                .toList();
    }
}
