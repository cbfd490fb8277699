package dev.plumbline.events;

import dev.plumbline.events.Reference.SeverityVector;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was observed of one product, in the canonical language of ARCHITECTURE.md section 4.
///
/// Topic `plumbline.evidence.v1` (or its bulk lane), key = product. Owned by ingest-service.
public sealed interface Evidence extends Event {

    /// Key of the product in the catalogue.
    String product();

    Provenance provenance();

    /// Which part of its submission this is.
    Part part();

    @Override
    default String subject() {
        return product();
    }

    /// A release of a product went out.
    ///
    /// @param line the supported branch that it belongs to, such as `4.x`
    /// @param publishedAt the world's date of the release, never after the receipt
    /// @param prerelease candidates and previews do not count as supported releases
    /// @param artefacts what was shipped, with digests; empty if the maker did not say
    /// @param supportEnds the announced end of support of the *line*
    record ReleasePublished(
            String product,
            Provenance provenance,
            Part part,
            String line,
            String version,
            Instant publishedAt,
            boolean prerelease,
            List<Artefact> artefacts,
            @Nullable LocalDate supportEnds)
            implements Evidence {
        public ReleasePublished {
            artefacts = List.copyOf(artefacts);
        }
    }

    /// One shipped file. `sha256` is 64 lower-case hex digits.
    record Artefact(String name, String sha256) {}

    /// Support of a release line ended. Only this event takes a line out of "supported".
    record SupportEnded(
            String product, Provenance provenance, Part part, String line, Instant endedAt)
            implements Evidence {}

    /// The components of one release, from one SBOM.
    ///
    /// The same `quality` and `subjectSha256` stand in every part of a submission.
    ///
    /// @param release version of the release that the SBOM was sent for
    /// @param format such as `CycloneDX 1.6 JSON`
    /// @param subjectSha256 digests of the artefact that the SBOM says it describes
    /// @param unidentified components without a purl in the whole document: known of, not matchable
    record InventoryObserved(
            String product,
            Provenance provenance,
            Part part,
            String release,
            String format,
            List<String> subjectSha256,
            SbomQuality quality,
            int unidentified,
            List<Component> components)
            implements Evidence {
        public InventoryObserved {
            subjectSha256 = List.copyOf(subjectSha256);
            components = List.copyOf(components);
        }
    }

    /// One component: its purl as the document writes it, and what is said of it.
    ///
    /// @param cpe its CPE 2.2 or 2.3 name
    /// @param supplier who made or supplies it, as the document says
    /// @param dependsOn the components that it needs itself, as positions in the list of all
    ///     components over all parts of the submission, in their order, from 0 on; ascending, each
    ///     once, never itself; empty where the document says that it needs none, `null` where it
    ///     says nothing. Cycles are possible
    /// @param direct whether the described product needs it itself; `null` where the document does
    ///     not say what the product needs
    record Component(
            String purl,
            @Nullable String licence,
            @Nullable String sha256,
            @Nullable String cpe,
            @Nullable String supplier,
            @Nullable List<Integer> dependsOn,
            @Nullable Boolean direct) {
        public Component {
            dependsOn = dependsOn == null ? null : List.copyOf(dependsOn);
        }

        /// One of which no more is known.
        public Component(String purl, @Nullable String licence, @Nullable String sha256) {
            this(purl, licence, sha256, null, null, null, null);
        }
    }

    /// How complete an SBOM is against the 17 minimum elements of CISA 2026 (SCORING.md 4.3) and,
    /// beside them, the seven of NTIA 2021.
    ///
    /// @param components components in the whole document
    /// @param fields element → share 0..1 of the places where it belongs that carry a real value;
    ///     an explicit "unknown" counts half, a placeholder nothing
    /// @param ntia2021 the same for the seven data fields of NTIA's *Minimum Elements* (July 2021);
    ///     `null` in events of before they were counted
    record SbomQuality(
            int components, Map<String, Double> fields, @Nullable Map<String, Double> ntia2021) {
        public SbomQuality {
            fields = Map.copyOf(fields);
            ntia2021 = ntia2021 == null ? null : Map.copyOf(ntia2021);
        }

        /// Against the elements of CISA alone.
        public SbomQuality(int components, Map<String, Double> fields) {
            this(components, fields, null);
        }
    }

    /// A *complete* scan of a scope by a tool: what it no longer reports is gone.
    record FindingsObserved(
            String product,
            Provenance provenance,
            Part part,
            String release,
            Scan scan,
            List<Finding> findings)
            implements Evidence {
        public FindingsObserved {
            findings = List.copyOf(findings);
        }
    }

    /// What a scan looked at. Two scans with the same tool and scope replace one another.
    ///
    /// @param scope what was scanned, such as a repository, an image or a category of one; `""` is
    ///     the whole release
    /// @param rules how many rules ran, if the tool says so; 0 is an empty run, which proves
    ///     nothing
    /// @param files how many files it saw, if the tool says so
    /// @param codeLines lines of code in the scope, if the tool says so
    record Scan(
            String tool,
            @Nullable String toolVersion,
            List<ScanKind> kinds,
            String scope,
            @Nullable Integer rules,
            @Nullable Integer files,
            @Nullable Long codeLines) {
        public Scan {
            kinds = List.copyOf(kinds);
        }
    }

    /// What a scanner looks for.
    enum ScanKind {
        /// static analysis of source or binaries
        SAST,
        /// known flaws of components
        SCA,
        /// secrets in code or images
        SECRETS,
        /// probes of the running product, fuzzing included
        DAST,
        /// configuration and infrastructure code
        CONFIG
    }

    /// One thing that a scanner reports.
    ///
    /// @param fingerprint stable over runs; findings with the same fingerprint are one
    /// @param secret whether it is a credential, key or token in clear
    /// @param suppressed the reason, where the document says that people set it aside
    /// @param known which known vulnerability of which component it is, where the scanner matches
    ///     components against advisories; `null` for what the scanner found by itself
    record Finding(
            String fingerprint,
            String rule,
            String title,
            Severity severity,
            List<String> cwes,
            @Nullable String path,
            @Nullable Integer line,
            boolean secret,
            @Nullable String suppressed,
            @Nullable KnownFlaw known) {
        public Finding {
            cwes = List.copyOf(cwes);
        }
    }

    /// A known vulnerability of a component, as a scanner names it.
    ///
    /// @param ids its names, such as `CVE-2021-44228` and `GHSA-jfh8-c2jp-5v3q`; the scanner's own
    ///     first
    /// @param purl the component with its version; `null` where the scanner does not say
    /// @param fixedIn the lowest version without it, as the scanner says
    record KnownFlaw(List<String> ids, @Nullable String purl, @Nullable String fixedIn) {
        public KnownFlaw {
            ids = List.copyOf(ids);
        }
    }

    /// The maker's word on whether vulnerabilities concern a product.
    ///
    /// @param release the release that it was sent for; `null` speaks of the product
    record VexStated(
            String product,
            Provenance provenance,
            Part part,
            @Nullable String release,
            List<VexStatement> statements)
            implements Evidence {
        public VexStated {
            statements = List.copyOf(statements);
        }
    }

    /// One statement. `not_affected` without justification or impact statement is no decision.
    ///
    /// @param vulnerabilities the id that it names and its aliases
    /// @param purls components or products that it is about; empty means all of the product
    /// @param statedAt the document's own date of the statement
    record VexStatement(
            List<String> vulnerabilities,
            VexStatus status,
            @Nullable VexJustification justification,
            @Nullable String impactStatement,
            @Nullable String actionStatement,
            List<String> purls,
            @Nullable Instant statedAt) {
        public VexStatement {
            vulnerabilities = List.copyOf(vulnerabilities);
            purls = List.copyOf(purls);
        }

        /// Whether it decides something: any status but `under_investigation`, and `not_affected`
        /// only with a reason.
        public boolean decides() {
            return switch (status) {
                case UNDER_INVESTIGATION -> false;
                case NOT_AFFECTED ->
                        justification != null
                                || (impactStatement != null && !impactStatement.isBlank());
                case AFFECTED, FIXED -> true;
            };
        }
    }

    /// The four statuses of VEX.
    enum VexStatus {
        NOT_AFFECTED,
        AFFECTED,
        FIXED,
        UNDER_INVESTIGATION
    }

    /// The five justifications of VEX (CISA, *Minimum Requirements for VEX*, April 2023).
    enum VexJustification {
        COMPONENT_NOT_PRESENT,
        VULNERABLE_CODE_NOT_PRESENT,
        VULNERABLE_CODE_NOT_IN_EXECUTE_PATH,
        VULNERABLE_CODE_CANNOT_BE_CONTROLLED_BY_ADVERSARY,
        INLINE_MITIGATIONS_ALREADY_EXIST
    }

    /// One answer to one item of one measure of the catalogue.
    ///
    /// @param value 0..1, how far the item is met
    /// @param validUntil from when on it proves nothing any more
    /// @param proof where the proof can be read
    /// @param proofSha256 digest of what stood there when it was reported
    record FactReported(
            String product,
            Provenance provenance,
            Part part,
            String measure,
            String item,
            double value,
            @Nullable Instant validUntil,
            @Nullable String proof,
            @Nullable String proofSha256,
            @Nullable String statement)
            implements Evidence {
        public FactReported {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("value must lie in 0..1: " + value);
            }
        }
    }

    /// A release was held against one of the maker's gates.
    ///
    /// @param critical whether shipping past it sets the cap `gate-bypassed`
    /// @param exception who let it pass all the same, if anybody did
    record GateChecked(
            String product,
            Provenance provenance,
            Part part,
            String release,
            String gate,
            boolean passed,
            boolean critical,
            Instant checkedAt,
            @Nullable GateException exception)
            implements Evidence {}

    /// An exception from a gate; it counts only if granted before the release and not expired then.
    record GateException(
            String id,
            String owner,
            String grantedBy,
            String grantedByRole,
            String reason,
            Instant grantedAt,
            Instant expiresAt) {}

    /// The bytes of an earlier submission came again: nothing new but the date.
    ///
    /// @param first the submission that brought the bytes first
    record ObservedAgain(String product, Provenance provenance, Part part, UUID first)
            implements Evidence {}

    /// An earlier submission is withdrawn. What it made owed stays owed; what it credited is gone.
    record Retracted(
            String product, Provenance provenance, Part part, UUID retracted, String reason)
            implements Evidence {}

    /// The maker published, changed or took back a record of a flaw in its own product.
    ///
    /// The same id comes again with each change; the latest `updatedAt` is what now stands.
    ///
    /// @param release the release that it was sent for; `null` speaks of the product
    /// @param format such as `CVE JSON 5.1` or `CSAF 2.0`
    /// @param id what the publisher calls it: a CVE, or the id of an advisory
    /// @param aliases other names of the record itself
    /// @param vulnerabilities the flaws that it is about, CVEs where there are any; of a CVE record
    ///     its own id
    /// @param publisher who publishes it, such as the short name of a CNA
    /// @param publishedAt the first day on which it could be read
    /// @param publicAt when the flaw itself became public, if the record says so; a record may come
    ///     late
    /// @param affectedVersions whether versions or ranges that a program can read bound what is
    ///     affected
    /// @param remedy whether it says what to do: a fixed version, a solution, a workaround
    /// @param cpes of what is affected, as they are written; at most 1,000
    /// @param purls of what is affected, as they are written; at most 1,000
    record RecordPublished(
            String product,
            Provenance provenance,
            Part part,
            @Nullable String release,
            RecordKind kind,
            RecordState state,
            String format,
            String id,
            List<String> aliases,
            List<String> vulnerabilities,
            @Nullable String publisher,
            @Nullable String title,
            @Nullable Instant publishedAt,
            @Nullable Instant updatedAt,
            @Nullable Instant publicAt,
            List<String> cwes,
            List<SeverityVector> severities,
            boolean affectedVersions,
            boolean remedy,
            List<String> cpes,
            List<String> purls)
            implements Evidence {
        public RecordPublished {
            aliases = List.copyOf(aliases);
            vulnerabilities = List.copyOf(vulnerabilities);
            cwes = List.copyOf(cwes);
            severities = List.copyOf(severities);
            cpes = List.copyOf(cpes);
            purls = List.copyOf(purls);
        }
    }

    enum RecordKind {
        /// in the CVE list
        CVE_RECORD,
        /// the maker's own, such as one in CSAF
        ADVISORY
    }

    enum RecordState {
        PUBLISHED,
        /// it never was a flaw, or is another's duplicate
        REJECTED,
        /// it was public and is taken back
        WITHDRAWN
    }

    /// Something is owed that no document shows: an answer to a reporter, a public commitment.
    ///
    /// Said again under the same kind and key it is the same duty; a later date does not move the
    /// first one.
    ///
    /// @param kind what measures ask for, such as `outside-report`: one of [Duties]
    /// @param key what it is about, within the kind
    /// @param openedAt the world's instant from which it is owed, never after the receipt
    /// @param dueAt when it is due, if that was said to anybody
    /// @param attributes what filters of a catalogue look at, such as `vulnerability`
    record DutyOpened(
            String product,
            Provenance provenance,
            Part part,
            String kind,
            String key,
            String title,
            Instant openedAt,
            @Nullable Instant dueAt,
            @Nullable Severity severity,
            Map<String, String> attributes)
            implements Evidence {
        public DutyOpened {
            attributes = Map.copyOf(attributes);
            if (!Duties.canBeOpened(kind)) {
                throw new IllegalArgumentException("nobody reports that a " + kind + " is owed");
            }
        }
    }

    /// A duty was met.
    ///
    /// @param how such as `answered`, `triaged`, `delivered`
    /// @param metAt when that was, never after the receipt; a credit counts from the receipt all
    ///     the same unless an independent source says so
    /// @param proof where the proof can be read, and `proofSha256` what stood there
    record DutyMet(
            String product,
            Provenance provenance,
            Part part,
            String kind,
            String key,
            String how,
            Instant metAt,
            @Nullable String proof,
            @Nullable String proofSha256,
            @Nullable String statement)
            implements Evidence {
        public DutyMet {
            if (!Duties.canBeMet(kind)) {
                throw new IllegalArgumentException("nobody reports that a " + kind + " was met");
            }
        }
    }

    /// Somebody looked where something could have been; what was found is said for itself, so that
    /// a look without any more says that there was nothing.
    ///
    /// @param kind what was looked at, such as `report-intake`: one of [Duties#canBeLookedAt]
    record LookTaken(
            String product,
            Provenance provenance,
            Part part,
            String kind,
            Instant lookedAt,
            @Nullable String proof,
            @Nullable String proofSha256,
            @Nullable String statement)
            implements Evidence {
        public LookTaken {
            if (!Duties.canBeLookedAt(kind)) {
                throw new IllegalArgumentException("nobody reports a look at " + kind);
            }
        }
    }

    /// A case that may have to be reported to the authorities went one step on (Cyber Resilience
    /// Act, article 14).
    ///
    /// @param caseKey what the maker calls it
    /// @param at when that was, never after the receipt
    /// @param vulnerability its id, where there is one
    /// @param reason why; of a declaration and a dismissal always
    /// @param dueAt until when the authority wants an intermediate report
    /// @param complete whether a report says all that later ones have to, so that it stands for
    ///     them too
    /// @param proof where the receipt can be read, and `proofSha256` what stood there
    record ReportingAdvanced(
            String product,
            Provenance provenance,
            Part part,
            String caseKey,
            Matter matter,
            ReportingStep step,
            Instant at,
            @Nullable String vulnerability,
            @Nullable String reason,
            @Nullable Instant dueAt,
            boolean complete,
            @Nullable String proof,
            @Nullable String proofSha256)
            implements Evidence {}

    /// What has to be reported.
    enum Matter {
        /// an actively exploited vulnerability of the product
        VULNERABILITY,
        /// a severe incident that has an impact on its security
        INCIDENT
    }

    /// Steps of a case, in their usual order.
    enum ReportingStep {
        /// somebody told the maker, or a system did
        SIGNAL_RECEIVED,
        TRIAGE_STARTED,
        /// a person declared that the maker is aware: the clocks of the Act start
        AWARENESS_DECLARED,
        /// a person decided that there is nothing to report
        DISMISSED,
        EARLY_WARNING_SUBMITTED,
        NOTIFICATION_SUBMITTED,
        /// a corrective or mitigating measure is available
        FIX_AVAILABLE,
        FINAL_REPORT_SUBMITTED,
        INTERMEDIATE_REPORT_REQUESTED,
        INTERMEDIATE_REPORT_SUBMITTED,
        USERS_INFORMED
    }
}
