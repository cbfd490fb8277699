package dev.plumbline.ingest.source.sbom;

import java.util.Arrays;

/// Numbers the references of a document (hashes of their texts) in the order in which they are
/// first seen, without an object per reference.
///
/// SBOMs name each component many times over in their dependency graph; strings for all of them
/// would be most of what a parse allocates.
public final class References {
    private long[] keys = new long[512];
    private int[] numbers = new int[512];
    private int size;

    /// How many different references were seen.
    public int size() {
        return size;
    }

    /// The number of a reference, a new one if it was never seen. The hash must not be 0.
    public int number(long hash) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int slot = slot(hash);
        if (keys[slot] == 0) {
            keys[slot] = hash;
            numbers[slot] = size++;
        }
        return numbers[slot];
    }

    /// The number of a reference; -1 if it was never seen.
    public int known(long hash) {
        if (hash == 0) {
            return -1;
        }
        int slot = slot(hash);
        return keys[slot] == 0 ? -1 : numbers[slot];
    }

    private int slot(long hash) {
        int mask = keys.length - 1;
        int slot = (int) hash & mask;
        while (keys[slot] != 0 && keys[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[oldKeys.length * 2];
        numbers = Arrays.copyOf(oldNumbers, keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
