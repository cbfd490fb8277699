package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Jazzer looks for bytes that break a parser, for a bounded time, starting from real files.
///
/// `./plumbline fuzz` gives it longer. What it finds belongs into `src/test/resources/crashes`,
/// where [CrashesTest] keeps it from coming back.
class FuzzIT {
    private static final long SECONDS = Long.getLong("plumbline.fuzz.seconds", 45);
    private static final String FORMAT = System.getProperty("plumbline.fuzz.format", "");
    private static final int LARGEST_SEED = 24 * 1024;
    private static final int SEEDS_A_FORMAT = 25;
    private static final int FINDINGS_EXIT_CODE = 77;

    @Test
    void shouldBreakNoParserByAnyBytes() throws Exception {
        // Given
        Path folder = Path.of("target", "fuzz").toAbsolutePath();
        Path seeds = seeds(folder.resolve("seeds"));
        Path log = folder.resolve("fuzz.log");

        // When
        Process fuzzer =
                new ProcessBuilder(command(seeds))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean ended = fuzzer.waitFor(SECONDS + 240, TimeUnit.SECONDS);
        fuzzer.destroyForcibly().waitFor();

        // Then
        assertThat(ended).as("the fuzzer ends by itself").isTrue();
        List<String> lines = Files.readAllLines(log);
        System.out.println(last(lines, "DONE"));
        assertThat(fuzzer.exitValue())
                .as(
                        fuzzer.exitValue() == FINDINGS_EXIT_CODE
                                ? "a document breaks a parser; its bytes after the first, which picks the parser,"
                                        + " belong into src/test/resources/crashes:\n"
                                        + String.join("\n", tail(lines))
                                : String.join("\n", tail(lines)))
                .isZero();
        assertThat(last(lines, "DONE")).contains("DONE");
    }

    private static List<String> command(Path seeds) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx768m",
                        "-XX:+UseSerialGC",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + FuzzTarget.class.getName(),
                        "--instrumentation_includes=dev.plumbline.**",
                        "-max_total_time=" + SECONDS,
                        "-max_len=" + LARGEST_SEED,
                        "-timeout=20",
                        "-rss_limit_mb=3000",
                        seeds.toString()));
        return command;
    }

    /// Small real files of each format and the project's own samples, each after the byte that
    /// picks its parser.
    private static Path seeds(Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<Integer, Integer> taken = new HashMap<>();
        for (Source source : FuzzTarget.SOURCES) {
            seed(
                    folder,
                    taken,
                    source,
                    Files.readAllBytes(
                            Path.of("src", "test", "resources", "samples")
                                    .resolve(source.format().sample())));
        }
        for (String part : List.of("sbom", "findings", "advisories", "vex")) {
            for (Corpus.Sample sample : Corpus.below(part)) {
                if (sample.bytes().length <= LARGEST_SEED) {
                    Opening opening = Opening.of(sample.bytes());
                    for (Source source : FuzzTarget.SOURCES) {
                        if (source.recognises(opening)) {
                            seed(folder, taken, source, sample.bytes());
                        }
                    }
                }
            }
        }
        assertThat(taken).as("formats with a seed").isNotEmpty();
        return folder;
    }

    private static void seed(
            Path folder, Map<Integer, Integer> taken, Source source, byte[] document)
            throws IOException {
        int index = FuzzTarget.SOURCES.indexOf(source);
        if (!FORMAT.isEmpty() && !source.format().wireName().equals(FORMAT)) {
            return;
        }
        int nth = taken.merge(index, 1, Integer::sum);
        if (nth > SEEDS_A_FORMAT) {
            return;
        }
        byte[] seed = new byte[document.length + 1];
        seed[0] = (byte) index;
        System.arraycopy(document, 0, seed, 1, document.length);
        Files.write(folder.resolve(source.format().wireName() + "-" + nth), seed);
    }

    private static String last(List<String> lines, String word) {
        return lines.stream().filter(line -> line.contains(word)).reduce("", (a, b) -> b);
    }

    private static List<String> tail(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 45), lines.size());
    }
}
