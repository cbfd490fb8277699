package dev.plumbline.ingest.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import dev.plumbline.events.Evidence.Artefact;
import dev.plumbline.events.Evidence.GateException;
import dev.plumbline.events.Evidence.Matter;
import dev.plumbline.events.Evidence.ReportingStep;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.intake.Statement;
import dev.plumbline.ingest.intake.Statement.Proof;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is posted to the addresses of a product.
final class StatementBodies {
    private static final String PLAIN = "[\\P{Cntrl}&&\\P{Cs}]*";
    private static final String PLAIN_WORDS =
            "must have no control characters and no halves of characters";
    private static final String SHA256 = "[0-9a-fA-F]{64}";
    private static final String SHA256_WORDS = "must be 64 hex digits";

    private static final String ADDRESS = "https?://[^\\p{Cntrl}\\p{Cs}\\s]+";
    private static final String ADDRESS_WORDS = "must be an http address";
    private static final String KIND = "[a-z][a-z0-9-]*";
    private static final String KIND_WORDS = "must be small letters, digits and hyphens";
    private static final String KINDS_OPENED =
            "outside-report, own-fix, sold-unsupported, commitment, root-cause, or x- and a word of your own";
    private static final String KINDS_MET =
            KINDS_OPENED + "; executives also board-review, escalation";
    private static final String KINDS_LOOKED_AT =
            "report-intake, change-history, cra-drill, advisory-list, cve-list, or x- and a word of your own";

    private StatementBodies() {}

    @Schema(name = "Release")
    record ReleaseBody(
            @Schema(examples = "4.2.0")
                    @NotBlank
                    @Size(max = 128)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    String version,
            @Schema(
                            examples = "4.x",
                            description =
                                    "the supported branch; implied by the version if left out")
                    @Size(min = 1, max = 64)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    @Nullable String line,
            @Schema(examples = "2026-11-20T10:00:00Z") @Nullable Instant publishedAt,
            @Nullable Boolean prerelease,
            @Nullable @Size(max = 1_000) List<@Valid @NotNull ArtefactBody> artefacts,
            @Schema(examples = "2031-11-20", description = "announced end of support of the line")
                    @Nullable LocalDate supportEnds) {

        Statement asStatement() {
            return new Statement.Release(
                    version,
                    line,
                    publishedAt,
                    Boolean.TRUE.equals(prerelease),
                    artefacts == null
                            ? List.of()
                            : artefacts.stream()
                                    .map(
                                            a ->
                                                    new Artefact(
                                                            a.name(),
                                                            a.sha256().toLowerCase(Locale.ROOT)))
                                    .toList(),
                    supportEnds);
        }
    }

    @Schema(name = "Artefact")
    record ArtefactBody(
            @Schema(examples = "atlas-4.2.0.tar.gz")
                    @NotBlank
                    @Size(max = 300)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    String name,
            @NotNull @Pattern(regexp = SHA256, message = SHA256_WORDS) String sha256) {}

    @Schema(name = "SupportEnd")
    record SupportEndBody(
            @Schema(examples = "3.x")
                    @NotBlank
                    @Size(max = 64)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    String line,
            @Nullable Instant endedAt) {

        Statement asStatement() {
            return new Statement.SupportEnd(line, endedAt);
        }
    }

    @Schema(name = "GateResult")
    record GateBody(
            @Schema(examples = "4.2.0")
                    @NotBlank
                    @Size(max = 128)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    String release,
            @Schema(examples = "no-open-criticals")
                    @NotBlank
                    @Size(max = 128)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    String gate,
            @NotNull Boolean passed,
            @NotNull Boolean critical,
            @Nullable Instant checkedAt,
            @Valid @Nullable ExceptionBody exception) {

        Statement asStatement() {
            return new Statement.Gate(
                    release,
                    gate,
                    passed,
                    critical,
                    checkedAt,
                    exception == null ? null : exception.asException());
        }
    }

    @Schema(name = "GateException")
    record ExceptionBody(
            @Schema(examples = "EX-17")
                    @NotBlank
                    @Size(max = 128)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    String id,
            @Nullable @Size(max = 200) String owner,
            @Nullable @Size(max = 200) String grantedBy,
            @Schema(examples = "unit-lead") @Nullable @Size(max = 64) String grantedByRole,
            @Nullable @Size(max = 2_000) String reason,
            @NotNull Instant grantedAt,
            @NotNull Instant expiresAt) {

        /// An exception may lack an owner or a reason; that it does is what the score is told
        /// (SCORING.md 5.4).
        GateException asException() {
            return new GateException(
                    id,
                    said(owner),
                    said(grantedBy),
                    said(grantedByRole),
                    said(reason),
                    grantedAt,
                    expiresAt);
        }

        private static String said(@Nullable String text) {
            return text == null ? "" : Cleaned.text(text);
        }
    }

    /// One fact or a list of them.
    @Schema(
            name = "Facts",
            oneOf = {FactBody.class, FactBody[].class})
    record FactBodies(@NotEmpty @Size(max = 500) List<@Valid @NotNull FactBody> facts) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        FactBodies(
                @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                        List<FactBody> facts) {
            this.facts = facts == null ? List.of() : facts;
        }

        Statement asStatement() {
            return new Statement.Facts(facts.stream().map(FactBody::asFact).toList());
        }
    }

    @Schema(name = "Fact")
    record FactBody(
            @Schema(examples = "vdp-complete")
                    @NotBlank
                    @Size(max = 128)
                    @Pattern(regexp = "[a-z0-9][a-z0-9-]*", message = "must be the id of a measure")
                    String measure,
            @Schema(examples = "safe-harbour")
                    @NotBlank
                    @Size(max = 256)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    String item,
            @Schema(examples = "1.0") @NotNull @DecimalMin("0") @DecimalMax("1") Double value,
            @Nullable Instant validUntil,
            @Schema(examples = "https://example.org/security/policy")
                    @Nullable
                    @Size(max = 2_000)
                    @Pattern(regexp = ADDRESS, message = ADDRESS_WORDS)
                    String proof,
            @Nullable @Pattern(regexp = SHA256, message = SHA256_WORDS) String proofSha256,
            @Nullable @Size(max = 4_000) String statement) {

        Statement.Fact asFact() {
            return new Statement.Fact(
                    measure,
                    item,
                    value,
                    validUntil,
                    proof,
                    proofSha256 == null ? null : proofSha256.toLowerCase(Locale.ROOT),
                    cleaned(statement));
        }
    }

    @Schema(name = "Duty", description = "Something is owed that no document shows")
    record DutyBody(
            @Schema(examples = "outside-report", description = KINDS_OPENED)
                    @NotBlank
                    @Size(max = 64)
                    @Pattern(regexp = KIND, message = KIND_WORDS)
                    String kind,
            @Schema(examples = "VR-2026-0012", description = "what the maker calls it")
                    @NotBlank
                    @Size(max = 200)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    String key,
            @Schema(examples = "Search runs SQL of the caller") @NotBlank @Size(max = 300)
                    String title,
            @Schema(description = "from when on it is owed; now if left out")
                    @Nullable Instant openedAt,
            @Schema(description = "when it is due, if a date was given to anybody")
                    @Nullable Instant dueAt,
            @Nullable Severity severity,
            @Schema(description = "for filters of measures, such as vulnerability")
                    @Nullable
                    @Size(max = 20)
                    Map<
                                    @NotBlank @Size(max = 64)
                                    @Pattern(regexp = KIND, message = KIND_WORDS) String,
                                    @NotNull @Size(max = 300)
                                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS) String>
                            attributes) {

        Statement asStatement() {
            return new Statement.Duty(
                    kind,
                    key,
                    Cleaned.text(title),
                    openedAt,
                    dueAt,
                    severity,
                    attributes == null ? Map.of() : attributes);
        }
    }

    @Schema(name = "MetDuty", description = "A duty was met")
    record MetDutyBody(
            @Schema(examples = "outside-report", description = KINDS_MET)
                    @NotBlank
                    @Size(max = 64)
                    @Pattern(regexp = KIND, message = KIND_WORDS)
                    String kind,
            @Schema(
                            examples = "VR-2026-0012",
                            description =
                                    "as the duty was opened; of an escalation the key of the concern"
                                            + " that is overdue, of a board review the minute's reference")
                    @NotBlank
                    @Size(max = 200)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    String key,
            @Schema(
                            examples = "answered",
                            description =
                                    "answered or triaged of an outside-report, not-exploitable of an own-fix,"
                                            + " sale-ended of sold-unsupported, delivered of a commitment,"
                                            + " recorded of a root-cause, reviewed of a board-review,"
                                            + " decided of an escalation")
                    @NotBlank
                    @Size(max = 64)
                    @Pattern(regexp = KIND, message = KIND_WORDS)
                    String how,
            @Nullable Instant metAt,
            @Schema(examples = "https://example.org/reports/12")
                    @Nullable
                    @Size(max = 2_000)
                    @Pattern(regexp = ADDRESS, message = ADDRESS_WORDS)
                    String proof,
            @Nullable @Pattern(regexp = SHA256, message = SHA256_WORDS) String proofSha256,
            @Nullable @Size(max = 4_000) String statement) {

        Statement asStatement() {
            return new Statement.MetDuty(
                    kind, key, how, metAt, asProof(proof, proofSha256), cleaned(statement));
        }
    }

    @Schema(name = "Look", description = "Somebody looked where something could have been")
    record LookBody(
            @Schema(examples = "report-intake", description = KINDS_LOOKED_AT)
                    @NotBlank
                    @Size(max = 64)
                    @Pattern(regexp = KIND, message = KIND_WORDS)
                    String kind,
            @Nullable Instant lookedAt,
            @Nullable @Size(max = 2_000) @Pattern(regexp = ADDRESS, message = ADDRESS_WORDS)
                    String proof,
            @Nullable @Pattern(regexp = SHA256, message = SHA256_WORDS) String proofSha256,
            @Schema(examples = "No report in October; Erin answers") @Nullable @Size(max = 4_000)
                    String statement) {

        Statement asStatement() {
            return new Statement.Look(
                    kind, lookedAt, asProof(proof, proofSha256), cleaned(statement));
        }
    }

    @Schema(
            name = "ReportingStep",
            description = "A case under article 14 of the Cyber Resilience Act went one step on")
    record ReportingBody(
            @Schema(examples = "IR-2026-003", description = "what the maker calls the case")
                    @NotBlank
                    @Size(max = 200)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    String caseKey,
            @NotNull Matter matter,
            @NotNull ReportingStep step,
            @Nullable Instant at,
            @Schema(examples = "CVE-2026-10007")
                    @Nullable
                    @Size(max = 128)
                    @Pattern(regexp = PLAIN, message = PLAIN_WORDS)
                    String vulnerability,
            @Schema(description = "why; a declaration of awareness and a dismissal need it")
                    @Nullable
                    @Size(max = 4_000)
                    String reason,
            @Schema(description = "until when the authority wants an intermediate report")
                    @Nullable Instant dueAt,
            @Schema(
                            description =
                                    "whether a report says all that later ones have to, and stands for them too")
                    @Nullable Boolean complete,
            @Nullable @Size(max = 2_000) @Pattern(regexp = ADDRESS, message = ADDRESS_WORDS)
                    String proof,
            @Nullable @Pattern(regexp = SHA256, message = SHA256_WORDS) String proofSha256) {

        Statement asStatement() {
            return new Statement.Reporting(
                    caseKey,
                    matter,
                    step,
                    at,
                    vulnerability,
                    cleaned(reason),
                    dueAt,
                    Boolean.TRUE.equals(complete),
                    asProof(proof, proofSha256));
        }
    }

    private static @Nullable Proof asProof(@Nullable String address, @Nullable String sha256) {
        return address == null
                ? null
                : new Proof(address, sha256 == null ? null : sha256.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String cleaned(@Nullable String text) {
        return text == null ? null : Cleaned.text(text);
    }

    @Schema(name = "Retraction")
    record RetractionBody(@NotNull UUID submission, @NotBlank @Size(max = 2_000) String reason) {
        Statement asStatement() {
            return new Statement.Retraction(submission, Cleaned.text(reason));
        }
    }

    /// @param id under which the statement can be followed and retracted
    @Schema(name = "StatementAccepted")
    record StatementAccepted(UUID id, @Schema(examples = "accepted") String status) {}
}
