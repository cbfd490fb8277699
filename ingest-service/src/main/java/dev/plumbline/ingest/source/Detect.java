package dev.plumbline.ingest.source;

import dev.plumbline.ingest.source.Detected.Foreign;
import dev.plumbline.ingest.source.Detected.Known;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// Tells the format of a document from its content, never from a name or a header.
///
/// Looks at the first [#PREFIX] bytes only, so it may be wrong about documents that say late what
/// they are; the parser has the last word, and `format=` overrides.
public final class Detect {
    /// How many bytes are looked at.
    public static final int PREFIX = 64 * 1024;

    private static final int LONGEST_MARK = 300;
    private static final int MOST_NAMES = 6;

    private Detect() {}

    public static Detected of(byte[] prefix) {
        if (prefix.length == 0) {
            return new Foreign("an empty document");
        }
        if (startsWith(prefix, 'P', 'K', 3, 4)) {
            return zip(prefix);
        }
        if (startsWith(prefix, '%', 'P', 'D', 'F')) {
            return new Foreign("PDF");
        }
        String text = decode(prefix).strip();
        if (text.isEmpty()) {
            return new Foreign("a document of nothing but white space");
        }
        char first = text.charAt(0);
        if (first == '{' || first == '[') {
            return json(prefix, first == '[');
        }
        if (first == '<') {
            return new Foreign(xml(text));
        }
        return new Foreign(text(text));
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] prefix) {
        if (startsWith(prefix, 0xef, 0xbb, 0xbf)) {
            return new String(prefix, 3, prefix.length - 3, StandardCharsets.UTF_8);
        }
        Charset charset = StandardCharsets.UTF_8;
        int from = 0;
        if (startsWith(prefix, 0xfe, 0xff)) {
            charset = StandardCharsets.UTF_16BE;
            from = 2;
        } else if (startsWith(prefix, 0xff, 0xfe)) {
            charset = StandardCharsets.UTF_16LE;
            from = 2;
        } else if (prefix.length > 1 && prefix[0] == 0 && prefix[1] != 0) {
            charset = StandardCharsets.UTF_16BE;
        } else if (prefix.length > 1 && prefix[0] != 0 && prefix[1] == 0) {
            charset = StandardCharsets.UTF_16LE;
        }
        return new String(prefix, from, prefix.length - from, charset);
    }

    /// The first JSON file in it tells what the others are.
    private static Detected zip(byte[] prefix) {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(prefix))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".json")) {
                    Marks marks = Marks.of(start(zip), false);
                    return known(marks, false) == Format.OSV
                            ? new Known(Format.OSV)
                            : new Foreign(
                                    "a zip archive; its first JSON file is "
                                            + foreign(marks, false));
                }
                if (!entry.isDirectory()) {
                    names.add(entry.getName());
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // the prefix ends inside an entry: what was seen until then decides
            return new Foreign(zipOf(names));
        }
        return new Foreign(zipOf(names));
    }

    /// As much of an entry as the prefix holds.
    private static byte[] start(ZipInputStream zip) {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        byte[] buffer = new byte[4 * 1024];
        try {
            for (int read = zip.read(buffer);
                    read >= 0 && start.size() < PREFIX;
                    read = zip.read(buffer)) {
                start.write(buffer, 0, read);
            }
        } catch (IOException e) {
            return start.toByteArray();
        }
        return start.toByteArray();
    }

    private static String zipOf(List<String> names) {
        if (names.isEmpty()) {
            return "a zip archive";
        }
        String name = names.getFirst();
        int dot = name.lastIndexOf('.');
        return dot < 0 || name.length() - dot > 12
                ? "a zip archive without JSON in it"
                : "a zip archive of " + JsonReader.clean(name.substring(dot)) + " files";
    }

    private static String xml(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("cyclonedx.org/schema/bom")) {
            return "CycloneDX XML";
        }
        if (lower.contains("spdx.org/rdf")) {
            return "SPDX RDF/XML";
        }
        return lower.startsWith("<!doctype html") || lower.startsWith("<html") ? "HTML" : "XML";
    }

    private static String text(String text) {
        if (text.startsWith("SPDXVersion:") || text.contains("\nSPDXVersion:")) {
            return "SPDX tag-value";
        }
        if (text.startsWith("spdxVersion:") || text.contains("\nspdxVersion:")) {
            return "SPDX YAML";
        }
        if (text.contains("-----BEGIN")) {
            return "a PEM or PGP file";
        }
        if (text.equals("null") || text.equals("true") || text.equals("false")) {
            return "the JSON literal " + text;
        }
        return text.chars()
                        .limit(2_000)
                        .anyMatch(
                                c ->
                                        c == 0xfffd
                                                || (c < ' ' && c != '\n' && c != '\r' && c != '\t'))
                ? "binary data"
                : "text that is no JSON";
    }

    private static Detected json(byte[] prefix, boolean list) {
        Marks marks = Marks.of(prefix, list);
        Format format = known(marks, list);
        if (format == Format.SARIF
                && marks.has("version")
                && !"2.1.0".equals(marks.text("version"))) {
            return new Foreign("SARIF " + marks.text("version"));
        }
        return format != null ? new Known(format) : new Foreign(foreign(marks, list));
    }

    private static @Nullable Format known(Marks marks, boolean list) {
        if (marks.text("bomFormat").equals("CycloneDX")
                || marks.text("$schema").contains("cyclonedx.org")
                || (marks.has("specVersion") && (marks.has("components") || marks.has("metadata")))
                || (marks.has("components")
                        && (marks.inside("components", "purl")
                                || marks.inside("components", "bom-ref")))) {
            return list ? null : Format.CYCLONEDX;
        }
        if (marks.has("runs") || marks.text("$schema").toLowerCase(Locale.ROOT).contains("sarif")) {
            return list ? null : Format.SARIF;
        }
        if (marks.text("@context").contains("openvex")) {
            return list ? null : Format.OPENVEX;
        }
        if (marks.has("catalogVersion")
                || (marks.has("vulnerabilities") && marks.inside("vulnerabilities", "cveID"))
                || (marks.has("dateReleased") && marks.has("vulnerabilities"))) {
            return list ? null : Format.KEV;
        }
        boolean osv =
                marks.has("id")
                        && (marks.has("schema_version")
                                || marks.has("affected")
                                || (marks.has("modified") && !marks.has("cveMetadata"))
                                || (marks.truncated() && marks.has("aliases")));
        return osv
                        || (marks.truncated()
                                && marks.has("schema_version")
                                && !marks.has("spdxVersion"))
                ? Format.OSV
                : null;
    }

    private static String foreign(Marks marks, boolean list) {
        if (marks.has("spdxVersion")) {
            return "SPDX 2 JSON";
        }
        if (marks.text("@context").contains("spdx.org")) {
            return "SPDX 3 JSON-LD";
        }
        if (marks.inside("document", "csaf_version")
                || (marks.has("document") && marks.has("product_tree"))) {
            return "CSAF";
        }
        if (marks.has("cveMetadata") || marks.text("dataType").equals("CVE_RECORD")) {
            return "a CVE record";
        }
        if (marks.text("format").startsWith("NVD_CVE")) {
            return "NVD JSON";
        }
        if (marks.text("_type").contains("in-toto")) {
            return "an in-toto statement";
        }
        if (marks.has("payloadType") && marks.has("payload")) {
            return "a DSSE envelope";
        }
        if (marks.has("matches") && marks.has("descriptor")) {
            return "Grype JSON";
        }
        if (marks.has("artifacts") && marks.has("artifactRelationships")) {
            return "Syft JSON";
        }
        if (marks.has("SchemaVersion") || marks.has("ArtifactName")) {
            return "Trivy JSON";
        }
        if (marks.has("@programName") || marks.has("site")) {
            return "ZAP JSON";
        }
        if (marks.has("scorecard") && marks.has("checks")) {
            return "OpenSSF Scorecard JSON";
        }
        if (marks.names().isEmpty()) {
            return list ? "a JSON list without records" : "a JSON object without fields";
        }
        List<String> names = marks.names().stream().limit(MOST_NAMES).toList();
        return (list ? "a JSON list of objects with " : "a JSON object with ")
                + String.join(", ", names);
    }

    /// What stands at the top level of the prefix: names, short texts, and the names one level
    /// below.
    ///
    /// @param truncated whether the prefix ended before the document did
    private record Marks(
            Map<String, String> texts, Map<String, List<String>> below, boolean truncated) {

        static Marks of(byte[] prefix, boolean list) {
            Map<String, String> texts = new LinkedHashMap<>();
            Map<String, List<String>> below = new LinkedHashMap<>();
            boolean truncated = false;
            try (JsonReader in = JsonReader.of(prefix)) {
                if (in.nextDocument() && (!list || in.element()) && in.inObject()) {
                    for (String name = in.field(); name != null; name = in.field()) {
                        texts.put(shortened(name), "");
                        if (in.onString()) {
                            texts.put(shortened(name), shortened(text(in)));
                        } else {
                            List<String> names = new ArrayList<>();
                            below.put(shortened(name), names);
                            look(in, texts, name, names);
                        }
                    }
                }
            } catch (Unreadable | IOException e) {
                truncated = true;
            }
            return new Marks(texts, below, truncated);
        }

        private static String text(JsonReader in) throws IOException, Unreadable {
            String text = in.text();
            return text == null ? "" : text;
        }

        private static String shortened(String text) {
            String cut = text.length() > LONGEST_MARK ? text.substring(0, LONGEST_MARK) : text;
            return JsonReader.clean(cut);
        }

        /// Notes the field names of an object or of the first object of a list; of a list of texts,
        /// the first.
        private static void look(
                JsonReader in, Map<String, String> texts, String name, List<String> names)
                throws IOException, Unreadable {
            if (in.onList()) {
                boolean first = true;
                while (in.element()) {
                    if (first && in.onString()) {
                        texts.put(shortened(name), shortened(text(in)));
                    } else if (first && in.onObject()) {
                        fields(in, names);
                    } else {
                        in.skip();
                    }
                    first = false;
                }
            } else if (in.inObject()) {
                fields(in, names);
            }
        }

        private static void fields(JsonReader in, List<String> names)
                throws IOException, Unreadable {
            for (String field = in.field(); field != null; field = in.field()) {
                names.add(field);
                in.skip();
            }
        }

        boolean has(String name) {
            return texts.containsKey(name);
        }

        /// The text of a field, or the first of a list of texts; empty where there is none.
        String text(String name) {
            return texts.getOrDefault(name, "");
        }

        boolean inside(String name, String field) {
            return below.getOrDefault(name, List.of()).contains(field);
        }

        List<String> names() {
            return List.copyOf(texts.keySet());
        }
    }
}
