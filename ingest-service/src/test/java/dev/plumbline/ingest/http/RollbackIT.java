package dev.plumbline.ingest.http;

import static dev.plumbline.ingest.http.Calls.ci;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookSecret;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.Seal;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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

    @Test
    void shouldNotRememberADeliveryWhoseEffectIsRolledBack() throws Exception {
        // Given
        Catalog.product("atlas-rollback-hook");
        Seal seal = Seal.with(List.of("passphrase-of-the-ingest-tests"));
        Topic.send(
                Topics.CATALOG,
                new HookSaved(
                        "rollback",
                        1,
                        false,
                        HookKind.GITHUB,
                        false,
                        false,
                        List.of(new HookTarget("*", "atlas-rollback-hook", "1")),
                        List.of(new HookSecret(seal.close("a secret", "hook/rollback"), null))));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Rows.count("select count(*) from hook where key = 'rollback'") == 1);
        byte[] payload =
                Samples.utf8(
                        """
                        {"action":"created","alert":{"number":1,"state":"open","secret_type":"acme_key",
                         "updated_at":"2026-01-01T00:00:00Z"},"repository":{"full_name":"acme/rollback"}}""");
        breakInsertsInto("outbox", "57P03");
        deliver(payload).statusCode(503).header("Retry-After", equalTo("5"));
        assertThat(Rows.count("select count(*) from hook_alert where hook = 'rollback'")).isZero();
        assertThat(Rows.count("select count(*) from hook_delivery where hook = 'rollback'"))
                .isZero();
        mend();

        // When
        ValidatableResponse again = deliver(payload);

        // Then
        again.statusCode(202).body("status", equalTo("accepted"));
        assertThat(Rows.count("select count(*) from hook_delivery where hook = 'rollback'"))
                .isEqualTo(1);
    }

    private static ValidatableResponse deliver(byte[] payload) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Samples.utf8("a secret"), "HmacSHA256"));
        return given().header("X-GitHub-Event", "secret_scanning_alert")
                .header(
                        "X-Hub-Signature-256",
                        "sha256=" + HexFormat.of().formatHex(mac.doFinal(payload)))
                .contentType("application/json")
                .body(payload)
                .post("/api/v1/hooks/rollback")
                .then();
    }
}
