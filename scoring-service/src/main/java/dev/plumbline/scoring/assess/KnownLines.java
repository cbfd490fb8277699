package dev.plumbline.scoring.assess;

import dev.plumbline.scoring.store.Identity;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Which ledger lines a score took in, at eight bytes a line.
record KnownLines(Set<Long> hashes) {
    KnownLines {
        hashes = Set.copyOf(hashes);
    }

    static KnownLines of(Collection<String> ids) {
        Set<Long> hashes = new HashSet<>();
        ids.forEach(id -> hashes.add(hash(id)));
        return new KnownLines(hashes);
    }

    static KnownLines read(byte[] bytes) {
        Set<Long> hashes = new HashSet<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.remaining() >= Long.BYTES) {
            hashes.add(buffer.getLong());
        }
        return new KnownLines(hashes);
    }

    byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(hashes.size() * Long.BYTES);
        hashes.stream().sorted().forEach(buffer::putLong);
        return buffer.array();
    }

    boolean contains(String id) {
        return hashes.contains(hash(id));
    }

    private static long hash(String id) {
        return Identity.of("line", id).getMostSignificantBits();
    }
}
