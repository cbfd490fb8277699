package dev.plumbline.scoring.assess;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import dev.plumbline.events.EventType;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.scoring.store.ScoreStore.Kept;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
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
        ScoreComputed score = event(kept);
        Map<String, Double> principles = new LinkedHashMap<>();
        score.principles().forEach(p -> principles.put(p.id(), p.figure().shown()));
        return new Previous(
                kept.sequence(),
                kept.at(),
                kept.catalogue(),
                score.overall().shown(),
                principles,
                KnownLines.read(kept.known()));
    }

    static ScoreComputed event(Kept kept) {
        try {
            return (ScoreComputed)
                    CloudEvents.read(
                            EventType.SCORE_COMPUTED,
                            kept.payload().getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableEvent e) {
            throw new IllegalStateException(
                    "the stored score of " + kept.product() + " can't be read", e);
        }
    }
}
