package dev.plumbline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Real OSV records from a folder of JSON Lines files (`.jsonl`, `.jsonl.gz`), as one JSON Lines
/// document.
///
/// @param document the records, one a line
/// @param records how many
/// @param packages purls without version of npm, PyPI, Maven and Go packages among them
record Advisories(byte[] document, int records, List<String> packages) {
    private static final Map<String, String> PURL_TYPES =
            Map.of("npm", "npm", "PyPI", "pypi", "Maven", "maven", "Go", "golang");

    /// Longer records are few and make the copies larger than one document may be.
    private static final int LONGEST_COPIED = 6_000;

    static Advisories in(Path folder) throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        TreeSet<String> packages = new TreeSet<>();
        ObjectMapper json = new ObjectMapper();
        int records = 0;
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Advisories::isJsonLines).sorted().toList();
        }
        for (Path file : files) {
            try (BufferedReader lines = reader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isBlank()) {
                        continue;
                    }
                    document.write(line.getBytes(StandardCharsets.UTF_8));
                    document.write('\n');
                    records++;
                    collect(json.readTree(line), packages);
                }
            }
        }
        return new Advisories(document.toByteArray(), records, new ArrayList<>(packages));
    }

    /// A zip of very many records, made from these: the first of each is as it was, the others have
    /// ids and package names of their own.
    ///
    /// @param wanted how many records
    byte[] zip(int wanted) throws IOException {
        String[] lines = new String(document, StandardCharsets.UTF_8).split("\n", -1);
        ObjectMapper json = new ObjectMapper();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        int written = 0;
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (int copy = 0; written < wanted; copy++) {
                for (String line : lines) {
                    if (line.isBlank() || line.length() > LONGEST_COPIED || written == wanted) {
                        continue;
                    }
                    ObjectNode record = (ObjectNode) json.readTree(line);
                    String id = record.path("id").asText() + "-b" + copy;
                    record.put("id", id);
                    record.remove("aliases");
                    if (copy > 0) {
                        for (JsonNode affected : record.path("affected")) {
                            if (affected.path("package") instanceof ObjectNode named) {
                                named.put("name", named.path("name").asText() + "-b" + copy);
                                named.remove("purl");
                            }
                        }
                    }
                    zip.putNextEntry(new ZipEntry(id + ".json"));
                    zip.write(json.writeValueAsBytes(record));
                    zip.closeEntry();
                    written++;
                }
            }
        }
        return packed.toByteArray();
    }

    private static void collect(JsonNode record, TreeSet<String> packages) {
        for (JsonNode affected : record.path("affected")) {
            String type = PURL_TYPES.get(affected.at("/package/ecosystem").asText());
            String name = affected.at("/package/name").asText();
            if (type != null && name.matches("[A-Za-z0-9@._/:-]+")) {
                packages.add("pkg:" + type + "/" + name.replace("@", "%40").replace(':', '/'));
            }
        }
    }

    private static boolean isJsonLines(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jsonl") || name.endsWith(".jsonl.gz");
    }

    private static BufferedReader reader(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return new BufferedReader(
                new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                        StandardCharsets.UTF_8));
    }
}
