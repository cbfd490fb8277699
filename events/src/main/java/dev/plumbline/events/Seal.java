package dev.plumbline.events;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts secrets that stand in tables and travel on topics, so that neither shows them.
///
/// AES-256-GCM. The keys are derived from passphrases that the services of one install share; the
/// first seals, all of them open, so that a passphrase can be changed while old seals are about. A
/// seal is bound to what it belongs to and opens nowhere else.
public final class Seal {
    private static final String VERSION = "v1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<Key> keys;

    private record Key(String id, SecretKeySpec key) {}

    private Seal(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /// @param passphrases of at least 20 characters, the current one first
    public static Seal with(List<String> passphrases) {
        List<Key> keys = new ArrayList<>();
        for (String passphrase : passphrases) {
            if (passphrase.length() < SHORTEST) {
                throw new IllegalArgumentException(
                        "a passphrase for seals must have at least " + SHORTEST + " characters");
            }
            byte[] digest = sha256("plumbline seal " + passphrase);
            String id = HexFormat.of().formatHex(sha256("plumbline seal id " + passphrase), 0, 4);
            keys.add(new Key(id, new SecretKeySpec(digest, "AES")));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no passphrase for seals");
        }
        return new Seal(keys);
    }

    /// @param secret what is to be hidden
    /// @param belongsTo what it belongs to, such as `hook/acme`
    public String close(String secret, String belongsTo) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        Key key = keys.getFirst();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, belongsTo);
            byte[] sealed = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
            return String.join(
                    ".",
                    VERSION,
                    key.id(),
                    base64.encodeToString(nonce),
                    base64.encodeToString(sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /// What was sealed.
    ///
    /// @throws Broken if it is no seal of one of the keys for this owner
    public String open(String sealed, String belongsTo) throws Broken {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 4 || !parts[0].equals(VERSION)) {
            throw new Broken("no seal");
        }
        for (Key key : keys) {
            if (key.id().equals(parts[1])) {
                return open(key, parts, belongsTo);
            }
        }
        throw new Broken("sealed with a passphrase that this service does not have");
    }

    private static String open(Key key, String[] parts, String belongsTo) throws Broken {
        try {
            byte[] nonce = Base64.getUrlDecoder().decode(parts[2]);
            byte[] sealed = Base64.getUrlDecoder().decode(parts[3]);
            return new String(
                    cipher(Cipher.DECRYPT_MODE, key, nonce, belongsTo).doFinal(sealed),
                    StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Broken("changed, or of something else");
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, String belongsTo)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(belongsTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// A seal that can't be opened. Says why, never what.
    public static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String why) {
            super(why);
        }
    }
}
