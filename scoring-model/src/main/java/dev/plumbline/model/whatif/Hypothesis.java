package dev.plumbline.model.whatif;

import dev.plumbline.model.evidence.Entry;
import java.time.Instant;
import java.util.Map;

/// Makes hypothetical entries of one instant, with ids that no real one has.
final class Hypothesis {
    private static final String EVIDENCE = "what-if";

    private final Instant at;
    private int next;

    Hypothesis(Instant at) {
        this.at = at;
    }

    private String id() {
        return EVIDENCE + "/" + next++;
    }

    Entry closed(String kind, String key, String how, double trust) {
        return new Entry.Closed(id(), EVIDENCE, at, kind, key, how, trust, null);
    }

    Entry covered(String kind, String subject, double trust, Map<String, String> attributes) {
        return new Entry.Covered(id(), EVIDENCE, at, kind, subject, trust, attributes);
    }

    Entry answered(String list, String item, double value, double trust) {
        return new Entry.Answered(id(), EVIDENCE, at, list, item, value, trust, null);
    }

    Entry released(String release) {
        return new Entry.Released(id(), EVIDENCE, at, release, release, false, 1);
    }
}
