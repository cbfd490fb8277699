package dev.plumbline.ingest.source.cyclonedx;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.cyclonedx.VulnerabilityDraft.Affected;
import dev.plumbline.ingest.source.sbom.BillCollector;
import dev.plumbline.ingest.source.sbom.Claim;
import dev.plumbline.ingest.source.sbom.Purls;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One CycloneDX document while it is being read, whatever its form: what it says is checked and
/// gathered here, in any order, and understood at the end.
final class BillDraft {
    /// Versions whose properties may lack a name.
    private static final Set<String> LOOSE = Set.of("1.0", "1.1", "1.2", "1.3", "1.4", "1.5");

    private final Set<String> versions;
    private final Function<String, Unreadable> refusal;
    private final BillCollector bill;
    private final List<VulnerabilityDraft> vulnerabilities = new ArrayList<>();
    private int kept;
    private boolean listsComponents;
    private @Nullable String specVersion;
    private @Nullable Place namelessProperty;
    private @Nullable String scope;
    private @Nullable String subjectPurl;

    /// @param versions those that the form exists in
    BillDraft(Set<String> versions, Function<String, Unreadable> refusal) {
        this.versions = versions;
        this.refusal = refusal;
        this.bill = new BillCollector(refusal);
    }

    BillCollector bill() {
        return bill;
    }

    /// The document has a list of components, be it an empty one.
    void listsComponents() {
        listsComponents = true;
    }

    void specVersion(@Nullable String version) throws Unreadable {
        if (version == null || !versions.contains(version)) {
            List<String> all = versions.stream().sorted().toList();
            throw refusal.apply(
                    "specVersion must be one of " + all.getFirst() + " to " + all.getLast());
        }
        specVersion = version;
        bill.document("format-version", Claim.REAL);
        bill.document("format-name", Claim.REAL);
    }

    void serialNumber(@Nullable String serial) throws Unreadable {
        if (serial != null && !Vocabulary.isUuidUrn(serial)) {
            throw refusal.apply("serialNumber must be a UUID as urn:uuid:…");
        }
    }

    void bomVersion(@Nullable String version) {
        bill.document("sbom-version", version == null ? Claim.NOTHING : Claim.REAL);
    }

    /// A date and time with an offset, as JSON asks for.
    void timestamp(@Nullable String timestamp) throws Unreadable {
        if (timestamp == null) {
            return;
        }
        if (Moments.instant(timestamp) == null) {
            throw refusal.apply(
                    "metadata.timestamp must be a date and time with offset (RFC 3339)");
        }
        bill.document("timestamp", Claim.REAL);
    }

    /// A date and time as XML Schema writes it, where the offset may be missing: then nobody knows
    /// when it was, so that it is no timestamp of the minimum elements.
    void looseTimestamp(@Nullable String timestamp) throws Unreadable {
        if (timestamp != null && isLocalDateTime(timestamp)) {
            return;
        }
        timestamp(timestamp);
    }

    private static boolean isLocalDateTime(String text) {
        try {
            return text.length() >= 19 && LocalDateTime.parse(text).getYear() >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    void author(@Nullable String party) {
        bill.document("author", Claim.of(party));
    }

    void lifecycle(@Nullable String phase) {
        bill.document("generation-context", Claim.of(phase));
    }

    void signature(@Nullable String value) {
        bill.document("author-signature", Claim.of(value));
    }

    /// Remembers the first property that CycloneDX 1.6 and later forbid; whether it is forbidden is
    /// known only when the version was seen, which may come after it.
    void namelessProperty(Place place) {
        if (namelessProperty == null) {
            namelessProperty = place;
        }
    }

    /// What the document describes.
    void subject(ComponentDraft draft) throws Unreadable {
        bill.subject(draft.ref, draft.sha256());
        String purl = draft.purl;
        if (purl != null && Purls.plausible(purl)) {
            subjectPurl = Purls.versioned(purl, draft.version);
        }
        String name = draft.name == null ? "" : draft.name;
        if ("container".equals(draft.type)) {
            name = untagged(name);
        }
        scope = draft.group == null || draft.group.isBlank() ? name : draft.group + "/" + name;
    }

    /// An image's name without tag and digest, so that the next build is the same scope.
    private static String untagged(String image) {
        int digest = image.indexOf('@');
        String name = digest > 0 ? image.substring(0, digest) : image;
        int tag = name.lastIndexOf(':');
        return tag > name.lastIndexOf('/') && tag > 0 ? name.substring(0, tag) : name;
    }

    void component(ComponentDraft draft) throws Unreadable {
        bill.component(draft.listed());
    }

    void vulnerability(VulnerabilityDraft draft) throws Unreadable {
        kept += draft.size();
        if (kept > Source.MOST_ITEMS) {
            throw refusal.apply("more than 500,000 vulnerabilities and affected components");
        }
        vulnerabilities.add(draft);
    }

    /// @param form such as `JSON`
    ParsedDocument result(String form) throws Unreadable {
        if (specVersion == null) {
            throw refusal.apply("specVersion is missing");
        }
        if (namelessProperty != null && !LOOSE.contains(specVersion)) {
            throw namelessProperty.refuse("a property must have a name and, if any, a value");
        }
        String format = "CycloneDX " + specVersion + " " + form;
        boolean billed = listsComponents || vulnerabilities.isEmpty();
        ParsedDocument.Inventory inventory = billed ? bill.inventory() : null;
        List<VexStatement> statements = new ArrayList<>();
        List<VulnerabilityDraft> findings = new ArrayList<>();
        int unresolved = 0;
        for (VulnerabilityDraft vulnerability : vulnerabilities) {
            if (vulnerability.ids().isEmpty()) {
                unresolved++;
            } else if (!vulnerability.isAnalysed()) {
                findings.add(vulnerability);
            } else {
                VexStatement statement = statement(vulnerability);
                if (statement == null) {
                    unresolved++;
                } else {
                    statements.add(statement);
                }
            }
        }
        Bill said = new Bill(format, bill.tool(), inventory, statements, unresolved);
        if (findings.isEmpty()) {
            return said;
        }
        ParsedDocument.ScanReport report = scan(findings).report(format, bill.tool());
        return inventory == null && statements.isEmpty() && unresolved == 0
                ? report
                : new ParsedDocument.Several(format, bill.tool(), List.of(said, report));
    }

    /// `null` if all that it is about is unknown.
    private @Nullable VexStatement statement(VulnerabilityDraft vulnerability) {
        Set<String> purls = new LinkedHashSet<>();
        boolean all = vulnerability.affects().isEmpty();
        boolean unknown = false;
        for (Affected affected : vulnerability.affects()) {
            String purl = purlOf(affected.ref());
            if (bill.isSubject(JsonReader.hashOf(affected.ref()))) {
                all = true;
            } else if (purl != null) {
                purls.add(purl);
            } else {
                unknown = true;
            }
        }
        return !all && purls.isEmpty() && unknown
                ? null
                : vulnerability.about(all ? List.of() : List.copyOf(purls));
    }

    /// The purl that a reference stands for; `null` if it stands for nothing with a purl.
    private @Nullable String purlOf(String ref) {
        String purl = bill.purlOf(JsonReader.hashOf(ref));
        return purl != null ? purl : Purls.plausible(ref) ? ref : null;
    }

    /// What scanners report: each vulnerability of each component that it affects. Of a component
    /// that the document does not hold it is a finding all the same.
    private ScanCollector scan(List<VulnerabilityDraft> findings) {
        ScanCollector collector = new ScanCollector();
        String tool = bill.toolName() == null ? "unknown tool" : bill.toolName();
        ScanCollector.Gathering scan =
                collector
                        .scan(tool, scope == null ? "" : scope)
                        .version(bill.toolVersion())
                        .kinds(List.of(ScanKind.SCA));
        for (VulnerabilityDraft finding : findings) {
            if (finding.affects().isEmpty()) {
                scan.add(found(finding, null, null, ""));
            }
            for (Affected affected : finding.affects()) {
                boolean product = bill.isSubject(JsonReader.hashOf(affected.ref()));
                String purl = product ? subjectPurl : purlOf(affected.ref());
                scan.add(
                        found(
                                finding,
                                purl,
                                affected.fixedIn(),
                                purl != null ? purl : product ? "" : affected.ref()));
            }
        }
        return collector;
    }

    private static Found found(
            VulnerabilityDraft finding,
            @Nullable String purl,
            @Nullable String fixedIn,
            String place) {
        List<String> ids = finding.ids();
        return new Found(
                ids.getFirst(),
                finding.title(),
                finding.severity(),
                finding.cwes(),
                null,
                null,
                false,
                null,
                new KnownFlaw(ids, purl, fixedIn),
                // a document may name one component twice: that is one finding
                place,
                place);
    }
}
