package dev.plumbline.ingest.source.spdx;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.XmlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one SPDX 2 document in RDF/XML (terms of `http://spdx.org/rdf/terms#`).
///
/// RDF may nest what belongs together, or lay it out flat and join it by `rdf:about`,
/// `rdf:resource` and `rdf:nodeID`, or say of one thing at several places; so what matters of each
/// node is kept, and read as a document in the end. Texts of licences, files and annotations are
/// not kept.
final class RdfReading {
    private static final int MOST_NODES = 4 * Source.MOST_ITEMS;
    private static final int LONGEST_LICENCE = 1_000;
    private static final int DEEPEST_LICENCE = 20;

    /// Properties whose value is a text, or the address of a term.
    private static final Set<String> TEXTS =
            Set.of(
                    "specVersion",
                    "created",
                    "creator",
                    "comment",
                    "name",
                    "versionInfo",
                    "supplier",
                    "originator",
                    "primaryPackagePurpose",
                    "algorithm",
                    "checksumValue",
                    "referenceType",
                    "referenceLocator",
                    "relationshipType",
                    "licenseId");

    /// Properties whose value is another node.
    private static final Set<String> LINKS =
            Set.of(
                    "creationInfo",
                    "relationship",
                    "relatedSpdxElement",
                    "describesPackage",
                    "checksum",
                    "externalRef",
                    "licenseConcluded",
                    "licenseDeclared",
                    "member",
                    "licenseException");

    /// Of these only the id and the relationships matter.
    private static final Set<String> BARE =
            Set.of("File", "Snippet", "Annotation", "CrossRef", "PackageVerificationCode");

    private static final class Node {
        private final Place place;
        private final boolean named;
        private @Nullable String type;
        private final List<Statement> statements = new ArrayList<>(4);

        Node(Place place, boolean named) {
            this.place = place;
            this.named = named;
        }

        @Nullable String first(String property) {
            for (Statement statement : statements) {
                if (statement.property.equals(property)) {
                    return statement.value;
                }
            }
            return null;
        }

        List<String> all(String property) {
            return statements.stream()
                    .filter(statement -> statement.property.equals(property))
                    .map(Statement::value)
                    .toList();
        }
    }

    /// @param value a text, or the id of a node
    private record Statement(String property, String value) {}

    private final XmlReader in;
    private final DocumentReading document;
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    /// By node; empty where nothing is said, and while it is being made up.
    private final Map<String, Optional<String>> licences = new HashMap<>();

    RdfReading(XmlReader in) {
        this.in = in;
        this.document = new DocumentReading("RDF/XML", in::refuse);
    }

    ParsedDocument read() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            node(name);
        }
        interpret();
        return document.result();
    }

    /// Walks into a node and gives its id. The depth is bounded by the reader's own limit.
    private String node(String name) throws IOException, Unreadable {
        String about = in.attribute("about");
        String fragment = in.attribute("ID");
        String blank = in.attribute("nodeID");
        boolean named = about != null || fragment != null;
        String id =
                about != null
                        ? about
                        : fragment != null
                                ? '#' + fragment
                                : blank != null ? "_:" + blank : "_:/" + nodes.size();
        Node node = nodes.get(id);
        if (node == null) {
            if (nodes.size() == MOST_NODES) {
                throw in.refuse("more than " + MOST_NODES + " RDF nodes");
            }
            node = new Node(in.place(), named);
            nodes.put(id, node);
        }
        if (!name.equals("Description")) {
            node.type = name;
        }
        for (String property = in.child(); property != null; property = in.child()) {
            property(node, property);
        }
        return id;
    }

    private void property(Node node, String property) throws IOException, Unreadable {
        String resource = in.attribute("resource");
        String blank = in.attribute("nodeID");
        String link = resource != null ? resource : blank != null ? "_:" + blank : null;
        if (link != null) {
            if (property.equals("type")) {
                node.type = term(link);
            } else if (TEXTS.contains(property) || LINKS.contains(property)) {
                node.statements.add(new Statement(property, link));
            }
            in.skip();
        } else if (TEXTS.contains(property) && !bare(node)) {
            String text = in.text();
            if (text != null) {
                node.statements.add(new Statement(property, text));
            }
        } else if (TEXTS.contains(property)) {
            in.skip();
        } else {
            boolean kept = LINKS.contains(property);
            for (String inner = in.child(); inner != null; inner = in.child()) {
                String id = node(inner);
                if (kept) {
                    node.statements.add(new Statement(property, id));
                }
            }
        }
    }

    private static boolean bare(Node node) {
        return node.type != null && BARE.contains(node.type);
    }

    /// What stands after the last `/`, `#` or, as in `relationshipType_contains`, `_`.
    private static String term(String address) {
        int at = Math.max(address.lastIndexOf('/'), address.lastIndexOf('#'));
        return address.substring(at + 1);
    }

    private static String value(String address) {
        String term = term(address);
        return term.substring(term.lastIndexOf('_') + 1);
    }

    private void interpret() throws Unreadable {
        boolean found = false;
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            Node node = entry.getValue();
            String id = entry.getKey();
            switch (node.type) {
                case "SpdxDocument" -> {
                    if (found) {
                        throw node.place.refuse("there is more than one SpdxDocument");
                    }
                    found = true;
                    documentNode(id, node);
                }
                case "Package" -> packageNode(id, node);
                case "File" -> document.bill().file(JsonReader.hashOf(id));
                case null, default -> {}
            }
            relationships(id, node);
        }
        if (!found) {
            throw in.refuse("there is no SpdxDocument in it");
        }
    }

    private void documentNode(String id, Node node) throws Unreadable {
        document.version(node.first("specVersion"));
        if (node.named) {
            document.id(term(id));
            int hash = id.indexOf('#');
            document.namespace(hash < 0 ? id : id.substring(0, hash));
        }
        document.bill().remark(node.first("comment"));
        for (String info : node.all("creationInfo")) {
            Node creation = nodes.get(info);
            if (creation != null) {
                document.created(creation.first("created"));
                creation.all("creator").forEach(document.bill()::creator);
                document.bill().remark(creation.first("comment"));
            }
        }
        for (String described : node.all("describesPackage")) {
            document.bill().describes(JsonReader.hashOf(described));
        }
    }

    private void packageNode(String id, Node node) throws Unreadable {
        PackageEntry entry = document.entry(node.place);
        entry.ref(node.named ? JsonReader.hashOf(id) : 0);
        entry.name(node.first("name"));
        entry.version(node.first("versionInfo"));
        entry.supplier(party(node.first("supplier")));
        entry.originator(party(node.first("originator")));
        entry.concluded(licence(node.first("licenseConcluded"), 0));
        entry.declared(licence(node.first("licenseDeclared"), 0));
        String purpose = node.first("primaryPackagePurpose");
        entry.purpose(purpose == null ? null : value(purpose));
        for (String checksum : node.all("checksum")) {
            Node digest = nodes.get(checksum);
            String algorithm = digest == null ? null : digest.first("algorithm");
            if (digest != null && algorithm != null) {
                entry.checksum(value(algorithm), digest.first("checksumValue"));
            }
        }
        for (String external : node.all("externalRef")) {
            Node reference = nodes.get(external);
            if (reference != null) {
                entry.external(
                        reference.first("referenceType"), reference.first("referenceLocator"));
            }
        }
        document.bill().add(entry.listed());
    }

    private static @Nullable String party(@Nullable String said) {
        return said != null && said.startsWith("http://spdx.org/rdf/terms#")
                ? term(said).toUpperCase(Locale.ROOT)
                : said;
    }

    private void relationships(String id, Node node) throws Unreadable {
        for (String relationship : node.all("relationship")) {
            Node relation = nodes.get(relationship);
            String type = relation == null ? null : relation.first("relationshipType");
            if (relation == null || type == null) {
                continue;
            }
            for (String related : relation.all("relatedSpdxElement")) {
                document.relationship(JsonReader.hashOf(id), value(type), hash(related));
            }
        }
    }

    private static long hash(String related) {
        return JsonReader.hashOf(
                switch (related) {
                    case "http://spdx.org/rdf/terms#noassertion" -> "NOASSERTION";
                    case "http://spdx.org/rdf/terms#none" -> "NONE";
                    default -> related;
                });
    }

    /// The licence expression that a node stands for; `null` if it says nothing. Each node is made
    /// up once, so that sets of sets of sets cost no more than their nodes.
    private @Nullable String licence(@Nullable String id, int depth) {
        if (id == null || depth > DEEPEST_LICENCE) {
            return null;
        }
        Optional<String> known = licences.putIfAbsent(id, Optional.empty());
        if (known != null) {
            return known.orElse(null);
        }
        String made = expression(id, nodes.get(id), depth);
        licences.put(id, Optional.ofNullable(made));
        return made;
    }

    private @Nullable String expression(String id, @Nullable Node node, int depth) {
        String type = node == null ? null : node.type;
        return switch (type) {
            case "ConjunctiveLicenseSet" -> set(node, " AND ", depth);
            case "DisjunctiveLicenseSet" -> set(node, " OR ", depth);
            case "WithExceptionOperator" -> {
                String licence = member(node, depth);
                String exception = node == null ? null : node.first("licenseException");
                yield licence == null || exception == null
                        ? licence
                        : licence + " WITH " + term(exception);
            }
            case "OrLaterOperator" -> {
                String licence = member(node, depth);
                yield licence == null ? null : licence + '+';
            }
            case "SpdxNoAssertionLicense" -> "NOASSERTION";
            case "SpdxNoneLicense" -> "NONE";
            case null, default -> named(id, node);
        };
    }

    private static String named(String id, @Nullable Node node) {
        String said = node == null ? null : node.first("licenseId");
        if (said != null) {
            return said;
        }
        return switch (id) {
            case "http://spdx.org/rdf/terms#noassertion" -> "NOASSERTION";
            case "http://spdx.org/rdf/terms#none" -> "NONE";
            default -> term(id);
        };
    }

    private @Nullable String member(@Nullable Node node, int depth) {
        return node == null ? null : licence(node.first("member"), depth + 1);
    }

    private @Nullable String set(@Nullable Node node, String operator, int depth) {
        if (node == null) {
            return null;
        }
        Set<String> members = new HashSet<>();
        StringBuilder expression = new StringBuilder("(");
        for (String member : node.all("member")) {
            String licence = members.add(member) ? licence(member, depth + 1) : null;
            if (licence != null && expression.length() < LONGEST_LICENCE) {
                expression.append(expression.length() == 1 ? "" : operator).append(licence);
            }
        }
        return expression.length() == 1 ? null : expression.append(')').toString();
    }
}
