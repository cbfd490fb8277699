package dev.plumbline.dashboard.view;

import java.util.Map;

/// How much of a part of the organisation stands behind its figure: a good score over half of the
/// products says less than a fair one over all of them.
///
/// @param products active products, `rated` those of which enough is known, `withoutEvidence` those
///     that nothing ever came in for
/// @param criticalityRated 0..1, share of the declared criticality that the rated products have
/// @param confidence 0..1, mean over all products by criticality; 0 for one without a score
/// @param caps gate → how many products it holds back
public record Coverage(
        int products,
        int rated,
        int withoutEvidence,
        double criticalityRated,
        double confidence,
        Map<String, Integer> caps) {
    public Coverage {
        caps = Map.copyOf(caps);
    }
}
