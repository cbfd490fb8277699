package dev.plumbline.ingest.http;

import static dev.plumbline.ingest.http.Calls.ci;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.plumbline.events.Topics;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.security.MessageDigest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Bytes, submission and outbox are kept together or not at all.
@QuarkusTest
class RollbackIT {
    private static final String PRODUCT = "atlas-rollback";

    @BeforeAll
    static void announceProduct() {
        Catalog.product(PRODUCT);
        Rows.execute(
                """
                create or replace function fail_on_purpose() returns trigger language plpgsql as $$
                begin
                    if to_jsonb(new)::text like '%atlas-rollback%' or tg_table_name = 'document_chunk' then
                        raise exception 'on purpose' using errcode = tg_argv[0];
                    end if;
                    return new;
                end $$
                """);
    }

    @AfterEach
    void mend() {
        Rows.execute("drop trigger if exists on_purpose on outbox");
        Rows.execute("drop trigger if exists on_purpose on document_chunk");
    }

    private static void breakInsertsInto(String table, String sqlState) {
        Rows.execute(
                "create trigger on_purpose before insert on "
                        + table
                        + " for each row execute function fail_on_purpose('"
                        + sqlState
                        + "')");
    }

    private static ValidatableResponse submit(byte[] bill) {
        return ci().queryParam("product", PRODUCT)
                .queryParam("release", "1")
                .body(bill)
                .post("/api/v1/submissions")
                .then();
    }

    private static long documents(byte[] bill) throws Exception {
        return Rows.count(
                "select count(*) from document where sha256 = ?",
                MessageDigest.getInstance("SHA-256").digest(bill));
    }

    @Test
    void shouldKeepNoBytesWhenTheOutboxCannotBeWritten() throws Exception {
        // Given
        byte[] bill = Samples.bill("outbox breaks");
        breakInsertsInto("outbox", "P0001");

        // When
        ValidatableResponse answer = submit(bill);

        // Then
        answer.statusCode(500)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:plumbline:problem:internal"));
        assertThat(answer.extract().asString())
                .doesNotContain("purpose")
                .doesNotContain("Exception");
        assertThat(documents(bill)).isZero();
        assertThat(Rows.count("select count(*) from submission where product = ?", PRODUCT))
                .isZero();
    }

    @Test
    void shouldSayNothingWhenTheBytesCannotBeKept() throws Exception {
        // Given
        byte[] bill = Samples.bill("bytes break");
        breakInsertsInto("document_chunk", "P0001");

        // When
        ValidatableResponse answer = submit(bill);

        // Then
        answer.statusCode(500);
        assertThat(documents(bill)).isZero();
        assertThat(Rows.count("select count(*) from outbox where key = ?", PRODUCT)).isZero();
        assertThat(Topic.all(Topics.EVIDENCE))
                .extracting(Topic.Received::key)
                .doesNotContain(PRODUCT);
    }

    @Test
    void shouldAskToComeBackWhenTheDatabaseIsAway() throws Exception {
        // Given
        byte[] bill = Samples.bill("away");
        breakInsertsInto("outbox", "57P03");

        // When
        ValidatableResponse answer = submit(bill);

        // Then
        answer.statusCode(503)
                .header("Retry-After", equalTo("5"))
                .contentType("application/problem+json");
        assertThat(documents(bill)).isZero();
    }
}
