package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.source.intoto.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The public keys that attestations are checked with.
///
/// A signature that names none of them is somebody else's. One that names a key, or no key at all,
/// must be of a configured key: else the envelope was changed, or is not ours, and is refused.
final class AttestationKeys implements Verifier {
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final List<Known> keys;

    /// @param ids what envelopes may call it: its name, or the SHA-256 of it in one of two
    ///     spellings
    private record Known(String name, PublicKey key, Set<String> ids) {
        Known {
            ids = Set.copyOf(ids);
        }
    }

    private AttestationKeys(List<Known> keys) {
        this.keys = List.copyOf(keys);
    }

    /// @param configured a public key in PEM, or the path of one, by its name
    static Verifier of(Map<String, String> configured) {
        List<Known> keys = new ArrayList<>();
        new TreeMap<>(configured).forEach((name, text) -> keys.add(known(name, text)));
        return keys.isEmpty() ? WITHOUT_KEYS : new AttestationKeys(keys);
    }

    private static Known known(String name, String text) {
        String pem = text.contains(BEGIN) ? text : file(name, text);
        int from = pem.indexOf(BEGIN);
        int to = pem.indexOf(END);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "attestation key " + name + " must be a public key in PEM (" + BEGIN + ")");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.substring(from + BEGIN.length(), to));
        byte[] digest = sha256(der);
        return new Known(
                name,
                key(name, der),
                Set.of(
                        name,
                        HexFormat.of().formatHex(digest),
                        "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest)));
    }

    private static String file(String name, String path) {
        try {
            return Files.readString(Path.of(path.strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("attestation key " + name + " cannot be read", e);
        }
    }

    private static PublicKey key(String name, byte[] der) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePublic(new X509EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                // a key of one of the others
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + algorithm, e);
            }
        }
        throw new IllegalArgumentException(
                "attestation key " + name + " is neither ECDSA, RSA nor Ed25519");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public Verdict verify(byte[] message, List<Verifier.Signature> signatures) {
        String refuted = null;
        for (Verifier.Signature signature : signatures) {
            List<Known> named =
                    keys.stream().filter(key -> key.ids().contains(signature.keyId())).toList();
            List<Known> tried = named.isEmpty() ? keys : named;
            for (Known known : tried) {
                if (isBy(known.key(), message, signature.bytes())) {
                    return new Verdict.Verified(known.name());
                }
            }
            if (!named.isEmpty() || signature.keyId().isEmpty()) {
                refuted = refuted == null ? tried.getFirst().name() : refuted;
            }
        }
        return refuted == null ? new Verdict.NoKey() : new Verdict.Refuted(refuted);
    }

    /// Envelopes do not say which hash they use, so that each that is good enough is tried.
    private static boolean isBy(PublicKey key, byte[] message, byte[] signature) {
        return switch (key.getAlgorithm()) {
            case "EC" ->
                    check("SHA256withECDSA", null, key, message, signature)
                            || check("SHA384withECDSA", null, key, message, signature)
                            || check("SHA512withECDSA", null, key, message, signature);
            case "RSA" ->
                    check("SHA256withRSA", null, key, message, signature)
                            || check("SHA512withRSA", null, key, message, signature)
                            || check("RSASSA-PSS", pss(32), key, message, signature)
                            || check("RSASSA-PSS", pss(longestSalt(key)), key, message, signature);
            default -> check("Ed25519", null, key, message, signature);
        };
    }

    private static PSSParameterSpec pss(int salt) {
        return new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt, 1);
    }

    /// Some signers take as much salt as fits (RFC 8017, 9.1.1).
    private static int longestSalt(PublicKey key) {
        return key instanceof RSAPublicKey rsa
                ? Math.max((rsa.getModulus().bitLength() - 1 + 7) / 8 - 32 - 2, 0)
                : 32;
    }

    private static boolean check(
            String algorithm,
            @Nullable PSSParameterSpec parameters,
            PublicKey key,
            byte[] message,
            byte[] bytes) {
        try {
            java.security.Signature signature = java.security.Signature.getInstance(algorithm);
            if (parameters != null) {
                signature.setParameter(parameters);
            }
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(bytes);
        } catch (GeneralSecurityException e) {
            // not even the shape of one
            return false;
        }
    }
}
