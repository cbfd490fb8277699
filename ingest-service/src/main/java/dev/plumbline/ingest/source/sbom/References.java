package dev.plumbline.ingest.source.sbom;

/// A table from a reference (as a hash of its text) to a small number, without an object per entry.
///
/// SBOMs name each component many times over in their dependency graph; strings for all of them
/// would be most of what a parse allocates.
public final class References {
    /// What [#get] gives for a reference that was never put.
    public static final int ABSENT = Integer.MIN_VALUE;

    private long[] keys = new long[512];
    private int[] values = new int[512];
    private int size;

    /// Puts a value for a reference; hash 0 stands for "no reference" and is ignored.
    public void put(long hash, int value) {
        if (hash == 0) {
            return;
        }
        if (size * 2 > keys.length) {
            grow();
        }
        int slot = slot(hash);
        if (keys[slot] == 0) {
            keys[slot] = hash;
            size++;
        }
        values[slot] = value;
    }

    public int get(long hash) {
        if (hash == 0) {
            return ABSENT;
        }
        int slot = slot(hash);
        return keys[slot] == 0 ? ABSENT : values[slot];
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
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldValues.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
