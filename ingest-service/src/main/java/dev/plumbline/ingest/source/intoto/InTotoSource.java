package dev.plumbline.ingest.source.intoto;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.Fact;
import dev.plumbline.ingest.source.ParsedDocument.FactReport;
import dev.plumbline.ingest.source.ParsedDocument.Inventory;
import dev.plumbline.ingest.source.ParsedDocument.Several;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.intoto.Verifier.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads attestations, one or several one after the other.
///
/// A signature is worth what the key behind it is worth: without a configured key nobody knows who
/// signed, and a signed statement says no more than an unsigned one.
public final class InTotoSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "in-toto",
                    "in-toto statements 0.1 and 1, SLSA provenance 0.2 and 1, DSSE envelopes, Sigstore bundles; JSON and JSON Lines",
                    Speaks.OF_A_RELEASE,
                    """
                    As answers to the measure `release-provenance`, one for each subject with a SHA-256 (`sha256:…`): 1 for a provenance of SLSA \
                    that is signed by a configured key and names builder and source; 0.7 for anything else that such a key signed; 0.4 for a \
                    provenance that nobody known signed, which is a checksum and no more. A predicate of CycloneDX or OpenVEX is read as if it \
                    had been sent alone, and its SBOM is bound to the subjects' digests. Keys: `plumbline.ingest.attestation-keys.NAME`, a public \
                    key in PEM or the path of one; ECDSA, RSA (PKCS #1 and PSS) and Ed25519.""",
                    """
                    Other predicates, and subjects without a SHA-256, which are counted as other results; certificates, time stamps and \
                    transparency logs of Sigstore bundles: who signed by a certificate only is not known here.""",
                    """
                    An envelope that a configured key should have signed and did not; payloads that are no statement of in-toto; Sigstore \
                    bundles of a message signature, which carry no statement.""",
                    "provenance.intoto.json");
    private static final String PAYLOAD = "application/vnd.in-toto+json";
    private static final String MEASURE = "release-provenance";
    private static final int MOST_STATEMENTS = 1_000;

    private final Verifier verifier;
    private final Source bills;
    private final Source statements;

    /// @param bills reads predicates of CycloneDX
    /// @param statements reads predicates of OpenVEX
    public InTotoSource(Verifier verifier, Source bills, Source statements) {
        this.verifier = verifier;
        this.bills = bills;
        this.statements = statements;
    }

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && (json.text("_type").startsWith("https://in-toto.io/Statement/")
                        || (json.has("payloadType") && json.has("payload"))
                        || json.text("mediaType").contains("dev.sigstore.bundle")
                        || json.has("dsseEnvelope"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        try (JsonReader in = JsonReader.open(content)) {
            Gathered gathered = new Gathered();
            while (in.nextDocument()) {
                Malformed malformed = one(in, content, gathered);
                if (malformed != null) {
                    return malformed;
                }
            }
            return gathered.count == 0
                    ? new Malformed(1, 1, "the document is empty")
                    : new Parsed(gathered.whole());
        } catch (Unreadable e) {
            return e.asResult();
        }
    }

    /// What all attestations of a document say together.
    private static final class Gathered {
        private int count;
        private int other;
        private final List<Fact> facts = new ArrayList<>();
        private final List<ParsedDocument> inside = new ArrayList<>();
        private final Set<String> builders = new LinkedHashSet<>();

        ParsedDocument whole() {
            String tool = builders.isEmpty() ? null : builders.iterator().next();
            List<ParsedDocument> all = new ArrayList<>(inside);
            if (!facts.isEmpty() || other > 0 || inside.isEmpty()) {
                all.add(new FactReport("in-toto", tool, facts, other));
            }
            return all.size() == 1 ? all.getFirst() : new Several("in-toto", tool, all);
        }
    }

    /// One value of the document: a statement, an envelope or a bundle.
    private @Nullable Malformed one(JsonReader in, Content content, Gathered gathered)
            throws IOException, Unreadable {
        in.enterObject("an attestation");
        Place place = in.place();
        if (++gathered.count > MOST_STATEMENTS) {
            throw place.refuse("more than " + MOST_STATEMENTS + " attestations");
        }
        JsonReader.Span whole = in.span();
        Content alone = whole.of(content);
        try (JsonReader value = JsonReader.open(alone)) {
            value.nextDocument();
            Envelope envelope = envelope(value, place);
            if (envelope == null) {
                return statement(
                        alone,
                        attested(alone, place, place.line()),
                        new Verdict.NoKey(),
                        place,
                        gathered);
            }
            if (!envelope.payloadType().equals(PAYLOAD)) {
                throw place.refuse("of envelopes only those of the type " + PAYLOAD + " are read");
            }
            Verdict verdict = verifier.verify(envelope.signed(), envelope.signatures());
            if (verdict instanceof Verdict.Refuted refuted) {
                throw place.refuse(
                        "the signature of the envelope is not one of the key " + refuted.key());
            }
            Content payload = Content.of(envelope.payload());
            return statement(payload, attested(payload, place, 0), verdict, place, gathered);
        }
    }

    /// The envelope that the value is or holds; `null` if it is a bare statement.
    private static @Nullable Envelope envelope(JsonReader in, Place place)
            throws IOException, Unreadable {
        Envelope.Draft draft = new Envelope.Draft();
        boolean statement = false;
        boolean bundle = false;
        boolean certified = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "_type" -> {
                    statement = true;
                    in.skip();
                }
                case "dsseEnvelope" -> {
                    bundle = true;
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            if (!draft.read(inner, in)) {
                                in.skip();
                            }
                        }
                    }
                }
                case "messageSignature" ->
                        throw place.refuse(
                                "a bundle of a message signature carries no statement to read");
                case "verificationMaterial" -> {
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            certified |=
                                    inner.equals("certificate")
                                            || inner.equals("x509CertificateChain");
                            in.skip();
                        }
                    }
                }
                default -> {
                    if (!draft.read(field, in)) {
                        in.skip();
                    }
                }
            }
        }
        if (statement && !bundle) {
            return null;
        }
        Envelope envelope = draft.whole(place);
        return certified ? envelope.by("the bundle's certificate") : envelope;
    }

    /// @param line of the document on which the content starts; 0 if it is wrapped in base64, so
    ///     that its own lines would mislead
    private static Attested attested(Content content, Place place, int line)
            throws IOException, Unreadable {
        try (JsonReader in = JsonReader.open(content)) {
            if (!in.nextDocument()) {
                throw in.refuse("it is empty");
            }
            return Attested.read(in);
        } catch (Unreadable e) {
            Malformed broken = e.asResult();
            throw line == 0
                    ? place.refuse("the payload of the envelope is broken: " + broken.reason())
                    : new Place(line - 1 + broken.line(), broken.column()).refuse(broken.reason());
        }
    }

    private @Nullable Malformed statement(
            Content content, Attested attested, Verdict verdict, Place place, Gathered gathered)
            throws IOException, Unreadable {
        gathered.other += attested.unnamed();
        Content predicate = attested.predicate() == null ? null : attested.predicate().of(content);
        String type = attested.predicateType();
        if (type.startsWith("https://slsa.dev/provenance/")) {
            provenance(attested, predicate, verdict, gathered);
            return null;
        }
        if (verdict instanceof Verdict.Verified verified) {
            attested.subjects()
                    .forEach(
                            (sha256, name) ->
                                    gathered.facts.add(
                                            fact(
                                                    sha256,
                                                    0.7,
                                                    name + " is signed by " + verified.key())));
        }
        Source inside =
                type.startsWith("https://cyclonedx.org/")
                        ? bills
                        : type.startsWith("https://openvex.dev/ns") ? statements : null;
        if (inside == null || predicate == null) {
            gathered.other++;
            return null;
        }
        return switch (inside.parse(unwrapped(predicate))) {
            // places inside the payload would mislead: the document has it as one word
            case Malformed malformed ->
                    new Malformed(
                            place.line(),
                            place.column(),
                            "the predicate is broken: " + malformed.reason());
            case Parsed parsed -> {
                gathered.inside.add(bound(parsed.document(), attested.subjects().keySet()));
                yield null;
            }
        };
    }

    private static void provenance(
            Attested attested, @Nullable Content predicate, Verdict verdict, Gathered gathered)
            throws IOException, Unreadable {
        Build build = new Build();
        if (predicate != null) {
            try (JsonReader in = JsonReader.open(predicate)) {
                in.nextDocument();
                build.read(in);
            }
        }
        String builder = build.builder;
        String source = build.source();
        if (builder != null) {
            gathered.builders.add(builder);
        }
        String key = verdict instanceof Verdict.Verified verified ? verified.key() : null;
        double value = key == null ? 0.4 : builder == null || source == null ? 0.7 : 1;
        String who =
                " was built by %s from %s, %s"
                        .formatted(
                                builder == null ? "nobody that is named" : builder,
                                source == null ? "no source that is named" : source,
                                key == null ? "signed by nobody known" : "signed by " + key);
        for (Map.Entry<String, String> subject : attested.subjects().entrySet()) {
            gathered.facts.add(fact(subject.getKey(), value, subject.getValue() + who));
        }
    }

    private static Fact fact(String sha256, double value, String statement) {
        return new Fact(MEASURE, "sha256:" + sha256, value, null, null, statement);
    }

    /// Early attestations wrap the predicate into a field `Data`.
    private static Content unwrapped(Content predicate) throws IOException, Unreadable {
        try (JsonReader in = JsonReader.open(predicate)) {
            in.nextDocument();
            in.enterObject("the predicate");
            String first = in.field();
            return first != null && first.equals("Data") && in.onObject()
                    ? in.span().of(predicate)
                    : predicate;
        }
    }

    /// The SBOM is one of what the statement speaks of.
    private static ParsedDocument bound(ParsedDocument document, Set<String> subjects) {
        return switch (document) {
            case Bill bill when bill.inventory() != null -> {
                Inventory inventory = bill.inventory();
                Set<String> all = new LinkedHashSet<>(inventory.subjectSha256());
                all.addAll(subjects);
                yield new Bill(
                        bill.format() + " in in-toto",
                        bill.tool(),
                        new Inventory(
                                List.copyOf(all),
                                inventory.quality(),
                                inventory.unidentified(),
                                inventory.components()),
                        bill.statements(),
                        bill.unresolved());
            }
            case Several several ->
                    new Several(
                            several.format(),
                            several.tool(),
                            several.documents().stream()
                                    .map(each -> bound(each, subjects))
                                    .toList());
            default -> document;
        };
    }
}
