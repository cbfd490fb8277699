package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.intake.Sources;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each format keeps what it says of itself, and `docs/formats.md` says the same.
class FormatsTest {
    private static final boolean FREEZE = Boolean.getBoolean("plumbline.freeze");
    private static final Path SAMPLES = Path.of("src", "test", "resources", "samples");

    static List<Source> sources() {
        return Sources.all(1L << 30);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void shouldRecogniseAndReadItsSample(Source source) throws IOException {
        // Given
        byte[] sample = Files.readAllBytes(SAMPLES.resolve(source.format().sample()));

        // When
        List<String> claims =
                claims(Opening.of(Arrays.copyOf(sample, Math.min(sample.length, Opening.PREFIX))));
        ParseResult result = Parsing.parse(source, sample);

        // Then
        assertThat(claims).containsExactly(source.format().wireName());
        assertThat(result).isInstanceOf(Parsed.class);
        assertThat(((Parsed) result).document().counts().values())
                .as("what the sample says")
                .anyMatch(count -> count > 0);
    }

    @Test
    void shouldLetNoTwoFormatsClaimTheSameDocument() {
        for (String folder : List.of("sbom", "findings", "advisories", "vex")) {
            for (Corpus.Sample sample : Corpus.below(folder)) {
                byte[] prefix =
                        Arrays.copyOf(
                                sample.bytes(), Math.min(sample.bytes().length, Opening.PREFIX));
                assertThat(claims(Opening.of(prefix)))
                        .as(folder + "/" + sample.name())
                        .hasSizeLessThan(2);
            }
        }
    }

    private static List<String> claims(Opening opening) {
        return sources().stream()
                .filter(source -> source.recognises(opening))
                .map(source -> source.format().wireName())
                .toList();
    }

    @Test
    void shouldDescribeEveryFormatInTheDocumentation() throws IOException {
        // Given
        Path page = Path.of("..", "docs", "formats.md");

        // When
        String made = page(sources().stream().map(Source::format).toList());

        // Then
        if (FREEZE) {
            Files.writeString(page, made);
        }
        assertThat(page)
                .as("made from the code: run this test with -Dplumbline.freeze=true")
                .hasContent(made);
    }

    private static String page(List<Format> formats) throws IOException {
        String head = Files.readString(Path.of("src", "test", "resources", "formats-head.md"));
        String table =
                formats.stream()
                        .map(
                                f ->
                                        "| [`%s`](#%s) | %s | %s |"
                                                .formatted(
                                                        f.wireName(),
                                                        f.wireName(),
                                                        f.title(),
                                                        f.speaks().words()))
                        .collect(Collectors.joining("\n"));
        String sections =
                formats.stream().map(FormatsTest::section).collect(Collectors.joining("\n"));
        return head.replace("{table}", table).replace("{sections}", sections);
    }

    private static String section(Format format) {
        return """
        ## %s

        %s. [Sample](../ingest-service/src/test/resources/samples/%s)

        **Read.** %s

        **Ignored.** %s

        **Refused.** %s
        """
                .formatted(
                        format.wireName(),
                        format.title(),
                        format.sample(),
                        format.reads().strip(),
                        format.ignores().strip(),
                        format.refuses().strip());
    }
}
