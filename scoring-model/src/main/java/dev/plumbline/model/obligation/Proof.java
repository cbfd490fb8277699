package dev.plumbline.model.obligation;

import java.util.List;

/// A piece of evidence, and since when it no longer stands.
final class Proof {
    final String evidence;

    /// The name alone, for the many that are owed for one reason.
    final List<String> alone;

    private long retractedAt = Micros.NEVER;
    private long excusedAt = Micros.NEVER;

    Proof(String evidence) {
        this.evidence = evidence;
        this.alone = List.of(evidence);
    }

    void retract(long at) {
        retractedAt = Math.min(retractedAt, at);
    }

    void excuse(long at) {
        excusedAt = Math.min(excusedAt, at);
    }

    /// Whether what it makes owed counts: for ever, unless it was declared erroneous.
    boolean counts(long t) {
        return excusedAt > t;
    }

    /// Whether what it credits counts.
    boolean live(long t) {
        return excusedAt > t && retractedAt > t;
    }
}
