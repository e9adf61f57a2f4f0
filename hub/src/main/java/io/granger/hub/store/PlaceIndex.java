package io.granger.hub.store;

import java.util.Arrays;

/**
 * Finds places by a hash of what is there, in arrays of numbers alone. Different things may have one hash: whoever asks looks at what is
 * at the places found. Open addressing with linear probing (Knuth, The Art of Computer Programming 3, 6.4, algorithms L and R). Not
 * thread-safe.
 */
final class PlaceIndex {
    private static final int[] NONE = {};

    /** Fibonacci hashing: neighbours that differ in few bits are far apart. */
    private static final int GOLDEN = 0x9E3779B9;

    /** A place and one, or 0 where none is. */
    private final int[] table;

    private final int[] hashOf;
    private final int shift;

    /** Of places from 0 to one less than this. */
    PlaceIndex(int places) {
        hashOf = new int[places];
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, places));
        // At most half full.
        table = new int[1 << (bits + 1)];
        shift = Integer.SIZE - (bits + 1);
    }

    /** The same places in an index for more of them. */
    PlaceIndex grown(int places) {
        PlaceIndex grown = new PlaceIndex(places);
        for (int noted : table) {
            if (noted != 0) {
                grown.add(hashOf[noted - 1], noted - 1);
            }
        }
        return grown;
    }

    private int home(int hash) {
        return (hash * GOLDEN) >>> shift;
    }

    private int after(int slot) {
        return (slot + 1) & (table.length - 1);
    }

    /** Notes a place that is not noted. */
    void add(int hash, int place) {
        hashOf[place] = hash;
        int slot = home(hash);
        while (table[slot] != 0) {
            slot = after(slot);
        }
        table[slot] = place + 1;
    }

    /** The places of this hash, in no order. */
    int[] places(int hash) {
        int[] found = NONE;
        for (int slot = home(hash); table[slot] != 0; slot = after(slot)) {
            int place = table[slot] - 1;
            if (hashOf[place] == hash) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = place;
            }
        }
        return found;
    }

    /** Forgets a place that is noted. */
    void remove(int place) {
        int hole = home(hashOf[place]);
        while (table[hole] != place + 1) {
            hole = after(hole);
        }
        for (int slot = after(hole); table[slot] != 0; slot = after(slot)) {
            // Whoever has its home behind the hole, up to where it is, is found without it.
            int way = (slot - home(hashOf[table[slot] - 1])) & (table.length - 1);
            if (way >= ((slot - hole) & (table.length - 1))) {
                table[hole] = table[slot];
                hole = slot;
            }
        }
        table[hole] = 0;
    }
}
