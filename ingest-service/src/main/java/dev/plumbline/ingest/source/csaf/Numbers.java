package dev.plumbline.ingest.source.csaf;

import java.util.Arrays;

/// Numbers in a row, in as little room as they need.
final class Numbers {
    static final int[] NONE = {};

    private int[] values = NONE;
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(8, size + (size >> 1)));
        }
        values[size++] = value;
    }

    int[] take() {
        int[] taken = size == 0 ? NONE : Arrays.copyOf(values, size);
        size = 0;
        return taken;
    }
}
