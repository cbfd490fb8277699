package dev.plumbline.events;

import dev.plumbline.events.Evidence.*;
import dev.plumbline.events.Reference.*;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One event of each type, with every field set: what the frozen files in `samples/` say.
final class Samples {
    private static final UUID SUBMISSION = UUID.fromString("0199b3a0-0000-7000-8000-000000000001");
    private static final UUID DECISION = UUID.fromString("0199b3a0-0000-7000-8000-000000000002");
    private static final Instant SEEN = Instant.parse("2026-10-12T08:30:00Z");
    private static final Instant RECEIVED = Instant.parse("2026-11-22T14:05:00Z");
    private static final String SHA256 = "ab".repeat(32);
    private static final Provenance PROVENANCE =
            new Provenance(SUBMISSION, "plumbline-ci", 0.9, SEEN, RECEIVED, SHA256, "syft 1.20.0");
    private static final String PRODUCT = "portal";

    private Samples() {}

    static Event of(EventType type) {
        return switch (type) {
            case RELEASE_PUBLISHED ->
                    new ReleasePublished(
                            PRODUCT,
                            PROVENANCE,
                            Part.WHOLE,
                            "4.x",
                            "4.9.2",
                            SEEN,
                            false,
                            List.of(new Artefact("portal-4.9.2.tar.gz", SHA256)),
                            LocalDate.parse("2031-11-22"));
            case SUPPORT_ENDED -> new SupportEnded(PRODUCT, PROVENANCE, Part.WHOLE, "2.x", SEEN);
            case INVENTORY_OBSERVED ->
                    new InventoryObserved(
                            PRODUCT,
                            PROVENANCE,
                            new Part(1, 2),
                            "4.9.2",
                            "CycloneDX 1.6 JSON",
                            List.of(SHA256),
                            new SbomQuality(
                                    1500, Map.of("component-name", 1.0), Map.of("supplier", 0.5)),
                            3,
                            List.of(
                                    new Component(
                                            "pkg:npm/jquery@3.4.1",
                                            "MIT",
                                            SHA256,
                                            "cpe:2.3:a:jquery:jquery:3.4.1:*:*:*:*:*:*:*",
                                            "OpenJS Foundation",
                                            List.of(1),
                                            true)));
            case FINDINGS_OBSERVED ->
                    new FindingsObserved(
                            PRODUCT,
                            PROVENANCE,
                            Part.WHOLE,
                            "4.9.2",
                            new Scan(
                                    "Semgrep",
                                    "1.90.0",
                                    List.of(ScanKind.SAST),
                                    "portal",
                                    812,
                                    344,
                                    41000L),
                            List.of(
                                    new Finding(
                                            "9f2c",
                                            "java.sql-injection",
                                            "SQL from user input",
                                            Severity.HIGH,
                                            List.of("CWE-89"),
                                            "src/SearchDao.java",
                                            42,
                                            false,
                                            "false positive",
                                            null),
                                    new Finding(
                                            "1c07",
                                            "CVE-2020-11023",
                                            "jquery: untrusted HTML is run",
                                            Severity.MEDIUM,
                                            List.of("CWE-79"),
                                            null,
                                            null,
                                            false,
                                            null,
                                            new KnownFlaw(
                                                    List.of(
                                                            "CVE-2020-11023",
                                                            "GHSA-jpcq-cgw6-v4j6"),
                                                    "pkg:npm/jquery@3.4.1",
                                                    "3.5.0"))));
            case VEX_STATED ->
                    new VexStated(
                            PRODUCT,
                            PROVENANCE,
                            Part.WHOLE,
                            "4.9.2",
                            List.of(
                                    new VexStatement(
                                            List.of("CVE-2020-11023"),
                                            VexStatus.NOT_AFFECTED,
                                            VexJustification.VULNERABLE_CODE_NOT_IN_EXECUTE_PATH,
                                            "never given user input",
                                            "none",
                                            List.of("pkg:npm/jquery@3.4.1"),
                                            SEEN)));
            case FACT_REPORTED ->
                    new FactReported(
                            PRODUCT,
                            PROVENANCE,
                            Part.WHOLE,
                            "vdp-complete",
                            "channel",
                            1,
                            RECEIVED,
                            "https://meridian.example/security",
                            SHA256,
                            "a mailbox that a person reads");
            case GATE_CHECKED ->
                    new GateChecked(
                            PRODUCT,
                            PROVENANCE,
                            Part.WHOLE,
                            "4.9.2",
                            "no-critical",
                            false,
                            true,
                            SEEN,
                            new GateException(
                                    "EX-7",
                                    "team-portal",
                                    "c.meyer",
                                    "executive",
                                    "fix ships in 4.9.3",
                                    SEEN,
                                    RECEIVED));
            case RECORD_PUBLISHED ->
                    new RecordPublished(
                            PRODUCT,
                            PROVENANCE,
                            Part.WHOLE,
                            "4.9.2",
                            RecordKind.ADVISORY,
                            RecordState.PUBLISHED,
                            "CSAF 2.0",
                            "MS-2026-0007",
                            List.of("MSRC-7"),
                            List.of("CVE-2026-10007"),
                            "Meridian Systems",
                            "Portal: search runs SQL of the caller",
                            SEEN,
                            RECEIVED,
                            SEEN,
                            List.of("CWE-89"),
                            List.of(
                                    new SeverityVector(
                                            "CVSS_V3",
                                            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")),
                            true,
                            true,
                            List.of("cpe:2.3:a:meridian:portal:4.9.1:*:*:*:*:*:*:*"),
                            List.of("pkg:generic/meridian/portal@4.9.1"));
            case DUTY_OPENED ->
                    new DutyOpened(
                            PRODUCT,
                            PROVENANCE,
                            Part.WHOLE,
                            "outside-report",
                            "VR-2026-0012",
                            "search runs SQL of the caller",
                            SEEN,
                            RECEIVED,
                            Severity.HIGH,
                            Map.of("vulnerability", "CVE-2026-10007"));
            case DUTY_MET ->
                    new DutyMet(
                            PRODUCT,
                            PROVENANCE,
                            Part.WHOLE,
                            "outside-report",
                            "VR-2026-0012",
                            "answered",
                            RECEIVED,
                            "https://meridian.example/reports/12",
                            SHA256,
                            "thanked and asked for a sample");
            case LOOK_TAKEN ->
                    new LookTaken(
                            PRODUCT,
                            PROVENANCE,
                            Part.WHOLE,
                            "report-intake",
                            SEEN,
                            "https://meridian.example/reports",
                            SHA256,
                            "one report in October");
            case REPORTING_ADVANCED ->
                    new ReportingAdvanced(
                            PRODUCT,
                            PROVENANCE,
                            Part.WHOLE,
                            "IR-2026-003",
                            Matter.VULNERABILITY,
                            ReportingStep.INTERMEDIATE_REPORT_REQUESTED,
                            SEEN,
                            "CVE-2026-10007",
                            "the CSIRT asks how many customers are concerned",
                            RECEIVED,
                            true,
                            "https://meridian.example/receipts/3",
                            SHA256);
            case OBSERVED_AGAIN -> new ObservedAgain(PRODUCT, PROVENANCE, Part.WHOLE, DECISION);
            case RETRACTED ->
                    new Retracted(PRODUCT, PROVENANCE, Part.WHOLE, DECISION, "wrong branch");
            case ADVISORY_PUBLISHED ->
                    new AdvisoryPublished(
                            PROVENANCE,
                            new Part(3, 5),
                            "osv",
                            "GHSA-jpcq-cgw6-v4j6",
                            List.of("CVE-2020-11023"),
                            List.of("CVE-2020-11022"),
                            SEEN,
                            RECEIVED,
                            RECEIVED,
                            "XSS in jQuery",
                            List.of(
                                    new SeverityVector(
                                            "CVSS_V3",
                                            "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:C/C:H/I:L/A:N")),
                            "MODERATE",
                            List.of("CWE-79"),
                            List.of(
                                    new AffectedPackage(
                                            "npm",
                                            "jquery",
                                            "pkg:npm/jquery",
                                            List.of(
                                                    new Range(
                                                            RangeType.SEMVER,
                                                            List.of(
                                                                    new RangeEvent(
                                                                            RangeEventKind
                                                                                    .INTRODUCED,
                                                                            "1.0.3"),
                                                                    new RangeEvent(
                                                                            RangeEventKind.FIXED,
                                                                            "3.5.0")))),
                                            List.of("3.4.1"),
                                            List.of(new SeverityVector("Ubuntu", "medium")))),
                            List.of(
                                    new CpeRange(
                                            "cpe:2.3:a:jquery:jquery:*:*:*:*:*:*:*:*",
                                            "1.0.3",
                                            "1.0.2",
                                            "3.4.1",
                                            "3.5.0")));
            case KEV_LISTED ->
                    new KevListed(
                            PROVENANCE,
                            Part.WHOLE,
                            "CVE-2020-11023",
                            LocalDate.parse("2025-01-23"),
                            LocalDate.parse("2025-02-13"),
                            false,
                            "JQuery Cross-Site Scripting (XSS) Vulnerability",
                            List.of("CWE-79"),
                            "nvd");
            case EPSS_SCORED ->
                    new EpssScored(
                            PROVENANCE,
                            new Part(1, 130),
                            "v2025.03.14",
                            LocalDate.parse("2026-10-12"),
                            List.of(new EpssScore("CVE-2020-11023", 0.29914, 0.96483)));
            case SSVC_DECIDED ->
                    new SsvcDecided(
                            PROVENANCE,
                            Part.WHOLE,
                            "CVE-2020-11023",
                            "CISA Coordinator",
                            "2.0.3",
                            Exploitation.ACTIVE,
                            false,
                            TechnicalImpact.PARTIAL,
                            SEEN);
            case FEED_CHECKED -> new FeedChecked(PROVENANCE, new Part(5, 5), "osv", SEEN, 4);
            case FINDING_TRIAGED ->
                    new Decision.FindingTriaged(
                            DECISION,
                            PRODUCT,
                            "a.okafor",
                            SEEN,
                            "CVE-2020-11023",
                            "3.x",
                            VexStatus.NOT_AFFECTED,
                            VexJustification.VULNERABLE_CODE_NOT_PRESENT,
                            "the build strips it",
                            0.7);
            case RISK_ACCEPTED ->
                    new Decision.RiskAccepted(
                            DECISION,
                            PRODUCT,
                            "a.okafor",
                            SEEN,
                            "match/CVE-2020-11023/3.x",
                            "line ends in June",
                            "team-portal",
                            "c.meyer",
                            "executive",
                            RECEIVED,
                            SUBMISSION);
            case WAIVER_ENDED ->
                    new Decision.WaiverEnded(
                            SUBMISSION, PRODUCT, "a.okafor", SEEN, DECISION, "fixed in 3.14.8");
            case SUBMISSION_ERRONEOUS ->
                    new Decision.SubmissionErroneous(
                            DECISION,
                            PRODUCT,
                            "a.okafor",
                            SEEN,
                            SUBMISSION,
                            "l.brandt",
                            "SBOM of another product");
            case UNIT_SAVED -> new CatalogChange.UnitSaved("commerce", 2, false, "Commerce");
            case TEAM_SAVED ->
                    new CatalogChange.TeamSaved("checkout", 1, false, "Checkout", "commerce");
            case PRODUCT_SAVED ->
                    new CatalogChange.ProductSaved(
                            PRODUCT,
                            3,
                            false,
                            "Portal",
                            "checkout",
                            3,
                            "the customers' front door");
            case LINE_SAVED ->
                    new CatalogChange.LineSaved("4.x", 1, false, PRODUCT, "current line");
            case HOOK_SAVED ->
                    new CatalogChange.HookSaved(
                            "acme-github",
                            4,
                            false,
                            CatalogChange.HookKind.GITHUB,
                            true,
                            true,
                            List.of(
                                    new CatalogChange.HookTarget("acme/portal", PRODUCT, "4.9.2"),
                                    new CatalogChange.HookTarget("acme/*", PRODUCT, null)),
                            List.of(
                                    new CatalogChange.HookSecret(
                                            "v1.0a1b2c3d.bm9uY2U.c2VhbGVk", null),
                                    new CatalogChange.HookSecret(
                                            "v1.0a1b2c3d.bm9uY2U.b2xkZXI", SEEN)));
            case FEED_SAVED ->
                    new CatalogChange.FeedSaved(
                            "osv",
                            2,
                            false,
                            CatalogChange.FeedKind.OSV,
                            true,
                            "https://mirror.example/osv",
                            60,
                            List.of("Maven", "npm"),
                            "v1.0a1b2c3d.bm9uY2U.c2VhbGVk");
            case CONNECTION_REPORTED ->
                    new ConnectionReported(
                            "feed/osv",
                            SEEN,
                            ConnectionReported.State.FAILING,
                            SEEN,
                            SEEN,
                            SEEN,
                            "2026-10-12T08:00:00Z",
                            1200,
                            3,
                            1,
                            "429 from the publisher; tried again at 09:00");
            case ASSESSMENT_REQUESTED -> new AssessmentRequested(PRODUCT);
            case OBLIGATION_CHANGED ->
                    new ObligationChanged(
                            DECISION,
                            PRODUCT,
                            "kev-fix-on-time",
                            "CVE-2020-11023/3.x",
                            "kev-match",
                            "CVE-2020-11023 in jquery 3.4.1",
                            "CVE-2020-11023",
                            "pkg:npm/jquery@3.4.1",
                            "3.x",
                            "3.14.7",
                            Severity.MEDIUM,
                            0.75,
                            SEEN,
                            SEEN,
                            SEEN,
                            RECEIVED,
                            "release-fixed",
                            false,
                            false,
                            List.of(
                                    new ObligationChanged.Reason(
                                            "jquery 3.4.1 lies in >=1.0.3 <3.5.0",
                                            SUBMISSION,
                                            SEEN)),
                            0.42,
                            List.of("CWE-79"));
            case SCORE_COMPUTED -> score();
            case PROGRESS_REPORTED ->
                    new ProgressReported(
                            SUBMISSION,
                            ProgressReported.Step.PARSED,
                            RECEIVED,
                            PRODUCT,
                            "4.9.2",
                            "CycloneDX 1.6 JSON",
                            "syft 1.20.0",
                            "plumbline-ci",
                            SEEN,
                            Map.of("components", 1500L),
                            "half a document");
        };
    }

    private static ScoreComputed score() {
        var figure =
                new ScoreComputed.Figure(
                        60,
                        67.351,
                        92.9,
                        0.577,
                        List.of(
                                new ScoreComputed.Cap(
                                        "kev-overdue",
                                        60,
                                        "CVE-2020-11023 is 1 day past its KEV date on line 3.x",
                                        List.of("CVE-2020-11023/3.x"))));
        var change =
                new ScoreComputed.Change(
                        SEEN,
                        "evidence",
                        "SBOM of 4.9.2",
                        SUBMISSION,
                        1.5,
                        Map.of("1", 2.5),
                        Map.of("kev-fix-on-time", 2.5),
                        Map.of("1", 0.0));
        return new ScoreComputed(
                PRODUCT,
                7,
                RECEIVED,
                new ScoreComputed.Catalogue("core", "1.0", SHA256),
                figure,
                List.of(
                        new ScoreComputed.Principle(
                                "1",
                                "Own customer outcomes",
                                "Outcomes",
                                figure,
                                List.of(
                                        new ScoreComputed.Theme(
                                                "remediation",
                                                "Remediation",
                                                0.5,
                                                0.7,
                                                0.9,
                                                List.of(
                                                        new ScoreComputed.Measure(
                                                                "kev-fix-on-time",
                                                                "KEV fixed by due day",
                                                                10,
                                                                0.909,
                                                                0.95,
                                                                1,
                                                                0.909,
                                                                0.6,
                                                                2,
                                                                1,
                                                                1,
                                                                "2 owed, 1 late",
                                                                Map.of("cra", List.of("I.2.a")),
                                                                false)))))),
                List.of(change),
                List.of(
                        new ScoreComputed.HistoryPoint(
                                SEEN, 59, Map.of("1", 60.0), 0.5, 90, change)),
                List.of(
                        new ScoreComputed.Action(
                                "fix",
                                "Release 3.14.8 with jquery 3.5.0 or later",
                                "closes CVE-2020-11023 on 3.x",
                                "team",
                                "1",
                                "kev-fix-on-time",
                                "CVE-2020-11023/3.x",
                                4.9,
                                7.4,
                                true)),
                List.of(SUBMISSION));
    }
}
