package dev.plumbline.ingest.http;

import static dev.plumbline.ingest.http.Calls.ci;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LimitsIT.SmallLimits.class)
class LimitsIT {
    private static final String PRODUCT = "atlas-limits";

    /// Limits that a test reaches quickly.
    public static final class SmallLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "plumbline.ingest.max-document-bytes", "100000",
                    "plumbline.ingest.memory-bytes", "1000",
                    "plumbline.ingest.bulk-items", "10",
                    "plumbline.ingest.refused-quota-bytes", "3000");
        }
    }

    @BeforeAll
    static void announceProduct() {
        Catalog.product(PRODUCT);
    }

    private static ValidatableResponse submit(RequestSpecification caller, byte[] document) {
        return caller.queryParam("product", PRODUCT)
                .queryParam("release", "1")
                .body(document)
                .post("/api/v1/submissions")
                .then();
    }

    @Test
    void shouldRefuseADocumentThatIsTooLargePlainOrUnpacked() {
        // Given
        byte[] large = Samples.bill("x".repeat(100_000));

        // When
        ValidatableResponse plain = submit(ci(), large);
        ValidatableResponse packed =
                submit(ci().header("Content-Encoding", "gzip"), Samples.gzip(large));

        // Then
        plain.statusCode(413)
                .contentType("application/problem+json")
                .body("detail", equalTo("the document is larger than 100000 bytes"));
        packed.statusCode(413);
    }

    @Test
    void shouldReadADocumentThatWentThroughAFile() {
        // Given
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);

        // When
        ValidatableResponse answer =
                submit(ci(), Samples.bill(HexFormat.of().formatHex(noise), 300));

        // Then
        answer.statusCode(202).body("counts.components", equalTo(300));
    }

    @Test
    void shouldLetGoOfTheOldestRefusedDocuments() {
        // Given
        String first = refused("one");
        refused("two");

        // When
        String last = refused("three");

        // Then
        assertThat(Rows.count("select count(*) from submission where id = ?::uuid", first))
                .isZero();
        assertThat(Rows.count("select count(*) from submission where id = ?::uuid", last))
                .isEqualTo(1);
    }

    @Test
    void shouldKeepNoMoreRefusalsWithoutBytesThanOthers() {
        // Given
        byte[] broken = {0x1f, (byte) 0x8b, 8, 0};

        // When
        for (int i = 0; i < 5; i++) {
            submit(ci(), broken).statusCode(422);
        }

        // Then
        assertThat(
                        Rows.count(
                                "select count(*) from submission where product = ? and status = 'refused'",
                                PRODUCT))
                .isEqualTo(2);
    }

    private static String refused(String salt) {
        return submit(ci(), Samples.utf8("{\"bomFormat\":\"CycloneDX\",\"" + salt))
                .statusCode(422)
                .extract()
                .path("submission");
    }
}
