package dev.plumbline.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.intake.DocumentInJson.Others;
import dev.plumbline.ingest.intake.DocumentInJson.Read;
import dev.plumbline.ingest.intake.DocumentInJson.Read.Broken;
import dev.plumbline.ingest.intake.DocumentInJson.Read.Found;
import dev.plumbline.ingest.intake.DocumentInJson.Shape;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentInJsonTest {
    private static final Shape STRICT =
            new Shape(Set.of("product"), "document", "base64", Others.REFUSED);
    private static final Shape LOOSE =
            new Shape(Set.of("product"), "document", "base64", Others.PASSED_OVER);

    private static Read read(String json, Shape shape) {
        return read(json, StandardCharsets.UTF_8, shape);
    }

    private static Read read(String json, Charset charset, Shape shape) {
        byte[] bytes = json.getBytes(charset);
        return DocumentInJson.read(bytes, 0, bytes.length, shape);
    }

    private static String document(Read read) throws IOException {
        return new String(((Found) read).value().document().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String reason(Read read) {
        return ((Broken) read).why().reason();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[ ]",
                "{ \"a\" : 1.50e+0 , \"a\":\"\\u00e4\" }",
                "[[],{\"x\":[1,2 ,3]},\"]}\"]",
                "{\"ü\":\"€ 😀\"}"
            })
    void shouldTakeTheBytesOfAValueAsTheyStand(String value) throws IOException {
        // Given
        String line = "{\"product\":\"säule €😀\", \"document\" : " + value + " ,\"base64\":null}";

        // When
        Read read = read(line, STRICT);

        // Then
        assertThat(document(read)).isEqualTo(value);
        assertThat(((Found) read).value().words()).isEqualTo(Map.of("product", "säule €😀"));
    }

    @Test
    void shouldTakeALargeValueThatIsReadInManyPieces() throws IOException {
        // Given
        StringBuilder value = new StringBuilder("[");
        for (int i = 0; i < 50_000; i++) {
            value.append("\"é").append(i).append("\", ");
        }
        value.append("0]");

        // Then
        assertThat(document(read("{\"document\":" + value + "}", STRICT)))
                .isEqualTo(value.toString());
    }

    @Test
    void shouldReadFromTheMiddleOfAnArray() throws IOException {
        // Given
        byte[] json = "{\"document\":{\"a\":1}}".getBytes(StandardCharsets.UTF_8);
        byte[] around = new byte[json.length + 20];
        Arrays.fill(around, (byte) 'x');
        System.arraycopy(json, 0, around, 7, json.length);

        // Then
        assertThat(document(DocumentInJson.read(around, 7, json.length, STRICT)))
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void shouldUnescapeTextsAndDecodeBase64() throws IOException {
        assertThat(document(read("{\"document\":\"<a b=\\\"c\\\"/>\\n\"}", STRICT)))
                .isEqualTo("<a b=\"c\"/>\n");
        assertThat(document(read("{\"base64\":\"aGVsbG8=\"}", STRICT))).isEqualTo("hello");
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(reason(read("", STRICT))).isEqualTo("there is no JSON object");
        assertThat(reason(read("[1]", STRICT))).isEqualTo("it must be an object");
        assertThat(reason(read("{\"document\":1}", STRICT)))
                .isEqualTo("the document must be an object, a list or a text");
        assertThat(reason(read("{\"document\":{},\"document\":{}}", STRICT)))
                .isEqualTo("there are two documents in one object");
        assertThat(reason(read("{\"base64\":\"a\",\"document\":{}}", STRICT)))
                .isEqualTo("base64 is no valid base64");
        assertThat(reason(read("{\"base64\":{}}", STRICT)))
                .isEqualTo("base64 must be a text in base64");
        assertThat(reason(read("{\"product\":[]}", STRICT))).isEqualTo("product must be a text");
        assertThat(reason(read("{} {}", STRICT)))
                .isEqualTo("something follows the end of the object");
        assertThat(reason(read("{\"document\":{\"a\":", STRICT))).startsWith("not valid JSON");
        assertThat(reason(read("{\"" + "o".repeat(100) + "\":1}", STRICT)))
                .isEqualTo("there is no field " + "o".repeat(60) + "…");
        assertThat(reason(read("{\"document\":" + "[".repeat(10_000), STRICT)))
                .isEqualTo("the JSON is nested deeper than 400 levels");
    }

    @Test
    void shouldPassOverWhatItIsTold() throws IOException {
        assertThat(document(read("{\"x\":{\"document\":1},\"document\":[7],\"y\":2}", LOOSE)))
                .isEqualTo("[7]");
    }

    @Test
    void shouldRefuseOtherEncodingsThanUtf8() {
        assertThat(reason(read("{\"document\":{}}", StandardCharsets.UTF_16BE, STRICT)))
                .isEqualTo("the JSON around a document must be UTF-8");
    }
}
