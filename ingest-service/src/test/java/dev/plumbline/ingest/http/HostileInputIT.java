package dev.plumbline.ingest.http;

import static dev.plumbline.ingest.http.Calls.ci;
import static dev.plumbline.ingest.http.Calls.feeds;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import dev.plumbline.test.identity.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of hostile and unlucky input: each row names an input and its answer.
///
/// A refusal names place and cause, is kept for inspection, and the service goes on: the next
/// honest document is taken in as ever.
@QuarkusTest
class HostileInputIT {
    private static final String PRODUCT = "atlas-hostile";
    private static final String CYCLONEDX =
            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,";

    @BeforeAll
    static void announceProduct() {
        Catalog.product(PRODUCT);
    }

    /// @param words that the answer's detail must hold; for what is accepted, its counts
    /// @param placed whether the answer names line and column
    record Row(
            String input,
            Supplier<byte[]> bytes,
            String query,
            int status,
            String words,
            boolean placed) {
        @Override
        public String toString() {
            return input;
        }
    }

    private static Row refused(
            String input, Supplier<byte[]> bytes, String query, int status, String words) {
        return new Row(input, bytes, query, status, words, false);
    }

    private static Row unreadable(String input, Supplier<byte[]> bytes, String words) {
        return new Row(input, bytes, "", 422, words, true);
    }

    private static Row accepted(String input, Supplier<byte[]> bytes, String counts) {
        return new Row(input, bytes, "", 202, counts, false);
    }

    static Stream<Row> table() {
        return Stream.of(
                unreadable(
                        "external entity (XXE)",
                        () ->
                                xml(
                                        "<!DOCTYPE bom [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                                        "<name>a&x;b</name>"),
                        "the entity &x; is used: document types are not read"),
                accepted(
                        "document type elsewhere",
                        () ->
                                xml(
                                        "<!DOCTYPE bom SYSTEM \"http://127.0.0.1:9/x.dtd\">",
                                        "<name>a</name>"),
                        "components=1"),
                unreadable(
                        "entity bomb",
                        () -> xml(laughs(), "<name>&e;</name>"),
                        "the entity &e; is used: document types are not read"),
                refused(
                        "document type of 3 MB",
                        () ->
                                xml(
                                        "<!DOCTYPE bom [<!--" + "x".repeat(3_000_000) + "-->]>",
                                        "<name>a</name>"),
                        "",
                        415,
                        "behind its document type (DOCTYPE)"),
                refused(
                        "gzip bomb",
                        () -> gzip(300),
                        "",
                        413,
                        "expands to more than 200 times its size"),
                refused(
                        "zstd with a window of 128 MiB",
                        () -> windowed(27),
                        "",
                        422,
                        "more than 8 MiB"),
                refused("zip bomb", () -> zip(300), "world", 422, "unpacks to too much"),
                unreadable(
                        "10,000 levels of JSON",
                        () ->
                                Samples.utf8(
                                        CYCLONEDX
                                                + "\"x\":"
                                                + "[".repeat(10_000)
                                                + "]".repeat(10_000)
                                                + "}"),
                        "nested deeper than 400 levels"),
                unreadable(
                        "10,000 levels of components",
                        () ->
                                Samples.utf8(
                                        CYCLONEDX
                                                + "\"components\":["
                                                + ("{\"type\":\"library\",\"name\":\"n\",\"components\":["
                                                        .repeat(10_000))
                                                + "]}".repeat(10_000)
                                                + "]}"),
                        "nested deeper than 400 levels"),
                unreadable(
                        "10,000 levels of XML",
                        () ->
                                xml(
                                        "",
                                        "<name>n</name>"
                                                + "<a>".repeat(10_000)
                                                + "</a>".repeat(10_000)),
                        "nested deeper than 400 levels"),
                accepted(
                        "duplicate keys",
                        () ->
                                Samples.utf8(
                                        CYCLONEDX
                                                + "\"version\":1,\"components\":[{\"type\":\"library\",\"type\":\"library\",\"name\":\"a\",\"name\":\"b\",\"purl\":\"pkg:npm/b@1\"}]}"),
                        "components=1"),
                unreadable(
                        "invalid UTF-8",
                        () -> {
                            byte[] bill = Samples.bill("zz");
                            bill[indexOf(bill, "zz")] = (byte) 0xff;
                            return bill;
                        },
                        "UTF-8"),
                accepted(
                        "UTF-16 with a mark",
                        () ->
                                ("\uFEFF" + new String(Samples.bill("u16"), StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_16LE),
                        "components=1"),
                accepted(
                        "UTF-8 with a mark",
                        () ->
                                ("\uFEFF" + new String(Samples.bill("bom"), StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8),
                        "components=1"),
                accepted(
                        "NUL in texts",
                        () ->
                                Samples.utf8(
                                        CYCLONEDX
                                                + "\"components\":[{\"type\":\"library\",\"name\":\"a\\u0000b\",\"version\":\"1\",\"purl\":\"pkg:npm/a\\u0000b@1\",\"licenses\":[{\"license\":{\"name\":\"x\\u0000\"}}]}]}"),
                        "components=1"),
                refused("NUL bytes", () -> new byte[4096], "", 415, "this is binary data"),
                unreadable(
                        "number of 5,000 digits",
                        () ->
                                Samples.utf8(
                                        CYCLONEDX
                                                + "\"x\":"
                                                + "9".repeat(5_000)
                                                + ",\"components\":[]}"),
                        "a number has more than 1000 digits"),
                accepted(
                        "number beyond 64 bits",
                        () ->
                                Samples.utf8(
                                        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"x\":1e999999999,\"y\":99999999999999999999,\"components\":[]}"),
                        "components=0"),
                accepted(
                        "cyclic dependency graph",
                        () ->
                                Samples.utf8(
                                        CYCLONEDX
                                                + "\"components\":[{\"type\":\"library\",\"name\":\"a\",\"bom-ref\":\"a\",\"purl\":\"pkg:npm/a@1\"},{\"type\":\"library\",\"name\":\"b\",\"bom-ref\":\"b\",\"purl\":\"pkg:npm/b@1\"}],\"dependencies\":[{\"ref\":\"a\",\"dependsOn\":[\"b\",\"a\"]},{\"ref\":\"b\",\"dependsOn\":[\"a\"]}]}"),
                        "components=2"),
                accepted(
                        "purl of 1 MB",
                        () ->
                                Samples.utf8(
                                        CYCLONEDX
                                                + "\"components\":[{\"type\":\"library\",\"name\":\"a\",\"purl\":\"pkg:npm/"
                                                + "a".repeat(1024 * 1024)
                                                + "@1\"}]}"),
                        "unidentified=1"),
                accepted(
                        "date in the year 9999",
                        () ->
                                Samples.utf8(
                                        CYCLONEDX
                                                + "\"metadata\":{\"timestamp\":\"9999-12-31T23:59:59Z\"},\"components\":[{\"type\":\"library\",\"name\":\"a\",\"purl\":\"pkg:npm/a@9999\"}]}"),
                        "components=1"),
                unreadable(
                        "half a document",
                        () -> Arrays.copyOf(Samples.bill("half", 50), 2_000),
                        "end-of-input"),
                unreadable(
                        "something after the end",
                        () ->
                                Samples.utf8(
                                        new String(Samples.bill("two"), StandardCharsets.UTF_8)
                                                + "{}"),
                        "follows the end"),
                refused("nothing", () -> new byte[0], "", 415, "an empty document"),
                refused(
                        "broken gzip",
                        () -> Arrays.copyOf(Samples.gzip(Samples.bill("g", 200)), 900),
                        "",
                        422,
                        "compressed stream is broken"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void shouldAnswerEachInputAsTheTableSays(Row row) {
        // Given
        boolean world = row.query().equals("world");
        RequestSpecification caller =
                world ? feeds() : ci().queryParam("product", PRODUCT).queryParam("release", "1");

        // When
        Response answer =
                caller.contentType("text/plain; charset=wrong")
                        .body(row.bytes().get())
                        .post("/api/v1/submissions");

        // Then
        System.out.printf(
                "%-32s %d %s%n",
                row.input(),
                answer.statusCode(),
                row.status() == 202
                        ? String.valueOf(answer.path("counts").toString())
                        : answer.path("detail").toString());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(row.status());
        if (row.status() == 202) {
            assertThat(answer.path("counts").toString()).contains(row.words());
            return;
        }
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("detail")).contains(row.words());
        if (row.placed()) {
            assertThat(answer.<Integer>path("line")).isPositive();
            assertThat(answer.<Integer>path("column")).isPositive();
        }
        String kept = answer.path("submission");
        assertThat(
                        Rows.count(
                                "select count(*) from submission where id = ?::uuid and status = 'refused' and reason like '%' || ? || '%'",
                                kept, row.words()))
                .isEqualTo(1);
        ci().queryParam("product", PRODUCT)
                .queryParam("release", "honest")
                .body(Samples.bill("after " + row.input()))
                .post("/api/v1/submissions")
                .then()
                .statusCode(202);
    }

    private static byte[] xml(String doctype, String component) {
        return Samples.utf8(
                "<?xml version=\"1.0\"?>"
                        + doctype
                        + "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\" version=\"1\"><components><component type=\"library\">"
                        + component
                        + "<version>1</version><purl>pkg:npm/a@1</purl></component></components></bom>");
    }

    private static String laughs() {
        StringBuilder doctype = new StringBuilder("<!DOCTYPE bom [<!ENTITY a \"ha\">");
        String before = "a";
        for (String name : "b c d e".split(" ")) {
            doctype.append("<!ENTITY ")
                    .append(name)
                    .append(" \"")
                    .append(("&" + before + ";").repeat(100))
                    .append("\">");
            before = name;
        }
        return doctype.append("]>").toString();
    }

    private static byte[] gzip(int megabytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(Samples.utf8("{\"bomFormat\":\""));
            byte[] blanks = new byte[1024 * 1024];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < megabytes; i++) {
                gzip.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] windowed(int log) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(packed)) {
            zstd.setLong(log);
            zstd.write(Samples.bill("windowed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(int megabytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("a.json"));
            zip.write(Samples.utf8(Samples.osv("BOMB-1")));
            byte[] blanks = new byte[1024 * 1024];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < megabytes; i++) {
                zip.write(blanks);
            }
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /// Ten million do not fit into one document, and far fewer are too many for one SBOM.
    @Test
    void shouldRefuseTenMillionComponents() throws Exception {
        // Given
        String head = CYCLONEDX + "\"components\":[{\"type\":\"library\",\"name\":\"a\"}";
        String unit = ",{\"type\":\"library\",\"name\":\"a\"}";

        // When
        HttpResponse<String> ten = stream(head, unit, 10_000_000, "]}");
        HttpResponse<String> eight = stream(head, unit, 8_000_000, "]}");

        // Then
        assertThat(ten.statusCode()).as(ten.body()).isEqualTo(413);
        assertThat(eight.statusCode()).as(eight.body()).isEqualTo(422);
        assertThat(eight.body()).contains("more than 250000 components").contains("\"line\":1");
    }

    @Test
    void shouldRefuseHalfAGigabyteOfOneLine() throws Exception {
        // When
        HttpResponse<String> answer =
                stream("{\"bomFormat\":\"", "x".repeat(1_000), 500_000, "\"}");

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.body()).contains("larger than 268435456 bytes");
    }

    /// Sends what is made while it is sent, so that no more of it than a piece is held here.
    private static HttpResponse<String> stream(String head, String unit, int times, String tail)
            throws Exception {
        Iterator<byte[]> pieces =
                Stream.concat(
                                Stream.of(Samples.utf8(head)),
                                Stream.concat(
                                        Stream.generate(() -> Samples.utf8(unit.repeat(1_000)))
                                                .limit(times / 1_000),
                                        Stream.of(Samples.utf8(tail))))
                        .iterator();
        Enumeration<InputStream> streams =
                new Enumeration<>() {
                    @Override
                    public boolean hasMoreElements() {
                        return pieces.hasNext();
                    }

                    @Override
                    public InputStream nextElement() {
                        return new ByteArrayInputStream(pieces.next());
                    }
                };
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:"
                                                + RestAssured.port
                                                + "/api/v1/submissions?release=1&product="
                                                + PRODUCT))
                        .header(
                                "Authorization",
                                "Bearer "
                                        + Tokens.client("plumbline-ci").withRoles("ingest").issue())
                        .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(streams)))
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
