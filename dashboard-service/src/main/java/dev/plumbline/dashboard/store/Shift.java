package dev.plumbline.dashboard.store;

import dev.plumbline.model.catalogue.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;

/// ε of the shifted geometric mean, so that what PostgreSQL sums up is what
/// [dev.plumbline.model.score.RollUp] would say of the same products.
///
/// A figure v (0..100) enters a sum as weight × ln(ε + (1 − ε)·v/100) and comes back out of a sum s
/// of weight w as 100·(exp(s/w) − ε)/(1 − ε). Sums of logarithms add up over teams, which the means
/// themselves would not.
@ApplicationScoped
class Shift {
    private final double epsilon;

    Shift(Catalogue catalogue) {
        this.epsilon = catalogue.model().shift();
    }

    double epsilon() {
        return epsilon;
    }
}
