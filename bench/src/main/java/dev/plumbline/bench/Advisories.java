package dev.plumbline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/// Real OSV records from a folder of JSON Lines files (`.jsonl`, `.jsonl.gz`), as one JSON Lines
/// document.
///
/// @param document the records, one a line
/// @param records how many
/// @param packages purls without version of npm, PyPI, Maven and Go packages among them
record Advisories(byte[] document, int records, List<String> packages) {
    private static final Map<String, String> PURL_TYPES =
            Map.of("npm", "npm", "PyPI", "pypi", "Maven", "maven", "Go", "golang");

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
