package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.intake.Outcome.Accepted;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.SeenBefore;
import dev.plumbline.ingest.source.Format;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

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

    void ended(Outcome outcome) {
        switch (outcome) {
            case Accepted accepted -> count("accepted", "");
            case SeenBefore seen -> count("seen-before", "");
            case Rejected rejected ->
                    count(
                            "refused",
                            rejected.why().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    private void count(String outcome, String reason) {
        registry.counter("plumbline.ingest.submissions", "outcome", outcome, "reason", reason)
                .increment();
    }
}
