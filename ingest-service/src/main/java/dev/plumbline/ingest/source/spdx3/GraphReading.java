package dev.plumbline.ingest.source.spdx3;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One walk over one graph of elements.
///
/// Property names are read without the prefix of their profile (`software_packageVersion`), since
/// the specification's own examples leave it out here and there.
final class GraphReading {
    private final JsonReader in;
    private final GraphMeaning meaning;
    private int nameless;

    GraphReading(JsonReader in) {
        this.in = in;
        this.meaning = new GraphMeaning(in::refuse);
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("an SPDX 3 document");
        Element single = new Element(in.place());
        boolean graph = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "@context" -> context();
                case "@graph" -> {
                    graph = true;
                    in.enterList("@graph");
                    while (in.element()) {
                        if (in.inObject()) {
                            element();
                        }
                    }
                }
                default -> property(single, field);
            }
        }
        if (!graph) {
            finish(single);
        }
        return meaning.result();
    }

    private void context() throws IOException, Unreadable {
        if (in.onString()) {
            meaning.context(in.text());
        } else if (in.inList()) {
            while (in.element()) {
                meaning.context(in.text());
            }
        }
    }

    /// Reads the object that the walk has entered; the depth is bounded by the reader's own limit.
    private Element element() throws IOException, Unreadable {
        Element element = new Element(in.place());
        for (String field = in.field(); field != null; field = in.field()) {
            property(element, field);
        }
        finish(element);
        return element;
    }

    private void finish(Element element) throws Unreadable {
        if (element.id == null) {
            element.id = "_:/" + nameless++;
        }
        meaning.take(element);
    }

    private static String local(String name) {
        int at = Math.max(name.lastIndexOf('_'), name.lastIndexOf(':'));
        return at < 0 ? name : name.substring(at + 1);
    }

    private void property(Element to, String field) throws IOException, Unreadable {
        switch (local(field)) {
            case "type", "@type" -> to.type = type(in.text());
            case "spdxId", "@id" -> to.id = in.text();
            case "name" -> to.name = in.scalarText();
            case "comment" -> to.comment = in.text();
            case "created" -> to.created = in.text();
            case "specVersion" -> to.specVersion = in.scalarText();
            case "createdBy" -> to.createdBy = references(to.createdBy);
            case "createdUsing" -> to.createdUsing = references(to.createdUsing);
            case "rootElement" -> to.roots = references(to.roots);
            case "sbomType" -> {
                to.sbomType = true;
                in.skip();
            }
            case "namespaceMap" -> {
                to.namespaces = in.onList() || in.onObject();
                in.skip();
            }
            case "packageVersion" -> to.version = in.scalarText();
            case "primaryPurpose" -> to.purpose = in.text();
            case "packageUrl" -> to.identified("packageUrl", in.text());
            case "externalIdentifier", "externalIdentifiers" -> identifiers(to);
            case "contentIdentifier" -> {
                to.otherIdentifier |= !in.onNull();
                in.skip();
            }
            case "verifiedUsing" -> digests(to);
            case "suppliedBy" -> to.suppliedBy = references(to.suppliedBy);
            case "originatedBy" -> to.originatedBy = references(to.originatedBy);
            case "externalIdentifierType" -> to.identifierType = in.text();
            case "identifier" -> to.identifier = in.text();
            case "algorithm" -> to.algorithm = in.text();
            case "hashValue" -> to.hashValue = in.text();
            case "licenseExpression", "licenseId" -> to.licence = in.text();
            case "member" -> to.members = references(to.members);
            case "relationshipType" -> to.relation = in.text();
            case "completeness" -> to.completeness = in.text();
            case "from" -> to.from = references(to.from);
            case "to" -> to.to = references(to.to);
            case "assessedElement" -> to.assessed = references(to.assessed);
            case "justificationType" -> to.justification = in.text();
            case "impactStatement" -> to.impact = in.text();
            case "actionStatement" -> to.action = in.text();
            case "publishedTime" -> to.published = Moments.instant(in.text());
            case "modifiedTime" -> to.modified = Moments.instant(in.text());
            case "withdrawnTime" -> to.withdrawn = in.text() != null;
            // elements may be nested in whatever refers to them
            case "creationInfo", "element", "subject" -> nested();
            default -> in.skip();
        }
    }

    /// The class without its profile: `software_Package`, `software:Package` or a whole address.
    private static String type(@Nullable String said) {
        if (said == null) {
            return "";
        }
        String last = said.substring(Math.max(said.lastIndexOf('/'), said.lastIndexOf('#')) + 1);
        return local(last);
    }

    /// Adds one reference or a list of them, each an id or the element itself.
    private List<String> references(List<String> before) throws IOException, Unreadable {
        List<String> references = before;
        if (in.onList()) {
            while (in.element()) {
                String id = reference();
                references = id == null ? references : Element.with(references, id);
            }
            return references;
        }
        String id = reference();
        return id == null ? references : Element.with(references, id);
    }

    private @Nullable String reference() throws IOException, Unreadable {
        return in.onObject() ? element().id : in.text();
    }

    private void nested() throws IOException, Unreadable {
        if (in.onList()) {
            while (in.element()) {
                if (in.onObject()) {
                    element();
                } else {
                    in.skip();
                }
            }
        } else if (in.onObject()) {
            element();
        }
    }

    private void identifiers(Element to) throws IOException, Unreadable {
        if (!in.onList()) {
            identifier(to);
            return;
        }
        while (in.element()) {
            identifier(to);
        }
    }

    private void identifier(Element to) throws IOException, Unreadable {
        if (in.onObject()) {
            Element identifier = element();
            to.identified(identifier.identifierType, identifier.identifier);
        } else {
            String ref = in.text();
            if (ref != null) {
                to.identifierRefs = Element.with(to.identifierRefs, ref);
            }
        }
    }

    private void digests(Element to) throws IOException, Unreadable {
        if (!in.onList()) {
            digest(to);
            return;
        }
        while (in.element()) {
            digest(to);
        }
    }

    private void digest(Element to) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        Element digest = element();
        // a verification code is made of digests of files, it is none of the package
        if (!digest.type.equals("PackageVerificationCode")) {
            to.digest(digest.algorithm, digest.hashValue);
        }
    }
}
