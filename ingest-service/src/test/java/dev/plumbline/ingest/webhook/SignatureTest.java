package dev.plumbline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.CatalogChange.HookKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final String BODY = "Hello, World!";

    /// From GitHub's documentation of validating deliveries.
    private static final String GITHUB =
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    /// From the tests of the reference libraries of Standard Webhooks.
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final String PAYLOAD = "{\"test\": 2432232314}";
    private static final String STANDARD = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static boolean holds(
            HookKind kind,
            Map<String, String> headers,
            List<String> secrets,
            Instant now,
            String body) {
        Signature signature = Signature.of(kind, headers, secrets, now);
        if (signature == null) {
            return false;
        }
        try (var in =
                signature.listeningTo(
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))) {
            in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return signature.holds();
    }

    private static boolean github(String header, String... secrets) {
        return holds(
                HookKind.GITHUB, Map.of("x-hub-signature-256", header), List.of(secrets), AT, BODY);
    }

    private static Map<String, String> standard(String signatures) {
        return Map.of(
                "webhook-id",
                ID,
                "webhook-timestamp",
                "1614265330",
                "webhook-signature",
                signatures);
    }

    private static boolean standard(String signatures, Instant now) {
        return holds(HookKind.STANDARD, standard(signatures), List.of(KEY), now, PAYLOAD);
    }

    @Test
    void shouldTakeWhatGitHubSignedWithAnySecretThatIsValid() {
        assertThat(github(GITHUB, SECRET)).isTrue();
        assertThat(github(GITHUB, "the newer secret", SECRET)).isTrue();
        assertThat(github(GITHUB, "another secret")).isFalse();
        assertThat(github(GITHUB)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18",
                "sha256=757107ea",
                "sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
            })
    void shouldRefuseWhatIsNoSignatureOfGitHub(String header) {
        assertThat(github(header, SECRET)).isFalse();
    }

    @Test
    void shouldRefuseABodyThatWasChanged() {
        assertThat(
                        holds(
                                HookKind.GITHUB,
                                Map.of("x-hub-signature-256", GITHUB),
                                List.of(SECRET),
                                AT,
                                BODY + " "))
                .isFalse();
    }

    @Test
    void shouldHoldNothingBeforeTheBodyIsRead() {
        // Given
        Signature signature =
                Signature.of(
                        HookKind.GITLAB,
                        Map.of("x-gitlab-token", "a token of the project"),
                        List.of("a token of the project"),
                        AT);

        // Then
        assertThat(signature).isNotNull();
        assertThat(signature.holds()).isFalse();
    }

    @Test
    void shouldReadTheVectorsOfStandardWebhooks() {
        assertThat(standard(STANDARD, AT)).isTrue();
        assertThat(
                        holds(
                                HookKind.STANDARD,
                                standard(STANDARD),
                                List.of(KEY.substring(6)),
                                AT,
                                PAYLOAD))
                .isTrue();
        assertThat(
                        standard(
                                "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="
                                        + " v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= "
                                        + STANDARD,
                                AT))
                .isTrue();
        assertThat(standard("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=", AT)).isFalse();
        assertThat(standard("v2" + STANDARD.substring(2), AT)).isFalse();
        assertThat(standard("v1,", AT)).isFalse();
        assertThat(holds(HookKind.STANDARD, standard(STANDARD), List.of("whsec_"), AT, PAYLOAD))
                .isFalse();
    }

    @Test
    void shouldRefuseWhatIsOlderOrNewerThanFiveMinutes() {
        Duration five = Duration.ofMinutes(5);

        assertThat(standard(STANDARD, AT.plus(five))).isTrue();
        assertThat(standard(STANDARD, AT.minus(five))).isTrue();
        assertThat(standard(STANDARD, AT.plus(five).plusSeconds(1))).isFalse();
        assertThat(standard(STANDARD, AT.minus(five).minusSeconds(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "", "-1", "1614265330.0", "99999999999999999999"})
    void shouldRefuseATimestampThatIsNone(String timestamp) {
        Map<String, String> headers =
                Map.of(
                        "webhook-id",
                        ID,
                        "webhook-timestamp",
                        timestamp,
                        "webhook-signature",
                        STANDARD);

        assertThat(holds(HookKind.STANDARD, headers, List.of(KEY), AT, PAYLOAD)).isFalse();
    }

    @Test
    void shouldTakeTheTokenOfGitLab() {
        Map<String, String> headers = Map.of("x-gitlab-token", "a token of the project");

        assertThat(gitlab(headers, "a token of the project")).isTrue();
        assertThat(gitlab(headers, "the next token", "a token of the project")).isTrue();
        assertThat(gitlab(headers, "a token of the projects")).isFalse();
        assertThat(gitlab(Map.of(), "a token of the project")).isFalse();
    }

    @Test
    void shouldTakeWhatGitLabSigned() {
        assertThat(gitlab(standard(STANDARD), KEY)).isTrue();
        assertThat(gitlab(standard(STANDARD), "a plain token of before", KEY)).isTrue();
        assertThat(gitlab(standard("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA="), KEY))
                .isFalse();
    }

    @Test
    void shouldNotFallBackToTheTokenWhereASignatureIsWrong() {
        Map<String, String> headers =
                Map.of(
                        "webhook-id",
                        ID,
                        "webhook-timestamp",
                        "1614265330",
                        "webhook-signature",
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=",
                        "x-gitlab-token",
                        "a plain token of before");

        assertThat(gitlab(headers, "a plain token of before", KEY)).isFalse();
    }

    @Test
    void shouldNeverTakeASigningTokenInClear() {
        assertThat(gitlab(Map.of("x-gitlab-token", KEY), KEY)).isFalse();
    }

    private static boolean gitlab(Map<String, String> headers, String... secrets) {
        return holds(HookKind.GITLAB, headers, List.of(secrets), AT, PAYLOAD);
    }
}
