package dev.plumbline.ingest.source.spdx;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.Opening.Text;
import dev.plumbline.ingest.source.Opening.Xml;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.XmlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/// Reads SPDX 2.2 and 2.3 in JSON, YAML, tag-value, RDF/XML and XML.
public final class SpdxSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "spdx",
                    "SPDX 2.2 and 2.3 in JSON, YAML, tag-value, RDF/XML and XML",
                    Speaks.OF_A_RELEASE,
                    """
                    Packages with purl (or the coordinates of Maven, npm, NuGet or Bower, made one), CPE, \
                    checksums, concluded or else declared licence, supplier or else originator; relationships; \
                    creators, date and namespace; and how far the SBOM has the minimum elements. \
                    The package that the document describes is the product itself and no component. Where it \
                    describes several, those that hold or need another package are. \
                    References to what is not in the document, and ids that are used twice, are borne.\
                    """,
                    "Files and snippets (what relates to a file says nothing of components), packages of the"
                            + " purpose `FILE` without a purl, licence texts, annotations, external documents, the"
                            + " second and further purls of a package, advisories and fixes among its references.",
                    "Versions before 2.2; a document without version or SPDXID; a package without name or SPDXID;"
                            + " a date of creation that is none; tag-value lines that are neither a tag nor a"
                            + " comment; a `<text>` that does not end.",
                    "toaster.spdx.json");

    /// Enough to see beyond a byte-order mark and leading blanks.
    private static final int START = 4096;

    private static final int XML_DECLARATION = 200;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return switch (opening) {
            case Json json ->
                    !json.list()
                            && !json.has("@context")
                            && (json.has("spdxVersion")
                                    || json.has("SPDXID")
                                    || json.has("packages.SPDXID")
                                    || json.has("files.SPDXID"));
            case Xml xml ->
                    xml.root().equals("RDF")
                            ? xml.namespaces().contains("http://spdx.org/rdf/terms#")
                            : xml.root().equals("Document") && xml.has("SPDXID");
            case Text text -> isTagValue(text) || isYaml(text) || isMisdeclaredXml(text);
            case Opening.Empty empty -> false;
            case Opening.Binary binary -> false;
            case Opening.Zip zip -> false;
        };
    }

    private static boolean isTagValue(Text text) {
        return text.hasLine("SPDXVersion:")
                || (text.hasLine("PackageName:") && text.hasLine("SPDXID: SPDXRef-"));
    }

    private static boolean isYaml(Text text) {
        return text.hasLine("spdxVersion:")
                || text.hasLine("\"spdxVersion\":")
                || (text.hasLine("SPDXID:")
                        && (text.hasLine("creationInfo:") || text.hasLine("packages:")));
    }

    /// XML in UTF-16 that calls itself UTF-8, as some tools write it.
    private static boolean isMisdeclaredXml(Text text) {
        return text.text().startsWith("<?xml") && text.text().contains("<SPDXID>");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        byte[] start = start(content);
        Charset charset = Recoded.charset(start);
        String text = new String(start, charset).replace("\uFEFF", "").stripLeading();
        if (text.startsWith("{") || text.startsWith("[")) {
            return JsonReader.parse(content, in -> new JsonReading(in, "JSON").read());
        }
        if (text.startsWith("<")) {
            return XmlReader.parse(saysUtf8(text) ? Recoded.utf8(content, charset) : content, XML);
        }
        if (isYaml(text)) {
            return JsonReader.parseYaml(
                    Recoded.utf8(content, charset), in -> new JsonReading(in, "YAML").read());
        }
        return tagValue(content, charset);
    }

    private static final XmlReader.Reading XML =
            (in, root) ->
                    root.equals("RDF") ? new RdfReading(in).read() : new XmlReading(in).read();

    private static byte[] start(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readNBytes(START);
        }
    }

    private static boolean saysUtf8(String text) {
        String declaration = text.substring(0, Math.min(text.length(), XML_DECLARATION));
        return declaration.startsWith("<?xml")
                && (declaration.contains("encoding='UTF-8'")
                        || declaration.contains("encoding=\"UTF-8\""));
    }

    /// Whether the first line that tells starts with a field of the YAML form, in lower case. Both
    /// forms have an `SPDXID`, which tells nothing.
    private static boolean isYaml(String text) {
        return text.startsWith("---")
                || text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .filter(line -> !line.startsWith("SPDXID"))
                        .findFirst()
                        .map(line -> line.charAt(0))
                        .filter(c -> (c >= 'a' && c <= 'z') || c == '"' || c == '\'')
                        .isPresent();
    }

    private static ParseResult tagValue(Content content, Charset charset) throws IOException {
        try (TextLines lines = new TextLines(Recoded.unmarked(content), charset)) {
            ParsedDocument document = new TagValueReading(lines).read();
            return new ParseResult.Parsed(document);
        } catch (Unreadable e) {
            return e.asResult();
        }
    }
}
