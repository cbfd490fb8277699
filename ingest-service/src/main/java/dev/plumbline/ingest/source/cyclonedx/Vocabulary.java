package dev.plumbline.ingest.source.cyclonedx;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words of CycloneDX up to 1.7, and the shapes that its schemas ask for.
final class Vocabulary {
    /// Whoever lists these lists no software; they count only with a purl.
    static final Set<String> NOT_SOFTWARE = Set.of("file", "data", "cryptographic-asset");

    /// By their number in the protobuf schema; 0 is none.
    static final List<String> TYPES =
            List.of(
                    "",
                    "application",
                    "framework",
                    "library",
                    "operating-system",
                    "device",
                    "file",
                    "container",
                    "firmware",
                    "device-driver",
                    "platform",
                    "machine-learning-model",
                    "data",
                    "cryptographic-asset");

    /// By their number in the protobuf schema; 0 is none.
    static final List<String> HASHES =
            List.of(
                    "",
                    "MD5",
                    "SHA-1",
                    "SHA-256",
                    "SHA-384",
                    "SHA-512",
                    "SHA3-256",
                    "SHA3-384",
                    "SHA3-512",
                    "BLAKE2b-256",
                    "BLAKE2b-384",
                    "BLAKE2b-512",
                    "BLAKE3",
                    "Streebog-256",
                    "Streebog-512");

    /// By their number in the protobuf schema; 0 is none.
    static final List<String> PATCHES =
            List.of("", "unofficial", "monkey", "backport", "cherry-pick");

    /// By their number in the protobuf schema; 0 is unknown.
    static final List<String> SEVERITIES =
            List.of("unknown", "critical", "high", "medium", "low", "info", "none");

    /// By their number in the protobuf schema; 0 is none.
    static final List<String> STATES =
            List.of(
                    "",
                    "resolved",
                    "resolved_with_pedigree",
                    "exploitable",
                    "in_triage",
                    "false_positive",
                    "not_affected");

    /// By their number in the protobuf schema; 0 is none.
    static final List<String> JUSTIFICATIONS =
            List.of(
                    "",
                    "code_not_present",
                    "code_not_reachable",
                    "requires_configuration",
                    "requires_dependency",
                    "requires_environment",
                    "protected_by_compiler",
                    "protected_at_runtime",
                    "protected_at_perimeter",
                    "protected_by_mitigating_control");

    /// By their number in the protobuf schema; 0 is none.
    static final List<String> RESPONSES =
            List.of(
                    "",
                    "can_not_fix",
                    "will_not_fix",
                    "update",
                    "rollback",
                    "workaround_available");

    private static final Set<String> KNOWN_TYPES = Set.copyOf(TYPES.subList(1, TYPES.size()));
    private static final Set<String> KNOWN_PATCHES = Set.copyOf(PATCHES.subList(1, PATCHES.size()));
    private static final Map<String, int[]> HASH_LENGTHS =
            Map.ofEntries(
                    Map.entry("MD5", new int[] {32}),
                    Map.entry("SHA-1", new int[] {40}),
                    Map.entry("SHA-256", new int[] {64}),
                    Map.entry("SHA-384", new int[] {96}),
                    Map.entry("SHA-512", new int[] {128}),
                    Map.entry("SHA3-256", new int[] {64}),
                    Map.entry("SHA3-384", new int[] {96}),
                    Map.entry("SHA3-512", new int[] {128}),
                    Map.entry("BLAKE2b-256", new int[] {64}),
                    Map.entry("BLAKE2b-384", new int[] {96}),
                    Map.entry("BLAKE2b-512", new int[] {128}),
                    Map.entry("BLAKE3", new int[] {32, 40, 64, 96, 128}),
                    Map.entry("Streebog-256", new int[] {64}),
                    Map.entry("Streebog-512", new int[] {128}));

    private Vocabulary() {}

    /// The word of a number in the protobuf schema; `null` for 0 and for what is not known.
    static @Nullable String word(List<String> words, long number) {
        return number > 0 && number < words.size() ? words.get((int) number) : null;
    }

    static boolean isType(@Nullable String type) {
        return type != null && KNOWN_TYPES.contains(type);
    }

    static boolean isPatch(@Nullable String type) {
        return type != null && KNOWN_PATCHES.contains(type);
    }

    static boolean isHashAlgorithm(@Nullable String algorithm) {
        return algorithm != null && HASH_LENGTHS.containsKey(algorithm);
    }

    /// Whether a digest is as many hex digits as its algorithm gives.
    static boolean isDigest(String algorithm, String digest) {
        int[] lengths = HASH_LENGTHS.get(algorithm);
        if (lengths == null) {
            return false;
        }
        boolean fits = false;
        for (int length : lengths) {
            fits |= digest.length() == length;
        }
        return fits && isHex(digest, 0, digest.length());
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isUuidUrn(String serial) {
        String prefix = "urn:uuid:";
        if (serial.length() != prefix.length() + 36 || !serial.startsWith(prefix)) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = serial.charAt(prefix.length() + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !isHexDigit(c)) {
                return false;
            }
        }
        return true;
    }
}
