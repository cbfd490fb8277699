package dev.plumbline.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.ingest.source.intoto.Verifier;
import dev.plumbline.ingest.source.intoto.Verifier.Verdict.NoKey;
import dev.plumbline.ingest.source.intoto.Verifier.Verdict.Refuted;
import dev.plumbline.ingest.source.intoto.Verifier.Verdict.Verified;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttestationKeysTest {
    private static final byte[] MESSAGE = "DSSEv1 1 a 1 b".getBytes(StandardCharsets.UTF_8);

    private static KeyPair pair(String kind) throws Exception {
        KeyPairGenerator generator =
                KeyPairGenerator.getInstance(kind.startsWith("sec") ? "EC" : kind);
        if (kind.startsWith("sec")) {
            generator.initialize(new ECGenParameterSpec(kind));
        }
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static byte[] sign(KeyPair pair, String algorithm, int salt) throws Exception {
        Signature signature = Signature.getInstance(algorithm);
        if (salt > 0) {
            signature.setParameter(
                    new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt, 1));
        }
        signature.initSign(pair.getPrivate());
        signature.update(MESSAGE);
        return signature.sign();
    }

    private static List<Verifier.Signature> by(String keyId, byte[] bytes) {
        return List.of(new Verifier.Signature(keyId, bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "secp256r1,SHA256withECDSA,0",
        "secp384r1,SHA384withECDSA,0",
        "secp384r1,SHA256withECDSA,0",
        "RSA,SHA256withRSA,0",
        "RSA,RSASSA-PSS,32",
        "RSA,RSASSA-PSS,350",
        "Ed25519,Ed25519,0"
    })
    void shouldVerifyWhatTheKeySignedAndRefuteWhatItDidNot(String kind, String algorithm, int salt)
            throws Exception {
        // Given
        KeyPair pair = pair(kind);
        Verifier keys = AttestationKeys.of(Map.of("release", pem(pair)));
        // an RSA key of today has 3,072 bits, where the longest salt is 350 bytes
        byte[] bytes = sign(pair, algorithm, salt);

        // When
        var whole = keys.verify(MESSAGE, by("", bytes));
        var changed = keys.verify(new byte[] {1}, by("release", bytes));

        // Then
        assertThat(whole).isEqualTo(new Verified("release"));
        assertThat(changed).isEqualTo(new Refuted("release"));
    }

    @Test
    void shouldLeaveSignaturesOfOthersAlone() throws Exception {
        // Given
        Verifier keys = AttestationKeys.of(Map.of("release", pem(pair("Ed25519"))));
        byte[] theirs = sign(pair("Ed25519"), "Ed25519", 0);

        // Then
        assertThat(keys.verify(MESSAGE, by("somebody else", theirs))).isInstanceOf(NoKey.class);
        assertThat(keys.verify(MESSAGE, by("", theirs))).isEqualTo(new Refuted("release"));
        assertThat(keys.verify(MESSAGE, List.of())).isInstanceOf(NoKey.class);
        assertThat(keys.verify(MESSAGE, by("release", new byte[] {1, 2})))
                .isEqualTo(new Refuted("release"));
        assertThat(AttestationKeys.of(Map.of()).verify(MESSAGE, by("", theirs)))
                .isInstanceOf(NoKey.class);
    }

    @Test
    void shouldFindTheOneOfSeveralKeysThatSigned() throws Exception {
        // Given
        KeyPair second = pair("secp256r1");
        Verifier keys = AttestationKeys.of(Map.of("a", pem(pair("Ed25519")), "b", pem(second)));

        // Then
        assertThat(keys.verify(MESSAGE, by("", sign(second, "SHA256withECDSA", 0))))
                .isEqualTo(new Verified("b"));
    }

    @Test
    void shouldReadAKeyFromAFileAndSayWhichOneIsNone(@TempDir Path folder) throws Exception {
        // Given
        KeyPair pair = pair("Ed25519");
        Path file = Files.writeString(folder.resolve("key.pem"), pem(pair));

        // Then
        assertThat(
                        AttestationKeys.of(Map.of("k", file.toString()))
                                .verify(MESSAGE, by("", sign(pair, "Ed25519", 0))))
                .isEqualTo(new Verified("k"));
        assertThatThrownBy(() -> AttestationKeys.of(Map.of("k", folder.resolve("x").toString())))
                .hasMessageContaining("attestation key k");
        assertThatThrownBy(
                        () ->
                                AttestationKeys.of(
                                        Map.of(
                                                "k",
                                                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")))
                .hasMessageContaining("attestation key k");
    }
}
