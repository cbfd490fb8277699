package dev.plumbline.ingest.source.csaf;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ids of one kind, numbered as they are first met, whether defined or only referred to.
///
/// Kept as hashes: an id stands thousands of times in a document, and nobody reads it afterwards.
final class Names {
    private final String what;
    private final int most;
    private long[] hashes = new long[64];
    private int[] numbers = new int[64];
    private int size;
    private final BitSet defined = new BitSet();
    private final List<@Nullable Place> firstReferred = new ArrayList<>();

    /// @param what such as `product_id`
    Names(String what, int most) {
        this.what = what;
        this.most = most;
    }

    int size() {
        return size;
    }

    boolean isDefined(int number) {
        return defined.get(number);
    }

    /// The number of the id that the walk stands on, which is defined here.
    int define(JsonReader in) throws IOException, Unreadable {
        int number = number(in, null);
        if (defined.get(number)) {
            throw in.refuse("this " + what + " is defined twice");
        }
        defined.set(number);
        return number;
    }

    /// The number of the id that the walk stands on.
    int refer(JsonReader in) throws IOException, Unreadable {
        return number(in, in);
    }

    private int number(JsonReader in, @Nullable JsonReader referring)
            throws IOException, Unreadable {
        long hash = in.textHash();
        if (hash == 0) {
            throw in.refuse("a " + what + " must be a text");
        }
        int at = slot(hash);
        if (hashes[at] == hash) {
            return numbers[at];
        }
        if (size == most) {
            throw in.refuse("there are more than " + most + " different ids");
        }
        hashes[at] = hash;
        numbers[at] = size;
        firstReferred.add(referring == null ? null : referring.place());
        size++;
        if (size * 2 > hashes.length) {
            grow();
        }
        return size - 1;
    }

    private int slot(long hash) {
        int mask = hashes.length - 1;
        int at = (int) (hash ^ (hash >>> 32)) & mask;
        while (hashes[at] != 0 && hashes[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldNumbers = numbers;
        hashes = new long[oldHashes.length * 2];
        numbers = new int[oldHashes.length * 2];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int at = slot(oldHashes[i]);
                hashes[at] = oldHashes[i];
                numbers[at] = oldNumbers[i];
            }
        }
    }

    /// Refuses the first id that was referred to and never defined.
    void checkDefined(Place document) throws Unreadable {
        int undefined = defined.nextClearBit(0);
        if (undefined < size) {
            Place place = firstReferred.get(undefined);
            throw (place == null ? document : place)
                    .refuse("this " + what + " is defined nowhere in the document");
        }
    }

    /// Marks for each number, none set.
    int[] marks() {
        int[] marks = new int[size];
        Arrays.fill(marks, -1);
        return marks;
    }
}
