package dev.plumbline.model.catalogue;

import java.util.List;

/// Which evidence shows that somebody looked, and how long a look stays good: the `g` of a measure.
///
/// @param per whose looks are counted
/// @param anyOf sources of which one is enough; the freshest counts. Empty exactly for [Per#NONE]
public record Coverage(Per per, List<Source> anyOf) {
    public static final Coverage NONE = new Coverage(Per.NONE, List.of());

    public Coverage {
        anyOf = List.copyOf(anyOf);
        if (anyOf.isEmpty() != (per == Per.NONE)) {
            throw new IllegalArgumentException("coverage " + per + " with sources " + anyOf);
        }
    }

    public enum Per {
        /// the newest general release of each supported line has to be looked at
        RELEASE,
        /// one look at the product is enough
        PRODUCT,
        /// nothing is looked at: `g` is 1
        NONE
    }

    /// One kind of evidence.
    ///
    /// With `feeds`, evidence of the kind has to exist but does not age: a release does not change.
    /// What ages is the matching of it against feeds, so its age is that of the feed that was
    /// checked longest ago (SCORING.md rule 11).
    public record Source(String kind, List<String> feeds, Freshness freshness) {
        public Source {
            feeds = List.copyOf(feeds);
        }
    }

    /// 1 inside the grace period, then halved every half-life.
    ///
    /// @param halfLifeDays infinite if it never ages
    public record Freshness(double graceDays, double halfLifeDays) {
        public static final Freshness FOREVER =
                new Freshness(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

        public boolean ages() {
            return Double.isFinite(graceDays);
        }
    }
}
