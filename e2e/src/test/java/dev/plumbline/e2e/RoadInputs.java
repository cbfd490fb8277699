package dev.plumbline.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// What goes along the road, and what must come of it, worked out beforehand (`road/expected.md`).
///
/// @param bom the SBOM, plain; it travels compressed
/// @param fixed the SBOM of the next release, in which two flaws are mended
/// @param expected obligations, measures, scores and caps in days from the day of the test
record RoadInputs(
        String name,
        String line,
        String release,
        String nextRelease,
        byte[] bom,
        byte[] fixed,
        byte[] advisories,
        byte[] kev,
        byte[] scan,
        JsonNode expected) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Advisories about components of the SBOM: the first four concern it, the others nearly do.
    private static final Set<String> SELECTED =
            Set.of(
                    "GHSA-qppj-fm5r-hxr3",
                    "GHSA-hwj3-m3p6-hj38",
                    "GHSA-mjmj-j48q-9wg2",
                    "GHSA-269g-pwp5-87pp",
                    "GHSA-6pcc-3rfx-4gpm",
                    "GHSA-599f-7c49-w659",
                    "GHSA-mvr2-9pj6-7w5j",
                    "GHSA-gm62-rw4g-vrc4");

    /// Files written by others where they lie beside the project, and the project's own anywhere.
    static Stream<RoadInputs> all() {
        Path corpus =
                Path.of(System.getProperty("plumbline.root"))
                        .toAbsolutePath()
                        .resolveSibling("shared/corpus");
        if (Files.isDirectory(corpus)) {
            return Stream.of(ofOthers(corpus), own());
        }
        System.out.println(
                "No " + corpus + ": the road is walked with the project's own files only");
        return Stream.of(own());
    }

    private static RoadInputs ofOthers(Path corpus) {
        byte[] bom =
                unpacked(
                        read(
                                corpus.resolve(
                                        "sbom/cyclonedx/bom-examples/SBOM/dropwizard-1.3.15/bom.json.gz")));
        return new RoadInputs(
                "corpus",
                "1.3",
                "1.3.15",
                "1.3.16",
                bom,
                mended(
                        bom,
                        Map.of(
                                "pkg:maven/org.dom4j/dom4j@2.1.1",
                                "2.1.3",
                                "pkg:maven/org.eclipse.jetty.http2/http2-common@9.4.18.v20190429",
                                "9.4.53.v20231009",
                                "pkg:maven/org.eclipse.jetty.http2/http2-server@9.4.18.v20190429",
                                "9.4.53.v20231009")),
                selected(corpus.resolve("advisories/osv/Maven-mixed.jsonl.gz")),
                unpacked(
                        read(
                                corpus.resolve(
                                        "advisories/kev/cisa/known_exploited_vulnerabilities.json.gz"))),
                read(corpus.resolve("findings/sarif/defectdojo/sarif/mobsfscan.json")),
                tree(resource("corpus/expected.json")));
    }

    private static RoadInputs own() {
        return new RoadInputs(
                "own",
                "2.x",
                "2.1.0",
                "2.1.1",
                resource("own/bom.json"),
                resource("own/bom-fixed.json"),
                resource("own/osv.jsonl"),
                resource("own/kev.json"),
                resource("own/scan.sarif"),
                tree(resource("own/expected.json")));
    }

    /// The digest that the SBOM gives for the artefact it describes, else one that it does not.
    String artefact() {
        return artefact(bom);
    }

    String nextArtefact() {
        return artefact(fixed);
    }

    private static String artefact(byte[] bom) {
        for (JsonNode hash : tree(bom).path("metadata").path("component").path("hashes")) {
            if (hash.path("alg").asText().equals("SHA-256")) {
                return hash.path("content").asText();
            }
        }
        return "c5".repeat(32);
    }

    @Override
    public String toString() {
        return name;
    }

    static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] unpacked(byte[] bytes) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] mended(byte[] bom, Map<String, String> versions) {
        JsonNode tree = tree(bom);
        Set<String> mended = new TreeSet<>();
        for (JsonNode component : tree.path("components")) {
            String purl = component.path("purl").asText().split("\\?", 2)[0];
            String version = versions.get(purl);
            if (version != null && component instanceof ObjectNode changed) {
                changed.put("version", version);
                changed.put("purl", purl.substring(0, purl.indexOf('@') + 1) + version);
                mended.add(purl);
            }
        }
        if (!mended.equals(versions.keySet())) {
            throw new AssertionError("the SBOM has only " + mended + " of " + versions.keySet());
        }
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] selected(Path records) {
        List<String> found = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(records)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String id = tree(line.getBytes(StandardCharsets.UTF_8)).path("id").asText();
                if (SELECTED.contains(id)) {
                    found.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (found.size() != SELECTED.size()) {
            throw new AssertionError(
                    records + " has " + found.size() + " of " + SELECTED.size() + " records");
        }
        return String.join("\n", found).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] resource(String name) {
        try (InputStream in = RoadInputs.class.getResourceAsStream("/road/" + name)) {
            if (in == null) {
                throw new AssertionError("no resource road/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(byte[] json) {
        return Api.tree(json);
    }
}
