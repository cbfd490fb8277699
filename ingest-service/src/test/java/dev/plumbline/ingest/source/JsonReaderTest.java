package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.source.ParseResult.Malformed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    private static Malformed refused(String json) throws IOException {
        ParseResult result =
                JsonReader.parse(
                        () -> new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                        in -> {
                            in.skip();
                            throw in.refuse("read to the end");
                        });
        return (Malformed) result;
    }

    @Test
    void shouldSayInPlainWordsThatADocumentIsNestedTooDeep() throws IOException {
        // When
        Malformed refused = refused("[".repeat(10_000));

        // Then
        assertThat(refused.reason()).isEqualTo("the JSON is nested deeper than 400 levels");
        assertThat(refused.line()).isEqualTo(1);
        assertThat(refused.column()).isBetween(400, 402);
    }

    @Test
    void shouldSayInPlainWordsThatANumberIsTooLong() throws IOException {
        assertThat(refused("[" + "9".repeat(1_001) + "]").reason())
                .isEqualTo("a number has more than 1000 digits");
    }

    @Test
    void shouldSayInPlainWordsThatANameIsTooLong() throws IOException {
        assertThat(refused("{\"" + "n".repeat(50_001) + "\":1}").reason())
                .isEqualTo("the name of a field is longer than 50000 characters");
    }

    @Test
    void shouldSayInPlainWordsThatATextIsTooLong() throws IOException {
        // Given
        String json = "[\"" + "t".repeat(32 * 1024 * 1024 + 1) + "\"]";

        // When
        ParseResult result =
                JsonReader.parse(
                        () -> new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                        in -> {
                            in.enterList("it");
                            in.element();
                            throw in.refuse(in.text() == null ? "none" : "read");
                        });

        // Then
        assertThat(((Malformed) result).reason())
                .isEqualTo("a text is longer than 33554432 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[NaN]",
                "[-Infinity]",
                "[+1]",
                "[01]",
                "[// a comment\n1]",
                "[\u001e1]",
                "{'a':1}",
                "{a:1}",
                "[1,]",
                "[.5]",
                "[\"\u0001\"]",
                "{\"a\":tru}"
            })
    void shouldNeverNameTheLibraryInARefusal(String json) throws IOException {
        assertThat(refused(json).reason())
                .startsWith("not valid JSON: ")
                .doesNotContain("Feature", "`", "StreamRead", "enabl", "allow\n");
    }
}
