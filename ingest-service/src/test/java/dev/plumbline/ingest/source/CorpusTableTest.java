package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.intake.Sources;
import dev.plumbline.ingest.source.Corpus.Sample;
import dev.plumbline.ingest.source.Detected.Foreign;
import dev.plumbline.ingest.source.Detected.Known;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of every real file, held against a table that was gone through by hand.
///
/// `corpus-table/<folder>.tsv` has one row a file: its path, then `accepted`, `refused` or
/// `unknown`, the format, and the counts or the reason. With `-Dplumbline.freeze=true` the table is
/// written anew, to be gone through as a change.
class CorpusTableTest {
    private static final boolean FREEZE = Boolean.getBoolean("plumbline.freeze");
    private static final Path TABLES = Path.of("src", "test", "resources", "corpus-table");
    private static final Detect DETECT = new Detect(Sources.all(1L << 30));

    private record Row(String verdict, String format, String what) {
        static Row of(Sample sample) {
            byte[] prefix =
                    Arrays.copyOf(sample.bytes(), Math.min(sample.bytes().length, Opening.PREFIX));
            return switch (DETECT.of(prefix)) {
                case Foreign foreign -> new Row("unknown", "-", plain(foreign.what()));
                case Known known -> of(known.source(), sample.bytes());
            };
        }

        private static Row of(Source source, byte[] bytes) {
            String format = source.format().wireName();
            return switch (Parsing.parse(source, bytes)) {
                case Parsed parsed ->
                        new Row(
                                "accepted",
                                format,
                                new TreeMap<>(parsed.document().counts())
                                        .entrySet().stream()
                                                .map(e -> e.getKey() + "=" + e.getValue())
                                                .collect(Collectors.joining(" ")));
                case Malformed malformed ->
                        new Row(
                                "refused",
                                format,
                                plain(malformed.line() + ": " + malformed.reason()));
            };
        }

        private static String plain(String text) {
            return text.replaceAll("\\s+", " ");
        }

        static Row read(String line) {
            String[] cells = line.split("\t", -1);
            return new Row(cells[1], cells[2], cells[3]);
        }

        String asLine(String file) {
            return String.join("\t", file, verdict, format, what);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sbom", "findings", "advisories", "vex"})
    void shouldDoWithEveryFileWhatTheTableSays(String folder) throws IOException {
        // Given
        Assumptions.assumeTrue(
                Corpus.present(), "skipped: the files of others do not lie beside the project");
        Path table = TABLES.resolve(folder + ".tsv");

        // When
        Map<String, Row> found = new LinkedHashMap<>();
        Corpus.below(folder).forEach(sample -> found.put(sample.name(), Row.of(sample)));
        if (FREEZE) {
            List<String> lines = new ArrayList<>();
            found.forEach((file, row) -> lines.add(row.asLine(file)));
            Files.createDirectories(TABLES);
            Files.write(table, lines);
        }
        Map<String, Row> expected = new LinkedHashMap<>();
        Files.readAllLines(table)
                .forEach(
                        line ->
                                expected.put(
                                        line.substring(0, line.indexOf('\t')), Row.read(line)));

        // Then
        report(folder, found, expected);
        assertThat(found).isNotEmpty().containsExactlyInAnyOrderEntriesOf(expected);
    }

    private static void report(String folder, Map<String, Row> found, Map<String, Row> expected) {
        Map<String, int[]> byFormat = new TreeMap<>();
        found.forEach(
                (file, row) -> {
                    int[] counts = byFormat.computeIfAbsent(row.format(), format -> new int[4]);
                    counts[0]++;
                    counts[1] += row.verdict().equals("accepted") ? 1 : 0;
                    counts[2] += row.verdict().equals("accepted") ? 0 : 1;
                    counts[3] += row.equals(expected.get(file)) ? 0 : 1;
                });
        System.out.printf(
                "%n%-28s %7s %9s %8s %11s%n", folder, "files", "accepted", "refused", "unexpected");
        byFormat.forEach(
                (format, c) ->
                        System.out.printf(
                                "%-28s %7d %9d %8d %11d%n",
                                format.equals("-") ? "(of no format that is read)" : format,
                                c[0],
                                c[1],
                                c[2],
                                c[3]));
    }
}
