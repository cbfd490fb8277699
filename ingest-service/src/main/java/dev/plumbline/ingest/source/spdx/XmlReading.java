package dev.plumbline.ingest.source.spdx;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.XmlReader;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One walk over one SPDX 2 document in its plain XML form: the fields of JSON as elements, lists
/// as repeated ones.
final class XmlReading {
    private final XmlReader in;
    private final DocumentReading document;

    XmlReading(XmlReader in) {
        this.in = in;
        this.document = new DocumentReading("XML", in::refuse);
    }

    ParsedDocument read() throws IOException, Unreadable {
        for (String field = in.child(); field != null; field = in.child()) {
            switch (field) {
                case "spdxVersion" -> document.version(in.text());
                case "SPDXID" -> document.id(in.text());
                case "documentNamespace" -> document.namespace(in.text());
                case "comment" -> document.bill().remark(in.text());
                case "creationInfo" -> creation();
                case "packages" -> packageEntry();
                case "files" -> file();
                case "relationships" -> relationship();
                case "documentDescribes" -> document.bill().describes(hash(in.text()));
                default -> in.skip();
            }
        }
        return document.result();
    }

    private static long hash(@Nullable String id) {
        return id == null ? 0 : JsonReader.hashOf(id);
    }

    private void creation() throws IOException, Unreadable {
        for (String field = in.child(); field != null; field = in.child()) {
            switch (field) {
                case "created" -> document.created(in.text());
                case "creators" -> document.bill().creator(in.text());
                case "comment" -> document.bill().remark(in.text());
                default -> in.skip();
            }
        }
    }

    private void packageEntry() throws IOException, Unreadable {
        PackageEntry entry = document.entry(in.place());
        for (String field = in.child(); field != null; field = in.child()) {
            switch (field) {
                case "SPDXID" -> entry.ref(hash(in.text()));
                case "name" -> entry.name(Objects.requireNonNullElse(in.text(), ""));
                case "versionInfo" -> entry.version(in.text());
                case "supplier" -> entry.supplier(in.text());
                case "originator" -> entry.originator(in.text());
                case "licenseConcluded" -> entry.concluded(in.text());
                case "licenseDeclared" -> entry.declared(in.text());
                case "primaryPackagePurpose" -> entry.purpose(in.text());
                case "checksums" -> checksum(entry);
                case "externalRefs" -> external(entry);
                default -> in.skip();
            }
        }
        document.bill().add(entry.listed());
    }

    private void checksum(PackageEntry entry) throws IOException, Unreadable {
        String algorithm = null;
        String value = null;
        for (String field = in.child(); field != null; field = in.child()) {
            switch (field) {
                case "algorithm" -> algorithm = in.text();
                case "checksumValue" -> value = in.text();
                default -> in.skip();
            }
        }
        entry.checksum(algorithm, value);
    }

    private void external(PackageEntry entry) throws IOException, Unreadable {
        String type = null;
        String locator = null;
        for (String field = in.child(); field != null; field = in.child()) {
            switch (field) {
                case "referenceType" -> type = in.text();
                case "referenceLocator" -> locator = in.text();
                default -> in.skip();
            }
        }
        entry.external(type, locator);
    }

    private void file() throws IOException, Unreadable {
        for (String field = in.child(); field != null; field = in.child()) {
            if (field.equals("SPDXID")) {
                document.bill().file(hash(in.text()));
            } else {
                in.skip();
            }
        }
    }

    private void relationship() throws IOException, Unreadable {
        long from = 0;
        long to = 0;
        String type = null;
        for (String field = in.child(); field != null; field = in.child()) {
            switch (field) {
                case "spdxElementId" -> from = hash(in.text());
                case "relatedSpdxElement" -> to = hash(in.text());
                case "relationshipType" -> type = in.text();
                default -> in.skip();
            }
        }
        document.relationship(from, type, to);
    }
}
