package dev.plumbline.ingest.intake;

import dev.plumbline.events.Evidence.Artefact;
import dev.plumbline.events.Evidence.GateException;
import dev.plumbline.events.Evidence.Matter;
import dev.plumbline.events.Evidence.ReportingStep;
import dev.plumbline.events.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is said of a product without a document.
public sealed interface Statement {

    /// @param line `null` is the line that the version implies, such as `4.x`
    /// @param publishedAt `null` is now
    record Release(
            String version,
            @Nullable String line,
            @Nullable Instant publishedAt,
            boolean prerelease,
            List<Artefact> artefacts,
            @Nullable LocalDate supportEnds)
            implements Statement {
        public Release {
            artefacts = List.copyOf(artefacts);
        }
    }

    /// @param endedAt `null` is now
    record SupportEnd(String line, @Nullable Instant endedAt) implements Statement {}

    /// @param checkedAt `null` is now
    record Gate(
            String release,
            String gate,
            boolean passed,
            boolean critical,
            @Nullable Instant checkedAt,
            @Nullable GateException exception)
            implements Statement {}

    record Facts(List<Fact> facts) implements Statement {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    record Fact(
            String measure,
            String item,
            double value,
            @Nullable Instant validUntil,
            @Nullable String proof,
            @Nullable String proofSha256,
            @Nullable String statement) {}

    record Retraction(UUID submission, String reason) implements Statement {}

    /// @param openedAt `null` is now
    record Duty(
            String kind,
            String key,
            String title,
            @Nullable Instant openedAt,
            @Nullable Instant dueAt,
            @Nullable Severity severity,
            Map<String, String> attributes)
            implements Statement {
        public Duty {
            attributes = Map.copyOf(attributes);
        }
    }

    /// @param metAt `null` is now
    record MetDuty(
            String kind,
            String key,
            String how,
            @Nullable Instant metAt,
            @Nullable Proof proof,
            @Nullable String statement)
            implements Statement {}

    /// @param lookedAt `null` is now
    record Look(
            String kind,
            @Nullable Instant lookedAt,
            @Nullable Proof proof,
            @Nullable String statement)
            implements Statement {}

    /// @param at `null` is now
    record Reporting(
            String caseKey,
            Matter matter,
            ReportingStep step,
            @Nullable Instant at,
            @Nullable String vulnerability,
            @Nullable String reason,
            @Nullable Instant dueAt,
            boolean complete,
            @Nullable Proof proof)
            implements Statement {}

    /// What stood at an address.
    record Proof(String address, @Nullable String sha256) {}
}
