package dev.plumbline.ingest.source.spdx;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One walk over one SPDX 2 document in JSON, or in YAML, which has the same fields.
final class JsonReading {
    private final JsonReader in;
    private final DocumentReading document;

    JsonReading(JsonReader in, String serialisation) {
        this.in = in;
        this.document = new DocumentReading(serialisation, in::refuse);
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("an SPDX document");
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "spdxVersion" -> document.version(in.text());
                case "SPDXID" -> document.id(in.text());
                case "documentNamespace" -> document.namespace(in.text());
                case "comment" -> document.bill().remark(in.text());
                case "creationInfo" -> creation();
                case "packages" -> {
                    if (listOf("packages")) {
                        while (in.element()) {
                            packageEntry();
                        }
                    }
                }
                case "files" -> {
                    if (listOf("files")) {
                        while (in.element()) {
                            file();
                        }
                    }
                }
                case "relationships" -> {
                    if (listOf("relationships")) {
                        while (in.element()) {
                            relationship();
                        }
                    }
                }
                case "documentDescribes" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            document.bill().describes(in.textHash());
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return document.result();
    }

    private boolean listOf(String what) throws Unreadable {
        if (in.onNull()) {
            return false;
        }
        in.enterList(what);
        return true;
    }

    private void creation() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "created" -> document.created(in.text());
                case "creators" -> {
                    if (in.onString()) {
                        document.bill().creator(in.text());
                    } else if (in.inList()) {
                        while (in.element()) {
                            document.bill().creator(in.text());
                        }
                    }
                }
                case "comment" -> document.bill().remark(in.text());
                default -> in.skip();
            }
        }
    }

    private void packageEntry() throws IOException, Unreadable {
        in.enterObject("a package");
        PackageEntry entry = document.entry(in.place());
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "SPDXID" -> entry.ref(in.textHash());
                case "name" -> entry.name(in.scalarText());
                case "versionInfo" -> entry.version(in.scalarText());
                case "supplier" -> entry.supplier(in.text());
                case "originator" -> entry.originator(in.text());
                case "licenseConcluded" -> entry.concluded(in.text());
                case "licenseDeclared" -> entry.declared(in.text());
                case "primaryPackagePurpose" -> entry.purpose(in.text());
                case "checksums" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            checksum(entry);
                        }
                    }
                }
                case "externalRefs" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            external(entry);
                        }
                    }
                }
                default -> in.skip();
            }
        }
        document.bill().add(entry.listed());
    }

    private void checksum(PackageEntry entry) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String algorithm = null;
        String value = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "algorithm" -> algorithm = in.text();
                case "checksumValue" -> value = in.text();
                default -> in.skip();
            }
        }
        entry.checksum(algorithm, value);
    }

    private void external(PackageEntry entry) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String type = null;
        String locator = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "referenceType" -> type = in.text();
                case "referenceLocator" -> locator = in.text();
                default -> in.skip();
            }
        }
        entry.external(type, locator);
    }

    private void file() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("SPDXID")) {
                document.bill().file(in.textHash());
            } else {
                in.skip();
            }
        }
    }

    private void relationship() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        long from = 0;
        long to = 0;
        @Nullable String type = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "spdxElementId" -> from = in.textHash();
                case "relatedSpdxElement" -> to = in.textHash();
                case "relationshipType" -> type = in.text();
                default -> in.skip();
            }
        }
        document.relationship(from, type, to);
    }
}
