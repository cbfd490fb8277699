package dev.plumbline.ingest.http;

import static dev.plumbline.ingest.http.Calls.as;
import static dev.plumbline.ingest.http.Calls.ci;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UploadIT {
    private static final String SUBMISSIONS = "/api/v1/submissions";
    private static final String PRODUCT = "atlas-upload";

    @BeforeAll
    static void announceProducts() {
        Catalog.product(PRODUCT);
    }

    /// A multipart body, written out so that each of its oddities is ours.
    private static final class Body {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Body field(String name, String value) {
            return part("form-data; name=\"" + name + "\"", "", Samples.utf8(value));
        }

        Body document(String fileName, byte[] content) {
            return part("form-data; name=\"document\"; filename=\"" + fileName + "\"", "", content);
        }

        Body document(String fileName, String encoding, byte[] content) {
            return part(
                    "form-data; name=\"document\"; filename=\"" + fileName + "\"",
                    "Content-Encoding: " + encoding + "\r\n",
                    content);
        }

        private Body part(String disposition, String headers, byte[] content) {
            bytes.writeBytes(
                    Samples.utf8(
                            "--frontier\r\nContent-Disposition: "
                                    + disposition
                                    + "\r\n"
                                    + headers
                                    + "\r\n"));
            bytes.writeBytes(content);
            bytes.writeBytes(Samples.utf8("\r\n"));
            return this;
        }

        ValidatableResponse send(String query) {
            bytes.writeBytes(Samples.utf8("--frontier--\r\n"));
            return sendCut(query);
        }

        ValidatableResponse sendCut(String query) {
            return post("multipart/form-data; boundary=frontier", query, bytes.toByteArray());
        }
    }

    private static ValidatableResponse post(String type, String query, byte[] body) {
        return ci().config(
                        io.restassured.RestAssured.config()
                                .encoderConfig(
                                        io.restassured.config.EncoderConfig.encoderConfig()
                                                .encodeContentTypeAs(
                                                        type,
                                                        io.restassured.http.ContentType.BINARY)
                                                .appendDefaultContentCharsetToContentTypeIfUndefined(
                                                        false)))
                .contentType(type)
                .body(body)
                .post(SUBMISSIONS + query)
                .then();
    }

    @Test
    void shouldTakeSeveralDocumentsAndAnswerEachInOrder() {
        // When
        ValidatableResponse answer =
                new Body()
                        .field("product", PRODUCT)
                        .field("release", "1")
                        .document("bom.json", Samples.bill("upload-one"))
                        .document("scan.sarif.gz", "gzip", Samples.gzip(Samples.sarif("upload")))
                        .field("release", "2")
                        .document("bom.json", Samples.bill("upload-one"))
                        .send("");

        // Then
        answer.statusCode(202)
                .body("results.part", contains(1, 2, 3))
                .body("results.name", contains("bom.json", "scan.sarif.gz", "bom.json"))
                .body("results.status", contains(202, 202, 202))
                .body("results.submission.release", contains("1", "1", "2"))
                .body("results[1].submission.format", equalTo("SARIF 2.1.0"))
                .body("problem", nullValue());
    }

    @Test
    void shouldTellWhichDocumentsWereNotTakenIn() {
        // When
        ValidatableResponse answer =
                new Body()
                        .document("good.json", Samples.bill("upload-good"))
                        .document("broken.json", Samples.utf8("{\"bomFormat\":\"CycloneDX\","))
                        .document("packed.br", "br", Samples.bill("upload-brotli"))
                        .document("notes.txt", Samples.utf8("nothing that is read"))
                        .document("again.json", Samples.bill("upload-good"))
                        .send("?product=" + PRODUCT + "&release=3");

        // Then
        answer.statusCode(207)
                .body("results.status", contains(202, 422, 415, 415, 200))
                .body("results[1].problem.line", equalTo(1))
                .body("results[1].problem.submission", notNullValue())
                .body("results[2].problem.lookedFor", contains("identity", "gzip", "zstd"))
                .body("results[4].submission.status", equalTo("seen-before"));
    }

    @Test
    void shouldKeepWhatCameBeforeTheBodyWasCutOff() {
        // Given
        byte[] document = Samples.bill("upload-cut");

        // When
        ValidatableResponse answer =
                new Body()
                        .document("whole.json", Samples.bill("upload-whole"))
                        .document("cut.json", document)
                        .sendCut("?product=" + PRODUCT + "&release=4");

        // Then
        answer.statusCode(207)
                .body("results.status", contains(202))
                .body("problem.detail", equalTo("the multipart body is broken or ends too early"));
        assertThat(Rows.count("select count(*) from submission where sha256 = sha256(?)", document))
                .isZero();
    }

    @Test
    void shouldRefuseWhatIsNoMultipartBody() {
        post("multipart/form-data", "", Samples.utf8("x"))
                .statusCode(400)
                .contentType("application/problem+json");
        post("multipart/form-data; boundary=other", "", Samples.utf8("--frontier\r\n\r\n"))
                .statusCode(400);
        new Body().send("").statusCode(400);
        new Body().field("product", PRODUCT).send("").statusCode(400);
    }

    @Test
    void shouldRefuseAFieldThatIsNotKnownOrTooLong() {
        new Body()
                .field("produkt", PRODUCT)
                .document("bom.json", Samples.bill("upload-produkt"))
                .send("")
                .statusCode(400);
        new Body()
                .field("product", "p".repeat(2_000))
                .document("bom.json", Samples.bill("upload-long"))
                .send("")
                .statusCode(400);
    }

    @Test
    void shouldRefuseAPartWhoseHeaderHasNoEnd() {
        new Body()
                .document("n".repeat(10_000), Samples.bill("upload-header"))
                .send("?product=" + PRODUCT + "&release=5")
                .statusCode(400)
                .body("detail", equalTo("the header of a part is longer than 8192 bytes"));
    }

    @Test
    void shouldStopAtTheMostDocumentsOfOneUpload() {
        // Given
        Body many = new Body();
        for (int i = 0; i <= 200; i++) {
            many.document(i + ".txt", Samples.utf8(""));
        }

        // When
        ValidatableResponse answer = many.send("?product=nobody-knows-this&format=none");

        // Then
        answer.statusCode(207).body("results", hasSize(200)).body("problem.status", equalTo(413));
    }

    @Test
    void shouldLetOnlyThoseInWhoMaySend() {
        as("plumbline-dashboard", "auditor")
                .multiPart("document", "bom.json", Samples.bill("upload-auditor"))
                .post(SUBMISSIONS)
                .then()
                .statusCode(403);
    }

    @Test
    void shouldTakeWhatAnOrdinaryClientSends() {
        ci().multiPart("product", PRODUCT)
                .multiPart("release", "6")
                .multiPart("document", "bom.json", Samples.bill("upload-client"))
                .post(SUBMISSIONS)
                .then()
                .statusCode(202)
                .body("results", hasSize(1))
                .body("results[0].submission.product", equalTo(PRODUCT));
    }
}
