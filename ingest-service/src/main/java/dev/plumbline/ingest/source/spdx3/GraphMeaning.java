package dev.plumbline.ingest.source.spdx3;

import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.sbom.BillCollector;
import dev.plumbline.ingest.source.sbom.Claim;
import dev.plumbline.ingest.source.sbom.Listed;
import dev.plumbline.ingest.source.sbom.Purls;
import dev.plumbline.ingest.source.spdx.SpdxBill;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the elements of a graph say together.
final class GraphMeaning {
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_ID = 100;
    private static final Pattern READ = Pattern.compile("3\\.0(?:\\.\\d{1,3})?");
    private static final Pattern CONTEXT =
            Pattern.compile("/rdf/v?(\\d{1,3}(?:\\.\\d{1,3}){1,2})/");
    private static final Pattern VULNERABILITY =
            Pattern.compile("(?:CVE-\\d{4}-\\d{4,19}|GHSA(?:-[0-9a-z]{4}){3})$");

    /// Purposes of what SBOMs list besides software (SPDX 3.0, SoftwarePurpose).
    private static final Set<String> NOT_SOFTWARE =
            Set.of(
                    "bom",
                    "configuration",
                    "data",
                    "documentation",
                    "evidence",
                    "file",
                    "manifest",
                    "requirement",
                    "specification");

    private record Vex(
            VexStatus status,
            @Nullable VexJustification justification,
            @Nullable String impact,
            @Nullable String action,
            List<String> vulnerabilities,
            List<String> about,
            @Nullable Instant statedAt) {}

    private record Identifier(String type, String value) {}

    private record Digest(boolean hashed, @Nullable String sha256) {}

    private final Function<String, Unreadable> refusal;
    private final SpdxBill bill;
    private final Licences licences = new Licences();
    private final Map<String, String> parties = new HashMap<>();
    private final Map<String, Identifier> identifiers = new HashMap<>();
    private final Map<String, Set<String>> vulnerabilities = new HashMap<>();
    private final Map<String, String> concluded = new HashMap<>();
    private final Map<String, String> declared = new HashMap<>();
    private final Map<Long, Digest> files = new HashMap<>();
    private final Map<Long, Long> artifacts = new HashMap<>();
    private final List<Element> packages = new ArrayList<>();
    private final List<Vex> statements = new ArrayList<>();
    private final Set<String> authors = new LinkedHashSet<>();
    private final Set<String> tools = new LinkedHashSet<>();
    private @Nullable String contextVersion;
    private @Nullable String specVersion;
    private @Nullable Instant created;
    private boolean document;

    /// @param refusal makes a refusal of a reason, at the place where the walk stands
    GraphMeaning(Function<String, Unreadable> refusal) {
        this.refusal = refusal;
        this.bill = new SpdxBill(refusal);
    }

    private static long hash(String id) {
        return JsonReader.hashOf(id);
    }

    void context(@Nullable String address) throws Unreadable {
        Matcher version = CONTEXT.matcher(address == null ? "" : address);
        if (version.find()) {
            contextVersion = readable(version.group(1));
        }
    }

    private String readable(String version) throws Unreadable {
        if (!READ.matcher(version).matches()) {
            throw refusal.apply("of SPDX 3, version 3.0 is read");
        }
        return version;
    }

    /// Takes an element that was read to its end.
    void take(Element element) throws Unreadable {
        String id = element.id == null ? "" : element.id;
        switch (element.type) {
            case "SpdxDocument" -> {
                document = true;
                // an id that is no address names nothing outside of the document
                bill.element(
                        "sbom-version",
                        id.contains(":") || element.namespaces ? Claim.REAL : Claim.NOTHING);
                collection(element);
            }
            case "Sbom", "Bom", "Bundle" -> collection(element);
            case "CreationInfo" -> creation(element);
            case "Person", "Organization", "SoftwareAgent", "Agent", "Tool" -> {
                String name = element.name == null ? element.email : element.name;
                if (name != null) {
                    parties.put(id, name);
                }
            }
            case "Package", "AIPackage", "DatasetPackage" -> packageElement(element);
            case "File", "Snippet", "SoftwareArtifact" -> {
                bill.file(hash(id));
                if (element.hashed && files.size() < Source.MOST_ITEMS) {
                    files.put(hash(id), new Digest(true, element.sha256));
                }
            }
            case "ExternalIdentifier" -> {
                if (element.identifierType != null
                        && element.identifier != null
                        && !id.startsWith("_:/")) {
                    identifiers.put(id, new Identifier(element.identifierType, element.identifier));
                }
            }
            case "Relationship", "LifecycleScopedRelationship" -> relationship(element);
            case "Vulnerability" -> vulnerability(id, element);
            case "VexAffectedVulnAssessmentRelationship" -> vex(element, VexStatus.AFFECTED);
            case "VexFixedVulnAssessmentRelationship" -> vex(element, VexStatus.FIXED);
            case "VexNotAffectedVulnAssessmentRelationship" -> vex(element, VexStatus.NOT_AFFECTED);
            case "VexUnderInvestigationVulnAssessmentRelationship" ->
                    vex(element, VexStatus.UNDER_INVESTIGATION);
            default -> licence(id, element);
        }
    }

    private void collection(Element element) {
        element.roots.forEach(root -> bill.describes(hash(root)));
        if (element.sbomType) {
            bill.element("generation-context", Claim.REAL);
        }
        bill.remark(element.comment);
    }

    private void creation(Element element) throws Unreadable {
        if (element.specVersion != null) {
            specVersion = readable(element.specVersion.strip());
        }
        double worth = Claim.of(element.created);
        Instant when = Moments.instant(element.created);
        if (worth == Claim.REAL && when == null) {
            throw element.place.refuse("created must be a date and time with offset (RFC 3339)");
        }
        bill.element("timestamp", worth);
        created = created == null ? when : created;
        authors.addAll(element.createdBy);
        tools.addAll(element.createdUsing);
        bill.remark(element.comment);
    }

    private void packageElement(Element element) throws Unreadable {
        if (element.name == null) {
            throw element.place.refuse("a package must have a name");
        }
        if (element.id == null || element.id.isBlank() || element.id.startsWith("_:/")) {
            throw element.place.refuse("a package must have an spdxId");
        }
        if (packages.size() == Source.MOST_ITEMS) {
            throw refusal.apply("more than " + Source.MOST_ITEMS + " packages");
        }
        packages.add(element);
    }

    private void licence(String id, Element element) {
        switch (element.type) {
            case "ConjunctiveLicenseSet" -> licences.set(id, " AND ", element.members);
            case "DisjunctiveLicenseSet" -> licences.set(id, " OR ", element.members);
            case "LicenseExpression",
                    "ListedLicense",
                    "CustomLicense",
                    "License",
                    "AnyLicenseInfo",
                    "Element" -> {
                String listed = Licences.listed(id);
                String said =
                        element.licence != null
                                ? element.licence
                                : listed != null ? listed : element.name;
                if (said != null) {
                    licences.named(id, said);
                }
            }
            default -> {}
        }
    }

    private void relationship(Element element) throws Unreadable {
        String type =
                element.relation == null
                        ? ""
                        : element.relation.replace("_", "").toLowerCase(Locale.ROOT);
        for (String from : element.from) {
            for (String to : element.to) {
                relation(type, from, to);
            }
            if (element.to.isEmpty()
                    && type.equals("dependson")
                    && "complete".equals(element.completeness)) {
                bill.needsNothing(hash(from));
            }
        }
    }

    private void relation(String type, String from, String to) throws Unreadable {
        switch (type) {
            case "dependson",
                    "hasstaticlink",
                    "hasdynamiclink",
                    "hasprerequisite",
                    "hasoptionaldependency",
                    "hasprovideddependency" ->
                    needs(from, to);
            case "contains", "hasoptionalcomponent" -> bill.holds(hash(from), hash(to));
            case "generates", "ancestorof", "descendantof", "hasvariant", "copiedto", "expandsto" ->
                    bill.descends(hash(from), hash(to));
            case "describes" -> bill.describes(hash(to));
            case "hasconcludedlicense" -> concluded.putIfAbsent(from, to);
            case "hasdeclaredlicense" -> declared.putIfAbsent(from, to);
            case "hasdistributionartifact" -> {
                if (artifacts.size() < Source.MOST_ITEMS) {
                    artifacts.putIfAbsent(hash(from), hash(to));
                }
            }
            default -> {}
        }
    }

    private void needs(String from, String to) throws Unreadable {
        switch (Licences.listed(to)) {
            case "NOASSERTION" -> bill.needsUnknown(hash(from));
            case "NONE" -> bill.needsNothing(hash(from));
            case null, default -> bill.needs(hash(from), hash(to));
        }
    }

    private void vulnerability(String id, Element element) {
        Set<String> ids = new LinkedHashSet<>(element.identifiers);
        if (element.name != null && ids.isEmpty()) {
            ids.add(element.name.strip());
        }
        ids.removeIf(name -> name.isEmpty() || name.length() > LONGEST_ID);
        vulnerabilities.put(id, ids);
    }

    private void vex(Element element, VexStatus status) throws Unreadable {
        if (element.withdrawn) {
            return;
        }
        if (statements.size() == Source.MOST_ITEMS) {
            throw refusal.apply("more than 500,000 VEX relationships");
        }
        boolean notAffected = status == VexStatus.NOT_AFFECTED;
        statements.add(
                new Vex(
                        status,
                        notAffected ? justification(element.justification) : null,
                        notAffected ? Texts.shortened(element.impact, LONGEST_TEXT) : null,
                        Texts.shortened(element.action, LONGEST_TEXT),
                        List.copyOf(element.from),
                        List.copyOf(element.assessed.isEmpty() ? element.to : element.assessed),
                        element.modified != null ? element.modified : element.published));
    }

    private static @Nullable VexJustification justification(@Nullable String word) {
        String bare = word == null ? "" : word.replace("_", "").toLowerCase(Locale.ROOT);
        return switch (bare) {
            case "componentnotpresent" -> VexJustification.COMPONENT_NOT_PRESENT;
            case "vulnerablecodenotpresent" -> VexJustification.VULNERABLE_CODE_NOT_PRESENT;
            case "vulnerablecodenotinexecutepath" ->
                    VexJustification.VULNERABLE_CODE_NOT_IN_EXECUTE_PATH;
            case "vulnerablecodecannotbecontrolledbyadversary" ->
                    VexJustification.VULNERABLE_CODE_CANNOT_BE_CONTROLLED_BY_ADVERSARY;
            case "inlinemitigationsalreadyexist" ->
                    VexJustification.INLINE_MITIGATIONS_ALREADY_EXIST;
            default -> null;
        };
    }

    ParsedDocument result() throws Unreadable {
        String version = specVersion != null ? specVersion : contextVersion;
        if (version == null) {
            throw refusal.apply("neither @context nor specVersion tells the version of SPDX");
        }
        if (!document && packages.isEmpty() && statements.isEmpty()) {
            throw refusal.apply(
                    "there is no SpdxDocument, no package and no VEX relationship in it");
        }
        bill.element("format-name", Claim.REAL);
        bill.element("format-version", specVersion == null ? Claim.NOTHING : Claim.REAL);
        for (String author : authors) {
            bill.element("author", Claim.of(SpdxBill.bare(party(author))));
        }
        for (String tool : tools) {
            bill.tool(party(tool));
        }
        for (Element element : packages) {
            bill.add(listed(element));
        }
        BillCollector settled = bill.settled();
        List<VexStatement> said = new ArrayList<>();
        int unresolved = 0;
        for (Vex vex : statements) {
            VexStatement statement = statement(vex, settled);
            if (statement == null) {
                unresolved++;
            } else {
                said.add(statement);
            }
        }
        // a product without a component, and statements of it, is no inventory but a VEX document
        boolean vexOnly = settled.size() == 0 && !statements.isEmpty();
        return new ParsedDocument.Bill(
                "SPDX " + version + " JSON-LD",
                settled.tool(),
                vexOnly ? null : settled.inventory(),
                said,
                unresolved);
    }

    /// The name of a party; of one that is not in the document only what is written in place of its
    /// id, as some do.
    private @Nullable String party(String id) {
        String name = parties.get(id);
        if (name != null) {
            return name;
        }
        String bare = SpdxBill.bare(id);
        return id.equals(bare) ? null : bare;
    }

    private @Nullable String firstParty(List<String> ids) {
        String best = null;
        for (String id : ids) {
            best = Claim.better(best, SpdxBill.bare(party(id)));
        }
        return best;
    }

    private Listed listed(Element element) {
        for (String ref : element.identifierRefs) {
            Identifier identifier = identifiers.get(ref);
            if (identifier != null) {
                element.identified(identifier.type(), identifier.value());
            }
        }
        String id = element.id == null ? "" : element.id;
        Long artifact = artifacts.get(hash(id));
        Digest file = artifact == null ? null : files.get(artifact);
        String purpose = element.purpose == null ? "" : element.purpose.toLowerCase(Locale.ROOT);
        return new Listed(
                hash(id),
                element.name,
                element.version,
                element.purl,
                element.cpe,
                element.otherIdentifier,
                Claim.better(
                        licences.expression(concluded.get(id)),
                        licences.expression(declared.get(id))),
                Claim.better(firstParty(element.suppliedBy), firstParty(element.originatedBy)),
                element.sha256 == null && file != null ? file.sha256() : element.sha256,
                element.hashed || (file != null && file.hashed()),
                !element.type.equals("DatasetPackage") && !NOT_SOFTWARE.contains(purpose));
    }

    /// The statement about purls; `null` if it names no vulnerability, or nothing that is known
    /// here.
    private @Nullable VexStatement statement(Vex vex, BillCollector settled) {
        Set<String> ids = new LinkedHashSet<>();
        for (String ref : vex.vulnerabilities()) {
            Set<String> known = vulnerabilities.get(ref);
            Matcher named = VULNERABILITY.matcher(ref);
            if (known != null && !known.isEmpty()) {
                ids.addAll(known);
            } else if (named.find()) {
                ids.add(named.group());
            }
        }
        Set<String> purls = new LinkedHashSet<>();
        boolean all = false;
        for (String ref : vex.about()) {
            String purl = settled.purlOf(hash(ref));
            if (settled.isSubject(hash(ref))) {
                all = true;
            } else if (purl != null) {
                purls.add(purl);
            } else if (Purls.plausible(ref)) {
                purls.add(ref);
            }
        }
        if (ids.isEmpty() || (!all && purls.isEmpty())) {
            return null;
        }
        return new VexStatement(
                List.copyOf(ids),
                vex.status(),
                vex.justification(),
                vex.impact(),
                vex.action(),
                all ? List.of() : List.copyOf(purls),
                vex.statedAt() != null ? vex.statedAt() : created);
    }
}
