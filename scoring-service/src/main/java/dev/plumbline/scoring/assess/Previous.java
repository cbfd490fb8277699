package dev.plumbline.scoring.assess;

import dev.plumbline.scoring.store.ScoreStore.Kept;
import java.time.Instant;
import java.util.Map;

/// The score before this one, as far as a change has to be told from it.
record Previous(
        long sequence,
        Instant at,
        String catalogue,
        double overall,
        Map<String, Double> principles,
        KnownLines known) {
    Previous {
        principles = Map.copyOf(principles);
    }

    static Previous of(Kept kept) {
        return new Previous(
                kept.sequence(),
                kept.at(),
                kept.catalogue(),
                kept.overall(),
                kept.principles(),
                KnownLines.read(kept.known()));
    }
}
