package dev.plumbline.scoring.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.UUID;

/// Identities derived from content: the first 128 bits of SHA-256 as a UUID of version 8 (RFC 9562,
/// 5.8), so that replaying the log gives the same ids on any machine.
public final class Identity {
    private static final char SEPARATOR = '\n';

    private Identity() {}

    /// Of texts, each on its own line; what kind of thing it is comes first.
    public static UUID of(String... parts) {
        return fromDigest(
                sha256().digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
    }

    /// Of a set, whatever the order in which it is given.
    public static UUID ofSet(String kind, Collection<UUID> members) {
        MessageDigest digest = sha256();
        digest.update((kind + SEPARATOR).getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(16);
        members.stream()
                .sorted()
                .forEach(
                        member -> {
                            bytes.clear();
                            bytes.putLong(member.getMostSignificantBits());
                            bytes.putLong(member.getLeastSignificantBits());
                            digest.update(bytes.array());
                        });
        return fromDigest(digest.digest());
    }

    /// Of the version of a product.
    public static UUID ofRelease(String product, String version) {
        return of("release", product, version);
    }

    private static UUID fromDigest(byte[] digest) {
        ByteBuffer bits = ByteBuffer.wrap(digest);
        long high = (bits.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
