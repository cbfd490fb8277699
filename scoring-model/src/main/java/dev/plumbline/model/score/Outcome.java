package dev.plumbline.model.score;

/// What one measure came to. Filled in by an [Evaluator].
final class Outcome {
    double value;
    double headroom;
    double coverage;
    double conduct;
    double confidence;
    double loss;
    double base;
    int owed;
    int open;
    int late;

    /// For measures over obligations: `g` times what the conduct is worth.
    void settle(Moment.Covered covered, double conduct, double provenConduct) {
        this.coverage = covered.share();
        this.conduct = conduct;
        this.value = coverage * conduct;
        this.headroom = provenConduct;
        // What is known grows with what was owed and with how often somebody looked: without the
        // looks a product that
        // has nothing to fix would never be rated.
        var n = (double) Math.max(owed, covered.looks());
        this.confidence = covered.known() * n / (n + 2);
    }

    /// For lists and shares over `items` of equal weight.
    ///
    /// @param credits sum of credits, `fresh` of what evidence is worth today, `known` of that
    ///     times its trust
    void settle(int items, double credits, double fresh, double known, double proven) {
        this.base = items;
        this.owed = items;
        if (items == 0) {
            this.headroom = 1;
            return;
        }
        this.loss = items - credits;
        this.value = credits / items;
        this.coverage = fresh / items;
        this.conduct = fresh > 0 ? Math.min(1, credits / fresh) : 0;
        this.confidence = known / items;
        this.headroom = proven / items;
    }
}
