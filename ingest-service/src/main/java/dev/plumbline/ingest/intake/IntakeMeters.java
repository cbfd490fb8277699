package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.intake.Outcome.Accepted;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Repeated;
import dev.plumbline.ingest.intake.Outcome.SeenBefore;
import dev.plumbline.ingest.source.Format;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What an operator wants to see of the door: how much comes in, how much is turned away and why,
/// how long parsing takes.
@ApplicationScoped
public class IntakeMeters {
    private final MeterRegistry registry;

    IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void parsed(Format format, long bytes, long nanos) {
        registry.timer("plumbline.ingest.parse", "format", format.wireName())
                .record(nanos, TimeUnit.NANOSECONDS);
        registry.counter("plumbline.ingest.bytes", "format", format.wireName()).increment(bytes);
    }

    void ended(Door door, Outcome outcome) {
        switch (outcome) {
            case Accepted accepted -> count(door, "accepted", "");
            case SeenBefore seen -> count(door, "seen-before", "");
            case Repeated repeated -> count(door, "repeated", "");
            case Rejected rejected -> count(door, "refused", rejected.label());
        }
    }

    /// A record went to the dead letters.
    public void putAside(String reason) {
        registry.counter("plumbline.ingest.dead.letters", "reason", reason).increment();
    }

    /// A document's parts were all there, or it ended before they were.
    void staged(String end) {
        registry.counter("plumbline.ingest.staged.ended", "end", end).increment();
    }

    /// What waits for its parts, as last counted.
    void staging(AtomicLong documents, AtomicLong bytes) {
        registry.gauge("plumbline.ingest.staged.documents", documents);
        registry.gauge("plumbline.ingest.staged.bytes", bytes);
    }

    private void count(Door door, String outcome, String reason) {
        registry.counter(
                        "plumbline.ingest.submissions",
                        "door",
                        door.label(),
                        "outcome",
                        outcome,
                        "reason",
                        reason)
                .increment();
    }
}
