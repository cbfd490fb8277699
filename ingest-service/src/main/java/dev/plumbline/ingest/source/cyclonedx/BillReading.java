package dev.plumbline.ingest.source.cyclonedx;

import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.sbom.BillCollector;
import dev.plumbline.ingest.source.sbom.Claim;
import dev.plumbline.ingest.source.sbom.Listed;
import dev.plumbline.ingest.source.sbom.Purls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one CycloneDX document.
final class BillReading {
    private static final Set<String> VERSIONS = Set.of("1.2", "1.3", "1.4", "1.5", "1.6", "1.7");
    private static final Set<String> TYPES =
            Set.of(
                    "application",
                    "framework",
                    "library",
                    "container",
                    "platform",
                    "operating-system",
                    "device",
                    "device-driver",
                    "firmware",
                    "file",
                    "machine-learning-model",
                    "data",
                    "cryptographic-asset");
    private static final Set<String> NOT_SOFTWARE = Set.of("file", "data", "cryptographic-asset");
    private static final Set<String> PATCH_TYPES =
            Set.of("unofficial", "monkey", "backport", "cherry-pick");
    private static final Map<String, int[]> HASH_LENGTHS =
            Map.ofEntries(
                    Map.entry("MD5", new int[] {32}),
                    Map.entry("SHA-1", new int[] {40}),
                    Map.entry("SHA-256", new int[] {64}),
                    Map.entry("SHA-384", new int[] {96}),
                    Map.entry("SHA-512", new int[] {128}),
                    Map.entry("SHA3-256", new int[] {64}),
                    Map.entry("SHA3-384", new int[] {96}),
                    Map.entry("SHA3-512", new int[] {128}),
                    Map.entry("BLAKE2b-256", new int[] {64}),
                    Map.entry("BLAKE2b-384", new int[] {96}),
                    Map.entry("BLAKE2b-512", new int[] {128}),
                    Map.entry("BLAKE3", new int[] {32, 40, 64, 96, 128}),
                    Map.entry("Streebog-256", new int[] {64}),
                    Map.entry("Streebog-512", new int[] {128}));

    private final JsonReader in;
    private final BillCollector bill;
    private final List<ClaimedStatement> claims = new ArrayList<>();
    private boolean listsComponents;
    private boolean listsVulnerabilities;
    private @Nullable String specVersion;
    private boolean formatNamed;
    private @Nullable Place namelessProperty;

    BillReading(JsonReader in) {
        this.in = in;
        this.bill = new BillCollector(in::refuse);
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("a CycloneDX document");
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "bomFormat" -> bomFormat();
                case "specVersion" -> specVersion();
                case "serialNumber" -> serialNumber();
                case "version" -> version();
                case "metadata" -> metadata();
                case "components" -> {
                    listsComponents = true;
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
        return result();
    }

    private ParsedDocument result() throws Unreadable {
        if (!formatNamed) {
            throw in.refuse("bomFormat is missing: this is no CycloneDX document");
        }
        if (specVersion == null) {
            throw in.refuse("specVersion is missing");
        }
        if (namelessProperty != null && specVersion.compareTo("1.6") >= 0) {
            throw namelessProperty.refuse("a property must have a name and, if any, a value");
        }
        List<VexStatement> statements = new ArrayList<>();
        int unresolved = 0;
        for (ClaimedStatement claim : claims) {
            List<String> purls = new ArrayList<>();
            boolean all = claim.affects().isEmpty();
            int unknown = 0;
            for (String ref : claim.affects()) {
                long hash = JsonReader.hashOf(ref);
                String purl = bill.purlOf(hash);
                if (bill.isSubject(hash)) {
                    all = true;
                } else if (purl != null) {
                    addOnce(purls, purl);
                } else if (Purls.plausible(ref)) {
                    addOnce(purls, ref);
                } else {
                    unknown++;
                }
            }
            if (!all && purls.isEmpty() && unknown > 0) {
                unresolved++;
            } else {
                statements.add(claim.about(all ? List.of() : purls));
            }
        }
        boolean vexOnly = !listsComponents && listsVulnerabilities;
        return new ParsedDocument.Bill(
                "CycloneDX " + specVersion + " JSON",
                bill.tool(),
                vexOnly ? null : bill.inventory(),
                statements,
                unresolved);
    }

    private static void addOnce(List<String> purls, String purl) {
        if (!purls.contains(purl)) {
            purls.add(purl);
        }
    }

    private void bomFormat() throws IOException, Unreadable {
        if (!"CycloneDX".equals(in.text())) {
            throw in.refuse("bomFormat must be CycloneDX");
        }
        formatNamed = true;
        bill.document("format-name", Claim.REAL);
    }

    private void specVersion() throws IOException, Unreadable {
        String version = in.text();
        if (version == null || !VERSIONS.contains(version)) {
            throw in.refuse("specVersion must be one of 1.2 to 1.7");
        }
        specVersion = version;
        bill.document("format-version", Claim.REAL);
    }

    private void serialNumber() throws IOException, Unreadable {
        String serial = in.text();
        if (serial != null && !isUuidUrn(serial)) {
            throw in.refuse("serialNumber must be a UUID as urn:uuid:…");
        }
    }

    private static boolean isUuidUrn(String serial) {
        String prefix = "urn:uuid:";
        if (serial.length() != prefix.length() + 36 || !serial.startsWith(prefix)) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = serial.charAt(prefix.length() + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private void version() throws IOException, Unreadable {
        String version = in.scalarText();
        bill.document("sbom-version", version == null ? Claim.NOTHING : Claim.REAL);
    }

    private void signature() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "value" -> bill.document("author-signature", Claim.of(in.text()));
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
                case "timestamp" -> timestamp();
                case "tools" -> tools();
                case "authors" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            bill.document("author", Claim.of(party()));
                        }
                    }
                }
                case "manufacturer" -> bill.document("author", Claim.of(party()));
                case "lifecycles" -> lifecycles();
                case "component" -> component(Role.SUBJECT);
                case "properties" -> properties();
                default -> in.skip();
            }
        }
    }

    private void timestamp() throws IOException, Unreadable {
        String timestamp = in.text();
        if (timestamp == null) {
            return;
        }
        if (Moments.instant(timestamp) == null) {
            throw in.refuse("metadata.timestamp must be a date and time with offset (RFC 3339)");
        }
        bill.document("timestamp", Claim.REAL);
    }

    private void lifecycles() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (in.inObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("phase") || field.equals("name")) {
                        bill.document("generation-context", Claim.of(in.text()));
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

    private enum Role {
        /// what the SBOM describes: the product itself, no component of it
        SUBJECT,
        COMPONENT
    }

    private void componentList() throws IOException, Unreadable {
        if (in.onNull()) {
            return;
        }
        in.enterList("components");
        while (in.element()) {
            component(Role.COMPONENT);
        }
    }

    private void component(Role role) throws IOException, Unreadable {
        if (role == Role.SUBJECT && in.onNull()) {
            return;
        }
        in.enterObject("a component");
        Place place = in.place();
        String type = null;
        String name = null;
        String version = null;
        String purl = null;
        String licence = null;
        String sha256 = null;
        long ref = 0;
        String supplier = null;
        String cpe = null;
        boolean otherId = false;
        boolean hashed = false;
        boolean ranged = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "type" -> type = componentType();
                case "name" -> name = in.text();
                case "version" -> version = in.scalarText();
                case "versionRange" -> ranged = in.scalarText() != null;
                case "purl" -> purl = in.text();
                case "bom-ref" -> ref = reference();
                case "cpe" -> {
                    String said = in.text();
                    cpe = Listed.isCpe(said) ? said : cpe;
                }
                case "swid" -> {
                    otherId |= in.onObject();
                    in.skip();
                }
                case "omniborId", "swhid" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            otherId |= Claim.of(in.text()) == Claim.REAL;
                        }
                    }
                }
                case "supplier", "manufacturer", "publisher", "author" ->
                        supplier = Claim.better(supplier, party());
                case "authors" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            supplier = Claim.better(supplier, party());
                        }
                    }
                }
                case "hashes" -> {
                    String digest = hashes();
                    hashed |= digest != null;
                    sha256 = digest != null && !digest.isEmpty() ? digest : sha256;
                }
                case "licenses" -> licence = licences();
                case "components" -> componentList();
                case "pedigree" -> pedigree();
                case "properties" -> properties();
                default -> in.skip();
            }
        }
        if (type == null) {
            throw place.refuse("a component must have a type");
        }
        if (name == null || name.isEmpty()) {
            throw place.refuse("a component must have a name");
        }
        if (version != null && ranged) {
            throw place.refuse("a component has a version or a versionRange, not both");
        }
        if (role == Role.SUBJECT) {
            bill.subject(ref, sha256);
        } else {
            bill.component(
                    new Listed(
                            ref,
                            name,
                            version,
                            purl,
                            cpe,
                            otherId,
                            licence,
                            supplier,
                            sha256,
                            hashed,
                            !NOT_SOFTWARE.contains(type)));
        }
    }

    private String componentType() throws IOException, Unreadable {
        String type = in.text();
        if (type == null || !TYPES.contains(type)) {
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

    private static final long EMPTY_TEXT = JsonReader.hashOf("");

    /// Checks the hashes and gives the SHA-256 among them, `""` if there are only others, `null` if
    /// there is none.
    private @Nullable String hashes() throws IOException, Unreadable {
        if (!in.inList()) {
            return null;
        }
        String sha256 = null;
        boolean any = false;
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
            int[] lengths = algorithm == null ? null : HASH_LENGTHS.get(algorithm);
            if (lengths == null) {
                throw place.refuse("a hash must name an algorithm that CycloneDX knows");
            }
            if (content == null || !isHex(content, lengths)) {
                throw place.refuse("a hash must be as many hex digits as " + algorithm + " has");
            }
            any = true;
            if ("SHA-256".equals(algorithm)) {
                sha256 = content.toLowerCase(Locale.ROOT);
            }
        }
        return sha256 != null ? sha256 : any ? "" : null;
    }

    private static boolean isHex(String content, int[] lengths) {
        boolean fits = false;
        for (int length : lengths) {
            fits |= content.length() == length;
        }
        if (!fits) {
            return false;
        }
        for (int i = 0; i < content.length(); i++) {
            if (Character.digit(content.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /// All licences that say something; else what comes nearest.
    private @Nullable String licences() throws IOException, Unreadable {
        if (!in.inList()) {
            return null;
        }
        String real = null;
        String other = null;
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
            String said = expression != null ? expression : licence;
            if (Claim.real(said) != null) {
                real = real == null ? said : real + ", " + said;
            } else {
                other = Claim.better(other, said);
            }
        }
        return real != null ? real : other;
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
                        String type = in.text();
                        if (type == null || !PATCH_TYPES.contains(type)) {
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

    /// Remembers the first property that CycloneDX 1.6 and later forbid; whether it is forbidden is
    /// known only when the version was seen, which may come after it.
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
            if ((!named || foreign) && namelessProperty == null) {
                namelessProperty = place;
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
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "ref" -> bill.inGraph(in.textHash());
                    case "dependsOn", "provides" -> {
                        if (in.inList()) {
                            while (in.element()) {
                                bill.inGraph(in.textHash());
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
        }
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
            List<Long> refs = new ArrayList<>();
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "aggregate" -> unknown = "unknown".equals(in.text());
                    case "dependencies", "assemblies" -> {
                        if (in.inList()) {
                            while (in.element()) {
                                refs.add(in.textHash());
                            }
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

    private void vulnerabilities() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            listsVulnerabilities = true;
            ClaimedStatement claim = ClaimedStatement.read(in);
            if (claim != null) {
                claims.add(claim);
            }
        }
    }
}
