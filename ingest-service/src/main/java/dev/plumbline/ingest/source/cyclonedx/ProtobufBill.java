package dev.plumbline.ingest.source.cyclonedx;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ProtobufReader;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.sbom.BillCollector;
import dev.plumbline.ingest.source.sbom.Claim;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one CycloneDX document in Protocol Buffers.
///
/// Field numbers are those of the specification's `bom-1.3.proto` to `bom-1.7.proto`, which only
/// ever added some.
final class ProtobufBill {
    private static final Set<String> VERSIONS = Set.of("1.3", "1.4", "1.5", "1.6", "1.7");

    /// `bom-1.7.proto`: `AGGREGATE_UNKNOWN`.
    private static final int UNKNOWN_AGGREGATE = 5;

    /// `bom-1.7.proto`: `VULNERABILITY_AFFECTED_STATUS_NOT_AFFECTED`.
    private static final int NOT_AFFECTED = 2;

    private final ProtobufReader in;
    private final BillDraft draft;
    private final BillCollector bill;
    private long[] waiting = new long[64];
    private int waitingCount;

    ProtobufBill(ProtobufReader in) {
        this.in = in;
        this.draft = new BillDraft(VERSIONS, in::refuse);
        this.bill = draft.bill();
    }

    /// Whether binary data starts as every writer of such a document makes it start: with the
    /// version as field 1, followed by nothing or by another field of a bill.
    static boolean opens(byte[] prefix) {
        boolean version =
                prefix.length >= 5
                        && prefix[0] == 0x0a
                        && prefix[1] == 3
                        && prefix[2] == '1'
                        && prefix[3] == '.'
                        && prefix[4] >= '0'
                        && prefix[4] <= '9';
        if (!version || prefix.length == 5) {
            return version;
        }
        // field 2 is a number, fields 3 to 15 are texts or messages
        int tag = prefix[5] & 0xff;
        int type = tag & 7;
        int field = tag >>> 3;
        return tag == 0x10 || (type == 2 && field >= 3 && field <= 15) || tag >= 0x80;
    }

    ParsedDocument read() throws IOException, Unreadable {
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> draft.specVersion(in.text());
                case 2 -> draft.bomVersion(Long.toString(in.number()));
                case 3 -> draft.serialNumber(in.text());
                case 4 -> metadata();
                case 5 -> {
                    draft.listsComponents();
                    if (in.enter()) {
                        draft.component(component());
                    }
                }
                case 8 -> {
                    if (in.enter()) {
                        bill.stated(dependency());
                    }
                }
                case 9 -> composition();
                case 10 -> {
                    if (in.enter()) {
                        draft.vulnerability(vulnerability());
                    }
                }
                case 12 -> property();
                default -> in.skip();
            }
        }
        return draft.result("Protocol Buffers");
    }

    private void metadata() throws IOException, Unreadable {
        if (!in.enter()) {
            return;
        }
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> {
                    Instant timestamp = in.instant();
                    if (timestamp != null) {
                        bill.document("timestamp", Claim.REAL);
                    }
                }
                case 2 -> tool();
                case 3, 10 -> draft.author(party());
                case 4 -> {
                    if (in.enter()) {
                        draft.subject(component());
                    }
                }
                case 8 -> property();
                case 9 -> lifecycle();
                default -> in.skip();
            }
        }
    }

    private void lifecycle() throws IOException, Unreadable {
        if (!in.enter()) {
            return;
        }
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> {
                    in.skip();
                    // whatever the number, 0 included, it is one of the named phases
                    draft.lifecycle("phase");
                }
                case 2 -> draft.lifecycle(in.text());
                default -> in.skip();
            }
        }
    }

    /// A tool of its own (1.3 and 1.4, legacy later), or one that holds components and services.
    private void tool() throws IOException, Unreadable {
        if (!in.enter()) {
            return;
        }
        String name = null;
        String version = null;
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 2 -> name = in.text();
                case 3 -> version = in.text();
                case 6 -> namedTool(8, 9);
                case 7 -> namedTool(4, 5);
                default -> in.skip();
            }
        }
        if (name != null || version != null) {
            bill.tool(name, version);
        }
    }

    private void namedTool(int nameField, int versionField) throws IOException, Unreadable {
        if (!in.enter()) {
            return;
        }
        String name = null;
        String version = null;
        for (int field = in.field(); field != 0; field = in.field()) {
            if (field == nameField) {
                name = in.text();
            } else if (field == versionField) {
                version = in.text();
            } else {
                in.skip();
            }
        }
        bill.tool(name, version);
    }

    /// Name of an organisation, or name or address of a person; the best of them.
    private @Nullable String party() throws IOException, Unreadable {
        if (!in.enter()) {
            return null;
        }
        String party = null;
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                // of a person 2 is the address, of an organisation its web page
                case 1, 2 -> {
                    String said = in.text();
                    if (field == 1 || (said != null && said.indexOf('@') > 0)) {
                        party = Claim.better(party, said);
                    }
                }
                default -> in.skip();
            }
        }
        return party;
    }

    private ComponentDraft component() throws IOException, Unreadable {
        Place place = in.place();
        ComponentDraft component = new ComponentDraft();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> {
                    component.type = Vocabulary.word(Vocabulary.TYPES, in.number());
                    if (component.type == null) {
                        throw in.refuse(
                                "a component's type must be one that CycloneDX knows, such as library");
                    }
                }
                case 3 -> component.ref = reference();
                case 4, 28, 29 -> component.supplier(party());
                case 5, 6 -> component.supplier(in.text());
                case 7 -> component.group = in.text();
                case 8 -> component.name = in.text();
                case 9 -> component.version = in.text();
                case 12 -> hash(component);
                case 13 -> licence(component);
                case 15 -> component.cpe(in.text());
                case 16 -> component.purl = in.text();
                case 17 -> {
                    component.identifier(true);
                    in.skip();
                }
                case 19 -> pedigree();
                case 21 -> {
                    if (in.enter()) {
                        draft.component(component());
                    }
                }
                case 22 -> property();
                case 31, 32 -> component.identifier(Claim.of(in.text()) == Claim.REAL);
                default -> in.skip();
            }
        }
        component.check(place);
        return component;
    }

    private long reference() throws IOException, Unreadable {
        String ref = in.text();
        if (ref == null || ref.isEmpty()) {
            throw in.refuse("a bom-ref must not be empty");
        }
        return JsonReader.hashOf(ref);
    }

    private void hash(ComponentDraft component) throws IOException, Unreadable {
        Place place = in.place();
        if (!in.enter()) {
            return;
        }
        String algorithm = null;
        String digest = null;
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> algorithm = Vocabulary.word(Vocabulary.HASHES, in.number());
                case 2 -> digest = in.text();
                default -> in.skip();
            }
        }
        component.hash(algorithm, digest, place);
    }

    private void licence(ComponentDraft component) throws IOException, Unreadable {
        if (!in.enter()) {
            return;
        }
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> {
                    Place place = in.place();
                    if (in.enter()) {
                        component.licence(named(place));
                    }
                }
                case 2 -> component.licence(in.text());
                default -> in.skip();
            }
        }
    }

    private String named(Place place) throws IOException, Unreadable {
        String licence = null;
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1, 2 -> licence = in.text();
                case 3 -> licenceText();
                case 7 -> property();
                default -> in.skip();
            }
        }
        if (licence == null) {
            throw place.refuse("a license must have an id or a name");
        }
        return licence;
    }

    private void licenceText() throws IOException, Unreadable {
        if (!in.enter()) {
            return;
        }
        for (int field = in.field(); field != 0; field = in.field()) {
            if (field != 2) {
                in.skip();
            } else if (!"base64".equals(in.text())) {
                throw in.refuse("the encoding of a license text must be base64");
            }
        }
    }

    private void pedigree() throws IOException, Unreadable {
        if (!in.enter()) {
            return;
        }
        for (int field = in.field(); field != 0; field = in.field()) {
            if (field != 5 || !in.enter()) {
                if (field != 5) {
                    in.skip();
                }
                continue;
            }
            boolean known = false;
            for (int inner = in.field(); inner != 0; inner = in.field()) {
                if (inner == 1) {
                    known = Vocabulary.word(Vocabulary.PATCHES, in.number()) != null;
                } else {
                    in.skip();
                }
            }
            if (!known) {
                throw in.refuse("a patch must be unofficial, monkey, backport or cherry-pick");
            }
        }
    }

    private void property() throws IOException, Unreadable {
        Place place = in.place();
        if (!in.enter()) {
            return;
        }
        boolean named = false;
        for (int field = in.field(); field != 0; field = in.field()) {
            named |= field == 1;
            in.skip();
        }
        if (!named) {
            draft.namelessProperty(place);
        }
    }

    /// A message for the one that depends, with one inside for each that it depends upon. Fields
    /// may come in any order, so that the edges wait for the reference.
    private long dependency() throws IOException, Unreadable {
        long from = 0;
        int start = waitingCount;
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> from = reference();
                case 2 -> {
                    if (in.enter()) {
                        remember(dependency());
                    }
                }
                case 3 -> bill.inGraph(reference());
                default -> in.skip();
            }
        }
        if (from == 0) {
            throw in.refuse("a dependency must have a ref");
        }
        for (int i = start; i < waitingCount; i++) {
            bill.edge(from, waiting[i]);
        }
        waitingCount = start;
        return from;
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

    private void composition() throws IOException, Unreadable {
        if (!in.enter()) {
            return;
        }
        boolean unknown = false;
        waitingCount = 0;
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> unknown = in.number() == UNKNOWN_AGGREGATE;
                case 2, 3 -> remember(reference());
                default -> in.skip();
            }
        }
        for (int i = 0; unknown && i < waitingCount; i++) {
            bill.graphUnknown(waiting[i]);
        }
        waitingCount = 0;
    }

    private VulnerabilityDraft vulnerability() throws IOException, Unreadable {
        VulnerabilityDraft vulnerability = new VulnerabilityDraft();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 2 -> vulnerability.id(in.text());
                case 3 -> vulnerability.source = first();
                case 4 -> vulnerability.id(first());
                case 5 -> rating(vulnerability);
                case 6 -> in.numbers(cwe -> vulnerability.cwe(Long.toString(cwe)));
                case 7, 8 -> vulnerability.describe(in.text());
                case 9 -> vulnerability.recommendation = in.text();
                case 13 -> vulnerability.changed = in.instant();
                case 16 -> analysis(vulnerability);
                case 17 -> affected(vulnerability);
                default -> in.skip();
            }
        }
        return vulnerability;
    }

    /// The text of field 1 of a message, the others passed over.
    private @Nullable String first() throws IOException, Unreadable {
        String text = null;
        if (in.enter()) {
            for (int field = in.field(); field != 0; field = in.field()) {
                if (field == 1) {
                    text = in.text();
                } else {
                    in.skip();
                }
            }
        }
        return text;
    }

    private void rating(VulnerabilityDraft vulnerability) throws IOException, Unreadable {
        if (!in.enter()) {
            return;
        }
        String source = null;
        String severity = null;
        Double score = null;
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> source = first();
                case 2 -> score = in.fraction();
                case 3 -> severity = Vocabulary.word(Vocabulary.SEVERITIES, in.number());
                default -> in.skip();
            }
        }
        vulnerability.rating(source, severity, score == null ? null : Double.toString(score));
    }

    private void affected(VulnerabilityDraft vulnerability) throws IOException, Unreadable {
        if (!in.enter()) {
            return;
        }
        String ref = null;
        String fixedIn = null;
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> ref = in.text();
                case 2 -> {
                    if (in.enter()) {
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
        String version = null;
        boolean unaffected = false;
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> version = in.text();
                case 3 -> unaffected = in.number() == NOT_AFFECTED;
                default -> in.skip();
            }
        }
        return unaffected ? version : null;
    }

    private void analysis(VulnerabilityDraft vulnerability) throws IOException, Unreadable {
        if (!in.enter()) {
            return;
        }
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> vulnerability.state = Vocabulary.word(Vocabulary.STATES, in.number());
                case 2 ->
                        vulnerability.justification =
                                Vocabulary.word(Vocabulary.JUSTIFICATIONS, in.number());
                case 3 ->
                        in.numbers(
                                response ->
                                        vulnerability.response(
                                                Vocabulary.word(Vocabulary.RESPONSES, response)));
                case 4 -> vulnerability.detail = in.text();
                case 5 -> vulnerability.firstIssued = in.instant();
                case 6 -> vulnerability.lastUpdated = in.instant();
                default -> in.skip();
            }
        }
    }
}
