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

    /// The reported figure behind the value; NaN where there is none.
    double figure = Double.NaN;

    /// The product's profile exempts it, and nothing better is known.
    boolean exempt;

    /// For measures over obligations: `g` times what the conduct is worth.
    void settle(Moment.Covered covered, double conduct, double provenConduct) {
        this.coverage = covered.share();
        this.conduct = conduct;
        this.value = coverage * conduct;
        this.headroom = provenConduct;
        // What is known grows with what was owed and with how often somebody looked: without the
        // looks a product that has nothing to fix would never be rated.
        var n = (double) Math.max(owed, covered.looks());
        this.confidence = covered.known() * n / (n + 2);
    }

    /// For what does not concern the product: it takes what the rest of its theme is worth, which
    /// is as if it were not there. What is known of it counts all the same where that is better.
    Outcome exempt(Rest rest) {
        if (value > rest.value) {
            return this;
        }
        var exempt = new Outcome();
        exempt.exempt = true;
        exempt.value = rest.value;
        exempt.headroom = rest.headroom;
        exempt.coverage = rest.coverage;
        exempt.conduct = rest.coverage > 0 ? Math.min(1, rest.value / rest.coverage) : 0;
        exempt.confidence = rest.confidence;
        exempt.loss = loss;
        exempt.base = base;
        exempt.owed = owed;
        exempt.open = open;
        exempt.late = late;
        exempt.figure = figure;
        return exempt;
    }

    /// Weighted means over the measures of a theme that concern the product.
    static final class Rest {
        private double weights;
        private double value;
        private double headroom;
        private double coverage;
        private double confidence;

        void add(double weight, Outcome outcome) {
            weights += weight;
            value += weight * outcome.value;
            headroom += weight * outcome.headroom;
            coverage += weight * outcome.coverage;
            confidence += weight * outcome.confidence;
        }

        /// @return itself, ready to be asked
        Rest mean() {
            value /= weights;
            headroom /= weights;
            coverage /= weights;
            confidence /= weights;
            return this;
        }
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
