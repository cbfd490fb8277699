package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What once broke a parser breaks none any more.
class CrashesTest {

    static Stream<Path> documents() throws IOException {
        return Files.list(Path.of("src", "test", "resources", "crashes")).sorted();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldBearWhatOnceBrokeAParser(Path document) throws IOException {
        // Given
        byte[] bytes = Files.readAllBytes(document);

        // Then
        for (Source source : FuzzTarget.SOURCES) {
            assertThatCode(() -> FuzzTarget.read(source, bytes))
                    .as(source.format().wireName())
                    .doesNotThrowAnyException();
        }
    }
}
