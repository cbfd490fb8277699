package dev.plumbline.ingest.source.cyclonedx;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.XmlReader;
import dev.plumbline.ingest.source.sbom.BillCollector;
import dev.plumbline.ingest.source.sbom.Claim;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one CycloneDX document in XML.
///
/// The namespace of the root element tells the version. The extensions of 1.0 to 1.2 for
/// vulnerabilities and the dependency graph have namespaces of their own, but names that mean the
/// same, so that they are read in passing.
final class XmlBill {
    static final String NAMESPACE = "http://cyclonedx.org/schema/bom/";

    private static final Set<String> VERSIONS =
            Set.of("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7");

    /// From this version on expressions and licences may stand side by side.
    private static final String MIXED_LICENCES = "1.7";

    private final XmlReader in;
    private final BillDraft draft;
    private final BillCollector bill;
    private String version = "";

    XmlBill(XmlReader in) {
        this.in = in;
        this.draft = new BillDraft(VERSIONS, in::refuse);
        this.bill = draft.bill();
    }

    ParsedDocument read(String root) throws IOException, Unreadable {
        String namespace = in.namespace();
        if (!root.equals("bom") || !namespace.startsWith(NAMESPACE)) {
            throw in.refuse("this is no CycloneDX document: its root element is not a bom");
        }
        version = namespace.substring(NAMESPACE.length());
        draft.specVersion(version);
        draft.serialNumber(in.attribute("serialNumber"));
        draft.bomVersion(in.attribute("version"));
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "metadata" -> metadata();
                case "components" -> {
                    draft.listsComponents();
                    componentList();
                }
                case "dependencies" -> dependencies();
                case "compositions" -> compositions();
                case "vulnerabilities" -> vulnerabilities(null);
                case "properties" -> properties();
                case "citations" -> citations();
                case "Signature" -> signature();
                default -> in.skip();
            }
        }
        return draft.result("XML");
    }

    private void signature() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            if (name.equals("SignatureValue")) {
                draft.signature(in.text());
            } else {
                in.skip();
            }
        }
    }

    private void metadata() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "timestamp" -> draft.looseTimestamp(in.text());
                case "lifecycles" -> lifecycles();
                case "tools" -> tools();
                case "authors" -> {
                    for (String author = in.child(); author != null; author = in.child()) {
                        draft.author(party());
                    }
                }
                case "manufacturer" -> draft.author(party());
                case "component" -> draft.subject(component());
                case "properties" -> properties();
                default -> in.skip();
            }
        }
    }

    private void lifecycles() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            for (String inner = in.child(); inner != null; inner = in.child()) {
                if (inner.equals("phase") || inner.equals("name")) {
                    draft.lifecycle(in.text());
                } else {
                    in.skip();
                }
            }
        }
    }

    /// Tools stand in `tool` (1.2 to 1.4, legacy later) or in lists of components and services.
    private void tools() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "tool" -> tool();
                case "components", "services" -> {
                    for (String one = in.child(); one != null; one = in.child()) {
                        tool();
                    }
                }
                default -> in.skip();
            }
        }
    }

    private void tool() throws IOException, Unreadable {
        String tool = null;
        String toolVersion = null;
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "name" -> tool = in.text();
                case "version" -> toolVersion = in.text();
                default -> in.skip();
            }
        }
        bill.tool(tool, toolVersion);
    }

    /// The name of a person or organisation, or their address; the best of several.
    private @Nullable String party() throws IOException, Unreadable {
        String party = null;
        for (String name = in.child(); name != null; name = in.child()) {
            if (name.equals("name") || name.equals("email")) {
                party = Claim.better(party, in.text());
            } else {
                in.skip();
            }
        }
        return party;
    }

    private void componentList() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            if (name.equals("component")) {
                draft.component(component());
            } else {
                in.skip();
            }
        }
    }

    private ComponentDraft component() throws IOException, Unreadable {
        Place place = in.place();
        ComponentDraft component = new ComponentDraft();
        String type = in.attribute("type");
        if (type != null && !Vocabulary.isType(type)) {
            throw in.refuse("a component's type must be one that CycloneDX knows, such as library");
        }
        component.type = type;
        String ref = in.attribute("bom-ref");
        if (ref != null && ref.isEmpty()) {
            throw in.refuse("a bom-ref must not be empty");
        }
        component.ref = ref == null ? 0 : JsonReader.hashOf(ref);
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "name" -> component.name = in.text();
                case "group" -> component.group = in.text();
                case "version" -> component.version = in.text();
                case "versionRange" -> component.ranged = in.text() != null;
                case "purl" -> component.purl = in.text();
                case "cpe" -> component.cpe(in.text());
                case "swid" -> {
                    component.identifier(true);
                    in.skip();
                }
                case "omniborId", "swhid" ->
                        component.identifier(Claim.of(in.text()) == Claim.REAL);
                case "supplier", "manufacturer" -> component.supplier(party());
                case "publisher", "author" -> component.supplier(in.text());
                case "authors" -> {
                    for (String author = in.child(); author != null; author = in.child()) {
                        component.supplier(party());
                    }
                }
                case "hashes" -> hashes(component);
                case "licenses" -> licences(component);
                case "components" -> componentList();
                case "pedigree" -> pedigree();
                case "properties" -> properties();
                case "vulnerabilities" -> vulnerabilities(ref);
                default -> in.skip();
            }
        }
        component.check(place);
        return component;
    }

    private void hashes(ComponentDraft component) throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            Place place = in.place();
            String algorithm = in.attribute("alg");
            component.hash(algorithm, in.text(), place);
        }
    }

    private void licences(ComponentDraft component) throws IOException, Unreadable {
        boolean chosen = false;
        boolean expressed = false;
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "license" -> {
                    chosen = true;
                    component.licence(licence());
                }
                case "expression" -> {
                    expressed = true;
                    component.licence(in.text());
                }
                case "expression-detailed" -> {
                    component.licence(in.attribute("expression"));
                    in.skip();
                }
                default -> in.skip();
            }
            if (chosen && expressed && version.compareTo(MIXED_LICENCES) < 0) {
                throw in.refuse("a licence is an expression or a license, not both");
            }
        }
    }

    private @Nullable String licence() throws IOException, Unreadable {
        Place place = in.place();
        String id = null;
        String licence = null;
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "id" -> id = in.text();
                case "name" -> licence = in.text();
                case "text" -> {
                    String encoding = in.attribute("encoding");
                    if (encoding != null && !encoding.equals("base64")) {
                        throw in.refuse("the encoding of a license text must be base64");
                    }
                    in.skip();
                }
                case "properties" -> properties();
                default -> in.skip();
            }
        }
        if (id == null && licence == null) {
            throw place.refuse("a license must have an id or a name");
        }
        return id != null ? id : licence;
    }

    private void pedigree() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            if (!name.equals("patches")) {
                in.skip();
                continue;
            }
            for (String patch = in.child(); patch != null; patch = in.child()) {
                if (!Vocabulary.isPatch(in.attribute("type"))) {
                    throw in.refuse("a patch must be unofficial, monkey, backport or cherry-pick");
                }
                in.skip();
            }
        }
    }

    private void properties() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            if (name.equals("property") && in.attribute("name") == null) {
                draft.namelessProperty(in.place());
            }
            in.skip();
        }
    }

    private void citations() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            Place place = in.place();
            int attributions = 0;
            int processes = 0;
            int targets = 0;
            for (String inner = in.child(); inner != null; inner = in.child()) {
                switch (inner) {
                    case "attributedTo" -> attributions++;
                    case "process" -> processes++;
                    case "pointers", "expressions" -> targets++;
                    default -> {}
                }
                in.skip();
            }
            boolean attributed = attributions + processes > 0;
            if (!attributed || attributions > 1 || processes > 1 || targets != 1) {
                throw place.refuse(
                        "a citation must have attributedTo or process, and either pointers or expressions");
            }
        }
    }

    private void dependencies() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            bill.stated(dependency());
        }
    }

    /// An element for the one that depends, with one inside for each that it depends upon; the old
    /// extension nests them deeper. What stands inside another one tells nothing of its own needs
    /// unless it has something inside, too.
    private long dependency() throws IOException, Unreadable {
        String ref = in.attribute("ref");
        if (ref == null || ref.isEmpty()) {
            throw in.refuse("a dependency must have a ref");
        }
        long from = JsonReader.hashOf(ref);
        for (String name = in.child(); name != null; name = in.child()) {
            if (name.equals("dependency")) {
                bill.edge(from, dependency());
            } else if (name.equals("provides")) {
                String provided = in.attribute("ref");
                bill.inGraph(provided == null ? 0 : JsonReader.hashOf(provided));
                in.skip();
            } else {
                in.skip();
            }
        }
        return from;
    }

    private void compositions() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            boolean unknown = false;
            List<Long> refs = new ArrayList<>();
            for (String inner = in.child(); inner != null; inner = in.child()) {
                switch (inner) {
                    case "aggregate" -> unknown = "unknown".equals(in.text());
                    case "assemblies", "dependencies" -> {
                        for (String one = in.child(); one != null; one = in.child()) {
                            String ref = in.attribute("ref");
                            if (ref != null) {
                                if (refs.size() == BillCollector.MOST_EDGES) {
                                    throw in.refuse("more than 4,000,000 references in one place");
                                }
                                refs.add(JsonReader.hashOf(ref));
                            }
                            in.skip();
                        }
                    }
                    default -> in.skip();
                }
            }
            if (unknown) {
                for (long ref : refs) {
                    bill.graphUnknown(ref);
                }
            }
        }
    }

    /// @param of the component that they stand in, as the old extension allows; `null` elsewhere
    private void vulnerabilities(@Nullable String of) throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            if (name.equals("vulnerability")) {
                draft.vulnerability(vulnerability(of));
            } else {
                in.skip();
            }
        }
    }

    private VulnerabilityDraft vulnerability(@Nullable String of) throws IOException, Unreadable {
        VulnerabilityDraft vulnerability = new VulnerabilityDraft();
        String ref = in.attribute("ref");
        if (ref != null) {
            vulnerability.affects(ref, null);
        } else if (of != null) {
            vulnerability.affects(of, null);
        }
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "id" -> vulnerability.id(in.text());
                case "source" -> vulnerability.source = source();
                case "references" -> {
                    for (String one = in.child(); one != null; one = in.child()) {
                        vulnerability.id(only("id"));
                    }
                }
                case "ratings" -> {
                    for (String one = in.child(); one != null; one = in.child()) {
                        rating(vulnerability);
                    }
                }
                case "cwes" -> {
                    for (String one = in.child(); one != null; one = in.child()) {
                        vulnerability.cwe(in.text());
                    }
                }
                case "description", "detail" -> vulnerability.describe(in.text());
                case "recommendation" -> vulnerability.recommendation = in.text();
                case "recommendations" -> vulnerability.recommendation = only("recommendation");
                case "updated" -> vulnerability.changed = Moments.instant(in.text());
                case "affects" -> {
                    for (String one = in.child(); one != null; one = in.child()) {
                        affected(vulnerability);
                    }
                }
                case "analysis" -> analysis(vulnerability);
                default -> in.skip();
            }
        }
        return vulnerability;
    }

    /// The name of who said it: an element inside, or an attribute of the old extension.
    private @Nullable String source() throws IOException, Unreadable {
        String attribute = in.attribute("name");
        String inside = only("name");
        return inside != null ? inside : attribute;
    }

    /// The text of the first element inside that has a name, the others passed over.
    private @Nullable String only(String wanted) throws IOException, Unreadable {
        String text = null;
        for (String name = in.child(); name != null; name = in.child()) {
            if (name.equals(wanted) && text == null) {
                text = in.text();
            } else {
                in.skip();
            }
        }
        return text;
    }

    private void rating(VulnerabilityDraft vulnerability) throws IOException, Unreadable {
        boolean extension = !in.namespace().startsWith(NAMESPACE);
        String source = null;
        String severity = null;
        String score = null;
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "source" -> source = source();
                case "severity" -> severity = in.text();
                case "score" -> score = extension ? only("base") : in.text();
                default -> in.skip();
            }
        }
        vulnerability.rating(source, severity, score);
    }

    private void affected(VulnerabilityDraft vulnerability) throws IOException, Unreadable {
        String ref = null;
        String fixedIn = null;
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "ref" -> ref = in.text();
                case "versions" -> {
                    for (String one = in.child(); one != null; one = in.child()) {
                        String unaffected = unaffectedVersion();
                        fixedIn = fixedIn == null ? unaffected : fixedIn;
                    }
                }
                default -> in.skip();
            }
        }
        vulnerability.affects(ref, fixedIn);
    }

    private @Nullable String unaffectedVersion() throws IOException, Unreadable {
        String affected = null;
        boolean unaffected = false;
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "version" -> affected = in.text();
                case "status" -> unaffected = "unaffected".equals(in.text());
                default -> in.skip();
            }
        }
        return unaffected ? affected : null;
    }

    private void analysis(VulnerabilityDraft vulnerability) throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "state" -> vulnerability.state = in.text();
                case "justification" -> vulnerability.justification = in.text();
                case "detail" -> vulnerability.detail = in.text();
                case "responses" -> {
                    for (String one = in.child(); one != null; one = in.child()) {
                        vulnerability.response(in.text());
                    }
                }
                case "firstIssued" -> vulnerability.firstIssued = Moments.instant(in.text());
                case "lastUpdated" -> vulnerability.lastUpdated = Moments.instant(in.text());
                default -> in.skip();
            }
        }
    }
}
