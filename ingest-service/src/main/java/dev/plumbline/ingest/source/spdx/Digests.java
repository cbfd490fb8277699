package dev.plumbline.ingest.source.spdx;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Digests as SPDX documents write them, of whatever algorithm.
public final class Digests {
    private static final Map<String, Integer> LENGTHS =
            Map.ofEntries(
                    Map.entry("MD2", 32),
                    Map.entry("MD4", 32),
                    Map.entry("MD5", 32),
                    Map.entry("SHA1", 40),
                    Map.entry("SHA224", 56),
                    Map.entry("SHA256", 64),
                    Map.entry("SHA384", 96),
                    Map.entry("SHA512", 128),
                    Map.entry("SHA3224", 56),
                    Map.entry("SHA3256", 64),
                    Map.entry("SHA3384", 96),
                    Map.entry("SHA3512", 128),
                    Map.entry("BLAKE2B256", 64),
                    Map.entry("BLAKE2B384", 96),
                    Map.entry("BLAKE2B512", 128));

    /// Shorter ones are no digest but a checksum against accidents.
    private static final int SHORTEST = 32;

    private Digests() {}

    /// Whether the value is a digest of that algorithm: hex, and as long as it must be.
    public static boolean isDigest(@Nullable String algorithm, @Nullable String value) {
        if (algorithm == null || value == null || value.length() < SHORTEST) {
            return false;
        }
        Integer length = LENGTHS.get(plain(algorithm));
        return (length == null || length == value.length()) && isHex(value);
    }

    /// The value in lower case if it is a SHA-256; else `null`.
    public static @Nullable String sha256(@Nullable String algorithm, @Nullable String value) {
        return isDigest(algorithm, value)
                        && algorithm != null
                        && value != null
                        && plain(algorithm).equals("SHA256")
                ? value.toLowerCase(Locale.ROOT)
                : null;
    }

    private static String plain(String algorithm) {
        return switch (algorithm) {
            case "SHA1", "SHA256", "SHA512", "MD5" -> algorithm;
            default -> algorithm.toUpperCase(Locale.ROOT).replace("-", "").replace("_", "").strip();
        };
    }

    private static boolean isHex(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.digit(value.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
