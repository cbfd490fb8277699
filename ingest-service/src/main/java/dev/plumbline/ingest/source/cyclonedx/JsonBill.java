package dev.plumbline.ingest.source.cyclonedx;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.sbom.BillCollector;
import dev.plumbline.ingest.source.sbom.Claim;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one CycloneDX document in JSON.
final class JsonBill {
    private static final Set<String> VERSIONS = Set.of("1.2", "1.3", "1.4", "1.5", "1.6", "1.7");
    private static final long EMPTY_TEXT = JsonReader.hashOf("");

    private final JsonReader in;
    private final BillDraft draft;
    private final BillCollector bill;
    private boolean formatNamed;
    private long[] waiting = new long[64];
    private int waitingCount;

    JsonBill(JsonReader in) {
        this.in = in;
        this.draft = new BillDraft(VERSIONS, in::refuse);
        this.bill = draft.bill();
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("a CycloneDX document");
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "bomFormat" -> bomFormat();
                case "specVersion" -> draft.specVersion(in.text());
                case "serialNumber" -> draft.serialNumber(in.text());
                case "version" -> draft.bomVersion(in.scalarText());
                case "metadata" -> metadata();
                case "components" -> {
                    draft.listsComponents();
                    componentList();
                }
                case "dependencies" -> dependencies();
                case "compositions" -> compositions();
                case "vulnerabilities" -> vulnerabilities();
                case "properties" -> properties();
                case "citations" -> citations();
                case "signature" -> signature();
                default -> in.skip();
            }
        }
        if (!formatNamed) {
            throw in.refuse("bomFormat is missing: this is no CycloneDX document");
        }
        return draft.result("JSON");
    }

    private void bomFormat() throws IOException, Unreadable {
        if (!"CycloneDX".equals(in.text())) {
            throw in.refuse("bomFormat must be CycloneDX");
        }
        formatNamed = true;
    }

    private void signature() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "value" -> draft.signature(in.text());
                case "signers", "chain" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            signature();
                        }
                    }
                }
                default -> in.skip();
            }
        }
    }

    private void metadata() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "timestamp" -> draft.timestamp(in.text());
                case "tools" -> tools();
                case "authors" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            draft.author(party());
                        }
                    }
                }
                case "manufacturer" -> draft.author(party());
                case "lifecycles" -> lifecycles();
                case "component" -> {
                    if (!in.onNull()) {
                        draft.subject(component());
                    }
                }
                case "properties" -> properties();
                default -> in.skip();
            }
        }
    }

    private void lifecycles() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("phase") || field.equals("name")) {
                        draft.lifecycle(in.text());
                    } else {
                        in.skip();
                    }
                }
            }
        }
    }

    /// Tools are a list (1.2 to 1.4, legacy later) or an object of components and services (from
    /// 1.5 on).
    private void tools() throws IOException, Unreadable {
        if (in.onList()) {
            toolList();
        } else if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("components") || field.equals("services")) {
                    toolList();
                } else {
                    in.skip();
                }
            }
        }
    }

    private void toolList() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            String name = null;
            String version = null;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "name" -> name = in.text();
                    case "version" -> version = in.scalarText();
                    default -> in.skip();
                }
            }
            bill.tool(name, version);
        }
    }

    /// The name of a person or organisation, or their address; the best of several.
    private @Nullable String party() throws IOException, Unreadable {
        if (in.onString()) {
            return in.text();
        }
        String party = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "name", "email" -> party = Claim.better(party, in.text());
                    default -> in.skip();
                }
            }
        }
        return party;
    }

    private void componentList() throws IOException, Unreadable {
        if (in.onNull()) {
            return;
        }
        in.enterList("components");
        while (in.element()) {
            draft.component(component());
        }
    }

    private ComponentDraft component() throws IOException, Unreadable {
        in.enterObject("a component");
        Place place = in.place();
        ComponentDraft component = new ComponentDraft();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "type" -> component.type = componentType();
                case "name" -> component.name = in.text();
                case "group" -> component.group = in.text();
                case "version" -> component.version = in.scalarText();
                case "versionRange" -> component.ranged = in.scalarText() != null;
                case "purl" -> component.purl = in.text();
                case "bom-ref" -> component.ref = reference();
                case "cpe" -> component.cpe(in.text());
                case "swid" -> {
                    component.identifier(in.onObject());
                    in.skip();
                }
                case "omniborId", "swhid" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            component.identifier(Claim.of(in.text()) == Claim.REAL);
                        }
                    }
                }
                case "supplier", "manufacturer", "publisher", "author" ->
                        component.supplier(party());
                case "authors" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            component.supplier(party());
                        }
                    }
                }
                case "hashes" -> hashes(component);
                case "licenses" -> licences(component);
                case "components" -> componentList();
                case "pedigree" -> pedigree();
                case "properties" -> properties();
                default -> in.skip();
            }
        }
        component.check(place);
        return component;
    }

    private String componentType() throws IOException, Unreadable {
        String type = in.text();
        if (type == null || !Vocabulary.isType(type)) {
            throw in.refuse("a component's type must be one that CycloneDX knows, such as library");
        }
        return type;
    }

    private long reference() throws IOException, Unreadable {
        if (!in.onString()) {
            throw in.refuse("a bom-ref must be a string");
        }
        long hash = in.textHash();
        if (hash == EMPTY_TEXT) {
            throw in.refuse("a bom-ref must not be empty");
        }
        return hash;
    }

    private void hashes(ComponentDraft component) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            in.enterObject("a hash");
            Place place = in.place();
            String algorithm = null;
            String content = null;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "alg" -> algorithm = in.text();
                    case "content" -> content = in.text();
                    default -> in.skip();
                }
            }
            component.hash(algorithm, content, place);
        }
    }

    private void licences(ComponentDraft component) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            Place place = in.place();
            String expression = null;
            String licence = null;
            boolean chosen = false;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "expression" -> expression = in.text();
                    case "license" -> {
                        chosen = true;
                        licence = licence();
                    }
                    default -> in.skip();
                }
            }
            if (chosen && expression != null) {
                throw place.refuse("a licence is an expression or a license, not both");
            }
            component.licence(expression != null ? expression : licence);
        }
    }

    private @Nullable String licence() throws IOException, Unreadable {
        in.enterObject("a license");
        Place place = in.place();
        String id = null;
        String name = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = in.text();
                case "name" -> name = in.text();
                case "text" -> licenceText();
                case "properties" -> properties();
                default -> in.skip();
            }
        }
        if (id == null && name == null) {
            throw place.refuse("a license must have an id or a name");
        }
        return id != null ? id : name;
    }

    private void licenceText() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("encoding")) {
                if (!"base64".equals(in.text())) {
                    throw in.refuse("the encoding of a license text must be base64");
                }
            } else {
                in.skip();
            }
        }
    }

    private void pedigree() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (!field.equals("patches") || !in.inList()) {
                in.skip();
                continue;
            }
            while (in.element()) {
                if (!in.inObject()) {
                    continue;
                }
                for (String inner = in.field(); inner != null; inner = in.field()) {
                    if (inner.equals("type")) {
                        if (!Vocabulary.isPatch(in.text())) {
                            throw in.refuse(
                                    "a patch must be unofficial, monkey, backport or cherry-pick");
                        }
                    } else {
                        in.skip();
                    }
                }
            }
        }
    }

    private void properties() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            Place place = in.place();
            boolean named = false;
            boolean foreign = false;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "name" -> named = true;
                    case "value" -> {}
                    default -> foreign = true;
                }
                in.skip();
            }
            if (!named || foreign) {
                draft.namelessProperty(place);
            }
        }
    }

    private void citations() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            Place place = in.place();
            boolean attributed = false;
            int targets = 0;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "attributedTo", "process" -> attributed = true;
                    case "pointers", "expressions" -> targets++;
                    default -> {}
                }
                in.skip();
            }
            if (!attributed || targets != 1) {
                throw place.refuse(
                        "a citation must have attributedTo or process, and either pointers or expressions");
            }
        }
    }

    /// Every reference that the graph names has its relationship stated, be it as the one that
    /// depends or as the one depended upon.
    private void dependencies() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            long ref = 0;
            waitingCount = 0;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "ref" -> ref = in.textHash();
                    case "dependsOn" -> dependsOn(ref);
                    case "provides" -> {
                        if (in.inList()) {
                            while (in.element()) {
                                bill.inGraph(in.textHash());
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            bill.stated(ref);
            for (int i = 0; i < waitingCount; i++) {
                bill.edge(ref, waiting[i]);
            }
        }
    }

    /// Adds the edges at once where it is known already whose they are, as it nearly always is.
    private void dependsOn(long ref) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            long target = in.textHash();
            if (ref != 0) {
                bill.edge(ref, target);
            } else {
                bill.inGraph(target);
                remember(target);
            }
        }
    }

    private void remember(long ref) throws Unreadable {
        if (waitingCount == waiting.length) {
            if (waitingCount >= BillCollector.MOST_EDGES) {
                throw in.refuse("more than 4,000,000 references in one place");
            }
            waiting = Arrays.copyOf(waiting, waitingCount * 2);
        }
        waiting[waitingCount++] = ref;
    }

    private void compositions() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            boolean unknown = false;
            waitingCount = 0;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "aggregate" -> unknown = "unknown".equals(in.text());
                    case "dependencies", "assemblies" -> {
                        if (in.inList()) {
                            while (in.element()) {
                                remember(in.textHash());
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            for (int i = 0; unknown && i < waitingCount; i++) {
                bill.graphUnknown(waiting[i]);
            }
        }
    }

    private void vulnerabilities() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (in.inObject()) {
                draft.vulnerability(vulnerability());
            }
        }
    }

    private VulnerabilityDraft vulnerability() throws IOException, Unreadable {
        VulnerabilityDraft vulnerability = new VulnerabilityDraft();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> vulnerability.id(in.text());
                case "source" -> vulnerability.source = party();
                case "references" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            vulnerability.id(only("id"));
                        }
                    }
                }
                case "ratings" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            rating(vulnerability);
                        }
                    }
                }
                case "cwes" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            vulnerability.cwe(in.scalarText());
                        }
                    }
                }
                case "description", "detail" -> vulnerability.describe(in.text());
                case "recommendation" -> vulnerability.recommendation = in.text();
                case "updated" -> vulnerability.changed = Moments.instant(in.text());
                case "affects" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            affected(vulnerability);
                        }
                    }
                }
                case "analysis" -> analysis(vulnerability);
                default -> in.skip();
            }
        }
        return vulnerability;
    }

    /// The text of one field of an object, the others passed over.
    private @Nullable String only(String name) throws IOException, Unreadable {
        String text = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals(name)) {
                    text = in.text();
                } else {
                    in.skip();
                }
            }
        }
        return text;
    }

    private void rating(VulnerabilityDraft vulnerability) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String source = null;
        String severity = null;
        String score = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "source" -> source = only("name");
                case "severity" -> severity = in.text();
                case "score" -> score = in.scalarText();
                default -> in.skip();
            }
        }
        vulnerability.rating(source, severity, score);
    }

    private void affected(VulnerabilityDraft vulnerability) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String ref = null;
        String fixedIn = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ref" -> ref = in.text();
                case "versions" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            String unaffected = unaffectedVersion();
                            fixedIn = fixedIn == null ? unaffected : fixedIn;
                        }
                    }
                }
                default -> in.skip();
            }
        }
        vulnerability.affects(ref, fixedIn);
    }

    private @Nullable String unaffectedVersion() throws IOException, Unreadable {
        if (!in.inObject()) {
            return null;
        }
        String version = null;
        boolean unaffected = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "version" -> version = in.text();
                case "status" -> unaffected = "unaffected".equals(in.text());
                default -> in.skip();
            }
        }
        return unaffected ? version : null;
    }

    private void analysis(VulnerabilityDraft vulnerability) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "state" -> vulnerability.state = in.text();
                case "justification" -> vulnerability.justification = in.text();
                case "detail" -> vulnerability.detail = in.text();
                case "response" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            vulnerability.response(in.text());
                        }
                    }
                }
                case "firstIssued" -> vulnerability.firstIssued = Moments.instant(in.text());
                case "lastUpdated" -> vulnerability.lastUpdated = Moments.instant(in.text());
                default -> in.skip();
            }
        }
    }
}
