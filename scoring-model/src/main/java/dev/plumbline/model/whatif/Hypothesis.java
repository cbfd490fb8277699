package dev.plumbline.model.whatif;

import dev.plumbline.model.evidence.Entry;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Makes hypothetical entries of one instant.
///
/// An id says what is done, so that two actions which do the same thing do it once together, and
/// that no real line has it.
final class Hypothesis {
    private static final String EVIDENCE = "what-if";

    private final Instant at;

    Hypothesis(Instant at) {
        this.at = at;
    }

    private static String id(String... act) {
        return EVIDENCE + '\t' + String.join("\t", act);
    }

    Entry closed(String kind, String key, String how, double trust) {
        return new Entry.Closed(
                id("closing", kind, key, how), EVIDENCE, at, kind, key, how, trust, null);
    }

    Entry covered(String kind, String subject, double trust, Map<String, String> attributes) {
        String stated = new TreeMap<>(attributes).toString();
        return new Entry.Covered(
                id("look", kind, subject, stated), EVIDENCE, at, kind, subject, trust, attributes);
    }

    Entry answered(String list, String item, double value, double trust) {
        return new Entry.Answered(
                id("answer", list, item), EVIDENCE, at, list, item, value, trust, null);
    }

    Entry released(String release) {
        return new Entry.Released(id("release", release), EVIDENCE, at, release, release, false, 1);
    }
}
