package dev.plumbline.ingest.source.dependencycheck;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.Opening.Xml;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.XmlReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// Reads OWASP Dependency-Check's reports of any version, in XML and in JSON.
public final class DependencyCheckSource implements Source {
    /// How many bytes may stand before the first character that tells XML from JSON.
    private static final int FEW = 4 * 1024;

    private static final Format FORMAT =
            new Format(
                    "dependency-check",
                    "OWASP Dependency-Check XML and JSON",
                    Speaks.OF_A_RELEASE,
                    "Vulnerabilities of each file: id, CWEs, severity, purl (of older reports the Maven"
                            + " coordinates). Suppressed ones are kept with their notes. The scope is the"
                            + " project's name. A run that saw no file proves nothing, and so does one with"
                            + " exceptions.",
                    "Evidence, related dependencies, CPEs, references, suppressed identifiers.",
                    "A vulnerability without a name.",
                    "project.dependency-check.xml");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return switch (opening) {
            case Xml xml ->
                    xml.root().equals("analysis")
                            && xml.namespace()
                                    .toLowerCase(Locale.ROOT)
                                    .replace("-", "")
                                    .contains("dependencycheck");
            case Json json -> !json.list() && json.has("reportSchema") && json.has("scanInfo");
            default -> false;
        };
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return isXml(content)
                ? XmlReader.parse(content, (in, root) -> new XmlReport(in).read(root))
                : JsonReader.parse(content, in -> new JsonReport(in).read());
    }

    /// Whether the first character that is not blank opens an element. UTF-16 is looked through.
    private static boolean isXml(Content content) throws IOException {
        try (InputStream bytes = new BufferedInputStream(content.open(), FEW)) {
            for (int i = 0; i < FEW; i++) {
                int next = bytes.read();
                if (next == '<' || next == '{' || next == '[' || next < 0) {
                    return next == '<';
                }
            }
        }
        return false;
    }
}
