package dev.plumbline.test.identity;

import dev.plumbline.test.OncePerJvm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The RSA key of the test identity provider, the same for every class loader of the JVM.
final class SigningKey {

    static final String ID = "test-key";

    private SigningKey() {}

    static PrivateKey privateKey() throws GeneralSecurityException {
        byte[] encoded =
                Base64.getDecoder().decode(OncePerJvm.value("oidc.key", SigningKey::generate));
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    /// The public half as a JSON Web Key Set.
    static Map<String, Object> publicKeys() throws GeneralSecurityException {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) privateKey();
        return Map.of(
                "keys",
                List.of(
                        Map.of(
                                "kid",
                                ID,
                                "kty",
                                "RSA",
                                "alg",
                                "RS256",
                                "use",
                                "sig",
                                "n",
                                encode(key.getModulus()),
                                "e",
                                encode(key.getPublicExponent()))));
    }

    private static String generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No RSA key for the tests", e);
        }
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        boolean signByte = bytes[0] == 0 && bytes.length > 1;
        byte[] magnitude = signByte ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }
}
