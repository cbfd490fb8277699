package dev.plumbline.scoring;

import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.Artefact;
import dev.plumbline.events.Evidence.Component;
import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.RecordKind;
import dev.plumbline.events.Evidence.RecordPublished;
import dev.plumbline.events.Evidence.RecordState;
import dev.plumbline.events.Evidence.ReleasePublished;
import dev.plumbline.events.Evidence.SbomQuality;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStated;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.events.Part;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.EpssScore;
import dev.plumbline.events.Reference.EpssScored;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Reference.FeedChecked;
import dev.plumbline.events.Reference.KevListed;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.events.Reference.SsvcDecided;
import dev.plumbline.events.Reference.TechnicalImpact;
import dev.plumbline.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Evidence in few words, for tests.
public final class Samples {
    private Samples() {}

    public static Provenance from(UUID submission, Instant observedAt, double trust) {
        return new Provenance(
                submission,
                "plumbline-ci",
                trust,
                observedAt,
                observedAt.plusSeconds(1),
                null,
                null);
    }

    public static Provenance ci(Instant observedAt) {
        return from(UUID.randomUUID(), observedAt, 0.9);
    }

    public static ReleasePublished release(
            String product, String line, String version, Instant publishedAt, String... sha256) {
        return new ReleasePublished(
                product,
                ci(publishedAt),
                Part.WHOLE,
                line,
                version,
                publishedAt,
                false,
                Arrays.stream(sha256).map(digest -> new Artefact("app", digest)).toList(),
                null);
    }

    public static InventoryObserved bill(
            String product, String release, Instant observedAt, String... purls) {
        return bill(product, release, ci(observedAt), Part.WHOLE, purls);
    }

    public static InventoryObserved bill(
            String product, String release, Provenance provenance, Part part, String... purls) {
        return new InventoryObserved(
                product,
                provenance,
                part,
                release,
                "CycloneDX 1.6 JSON",
                List.of(),
                new SbomQuality(purls.length, Map.of("name", 1.0, "version", 1.0, "licence", 0.5)),
                0,
                Arrays.stream(purls).map(purl -> new Component(purl, null, null)).toList());
    }

    /// An advisory for versions from `introduced` up to, and without, `fixed`.
    public static AdvisoryPublished advisory(
            String id,
            List<String> aliases,
            Instant publishedAt,
            @Nullable String severity,
            String ecosystem,
            String name,
            String introduced,
            String fixed) {
        return new AdvisoryPublished(
                from(UUID.randomUUID(), publishedAt, 1.0),
                Part.WHOLE,
                "osv",
                id,
                aliases,
                List.of(),
                publishedAt,
                publishedAt,
                null,
                "a flaw in " + name,
                List.of(),
                severity,
                List.of(),
                List.of(
                        new AffectedPackage(
                                ecosystem,
                                name,
                                null,
                                List.of(
                                        new Range(
                                                RangeType.ECOSYSTEM,
                                                List.of(
                                                        new RangeEvent(
                                                                RangeEventKind.INTRODUCED,
                                                                introduced),
                                                        new RangeEvent(
                                                                RangeEventKind.FIXED, fixed)))),
                                List.of(),
                                List.of())),
                null);
    }

    /// A bill of one component that only its CPE tells.
    public static InventoryObserved billOfCpe(
            String product, String release, Instant observedAt, String purl, String cpe) {
        InventoryObserved bill = bill(product, release, observedAt, purl);
        return new InventoryObserved(
                bill.product(),
                bill.provenance(),
                bill.part(),
                bill.release(),
                bill.format(),
                bill.subjectSha256(),
                bill.quality(),
                bill.unidentified(),
                List.of(new Component(purl, null, null, cpe, null, null, null)));
    }

    /// What NVD says of a product in versions before `fixed`.
    public static AdvisoryPublished applicable(
            String cve, Instant publishedAt, String cpe, String fixed) {
        AdvisoryPublished rated = rated("nvd", cve, publishedAt, "HIGH", null);
        return new AdvisoryPublished(
                rated.provenance(),
                rated.part(),
                rated.source(),
                rated.id(),
                rated.aliases(),
                rated.related(),
                rated.publishedAt(),
                rated.modifiedAt(),
                rated.withdrawn(),
                rated.summary(),
                rated.severities(),
                rated.databaseSeverity(),
                rated.cwes(),
                rated.affected(),
                List.of(new CpeRange(cpe, null, null, null, fixed)));
    }

    /// What a source that names no package says of a flaw, such as NVD.
    public static AdvisoryPublished rated(
            String source,
            String id,
            Instant modifiedAt,
            @Nullable String severity,
            @Nullable Instant withdrawn) {
        return new AdvisoryPublished(
                from(UUID.randomUUID(), modifiedAt, 1.0),
                Part.WHOLE,
                source,
                id,
                List.of(),
                List.of(),
                modifiedAt,
                modifiedAt,
                withdrawn,
                "what " + source + " says of " + id,
                List.of(),
                severity,
                List.of(),
                List.of(),
                null);
    }

    /// The same advisory with what its publisher says of the weaknesses behind the flaw.
    public static AdvisoryPublished classified(AdvisoryPublished advisory, String... cwes) {
        return new AdvisoryPublished(
                advisory.provenance(),
                advisory.part(),
                advisory.source(),
                advisory.id(),
                advisory.aliases(),
                advisory.related(),
                advisory.publishedAt(),
                advisory.modifiedAt(),
                advisory.withdrawn(),
                advisory.summary(),
                advisory.severities(),
                advisory.databaseSeverity(),
                List.of(cwes),
                advisory.affected(),
                advisory.applicability());
    }

    public static EpssScored epss(LocalDate day, Instant observedAt, EpssScore... scores) {
        return new EpssScored(
                from(UUID.randomUUID(), observedAt, 1.0),
                Part.WHOLE,
                "v2025.03.14",
                day,
                List.of(scores));
    }

    public static SsvcDecided ssvc(String cve, Exploitation exploitation, Instant decidedAt) {
        return new SsvcDecided(
                from(UUID.randomUUID(), decidedAt, 1.0),
                Part.WHOLE,
                cve,
                "CISA Coordinator",
                "2.0.3",
                exploitation,
                true,
                null,
                decidedAt);
    }

    public static RecordPublished record(String product, String cve, Instant publishedAt) {
        return new RecordPublished(
                product,
                ci(publishedAt),
                Part.WHOLE,
                null,
                RecordKind.CVE_RECORD,
                RecordState.PUBLISHED,
                "CVE JSON 5",
                cve,
                List.of(),
                List.of(cve),
                "meridian",
                "a flaw of our own",
                publishedAt,
                publishedAt,
                publishedAt,
                List.of("CWE-89"),
                List.of(),
                true,
                true,
                List.of(),
                List.of());
    }

    /// The same advisory, revised: withdrawn, or for other versions.
    public static AdvisoryPublished revised(
            AdvisoryPublished advisory,
            Instant modifiedAt,
            @Nullable Instant withdrawn,
            List<AffectedPackage> affected) {
        return new AdvisoryPublished(
                from(UUID.randomUUID(), modifiedAt, 1.0),
                Part.WHOLE,
                advisory.source(),
                advisory.id(),
                advisory.aliases(),
                advisory.related(),
                advisory.publishedAt(),
                modifiedAt,
                withdrawn,
                advisory.summary(),
                advisory.severities(),
                advisory.databaseSeverity(),
                advisory.cwes(),
                affected,
                null);
    }

    public static KevListed kev(String cve, LocalDate added, LocalDate due, Instant observedAt) {
        return new KevListed(
                from(UUID.randomUUID(), observedAt, 1.0),
                Part.WHOLE,
                cve,
                added,
                due,
                false,
                cve,
                List.of(),
                null);
    }

    public static FeedChecked checked(String feed, Instant asOf) {
        return new FeedChecked(from(UUID.randomUUID(), asOf, 1.0), Part.WHOLE, feed, asOf, 1);
    }

    public static FindingsObserved scan(
            String product, String release, Instant observedAt, Finding... findings) {
        return new FindingsObserved(
                product,
                ci(observedAt),
                Part.WHOLE,
                release,
                new Scan("semgrep", "1.0", List.of(ScanKind.SAST), "src", 100, 10, 200_000L),
                List.of(findings));
    }

    /// One document with a clean scan of each tool, in as many parts.
    public static List<Evidence> scans(
            String product, String release, Instant observedAt, String... tools) {
        Provenance document = ci(observedAt);
        List<Evidence> parts = new ArrayList<>();
        for (int i = 0; i < tools.length; i++) {
            parts.add(
                    new FindingsObserved(
                            product,
                            document,
                            new Part(i + 1, tools.length),
                            release,
                            new Scan(tools[i], "1.0", List.of(ScanKind.SAST), "", 100, 10, null),
                            List.of()));
        }
        return parts;
    }

    public static Finding finding(String fingerprint, Severity severity, String cwe) {
        return new Finding(
                fingerprint,
                "rule-1",
                "a weakness",
                severity,
                List.of(cwe),
                "a.java",
                7,
                false,
                null,
                null);
    }

    /// A complete scan of an image by a scanner that knows advisories.
    public static FindingsObserved componentScan(
            String product, String release, Instant observedAt, Finding... findings) {
        return new FindingsObserved(
                product,
                ci(observedAt),
                Part.WHOLE,
                release,
                new Scan("trivy", "0.60", List.of(ScanKind.SCA), "image", null, null, null),
                List.of(findings));
    }

    /// What such a scanner says of a component.
    ///
    /// @param names of the flaw, the scanner's own first
    public static Finding known(Severity severity, @Nullable String purl, String... names) {
        return new Finding(
                names[0] + " " + purl,
                names[0],
                "a known flaw",
                severity,
                List.of(),
                null,
                null,
                false,
                null,
                new KnownFlaw(List.of(names), purl, "1.2.0"));
    }

    public static FactReported fact(
            String product,
            Provenance provenance,
            String measure,
            String item,
            double value,
            @Nullable Instant validUntil) {
        return new FactReported(
                product,
                provenance,
                Part.WHOLE,
                measure,
                item,
                value,
                validUntil,
                null,
                null,
                null);
    }

    public static SsvcDecided judged(
            String cve,
            @Nullable Boolean automatable,
            @Nullable TechnicalImpact impact,
            Instant decidedAt) {
        return new SsvcDecided(
                from(UUID.randomUUID(), decidedAt, 1.0),
                Part.WHOLE,
                cve,
                "CISA Coordinator",
                "2.0.3",
                null,
                automatable,
                impact,
                decidedAt);
    }

    public static VexStated notAffected(
            String product, Instant observedAt, String vulnerability, String... purls) {
        return vex(
                product,
                observedAt,
                vulnerability,
                VexStatus.NOT_AFFECTED,
                VexJustification.VULNERABLE_CODE_NOT_IN_EXECUTE_PATH,
                purls);
    }

    public static VexStated vex(
            String product,
            Instant observedAt,
            String vulnerability,
            VexStatus status,
            @Nullable VexJustification justification,
            String... purls) {
        return new VexStated(
                product,
                ci(observedAt),
                Part.WHOLE,
                null,
                List.of(
                        new VexStatement(
                                List.of(vulnerability),
                                status,
                                justification,
                                null,
                                null,
                                List.of(purls),
                                observedAt)));
    }

    public static Instant day(int number) {
        return Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(number));
    }
}
