package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.RecordPublished;
import dev.plumbline.events.Provenance;
import java.time.Instant;

/// From when on something counts that its sender says was earlier (SCORING.md section 0, rule 12).
final class Credited {
    private static final double INDEPENDENT = 1.0;

    private Credited() {}

    /// A credit counts from its receipt; only an independent source is believed an earlier date.
    static Instant from(Instant claimed, Provenance provenance) {
        return provenance.trust() >= INDEPENDENT
                ? owedFrom(claimed, provenance)
                : provenance.observedAt();
    }

    /// What is owed is believed to be as old as it is said to be.
    static Instant owedFrom(Instant claimed, Provenance provenance) {
        return Draft.earlier(claimed, provenance.observedAt());
    }

    /// When a record of the maker's came out, as far as that is believed.
    static Instant publishedAt(RecordPublished record) {
        Instant said = record.publishedAt();
        return said == null
                ? record.provenance().observedAt()
                : owedFrom(said, record.provenance());
    }

    static boolean isIndependent(Provenance provenance) {
        return provenance.trust() >= INDEPENDENT;
    }
}
