package io.granger.hub.store;

import org.jspecify.annotations.Nullable;

/** Numbers strings in the order they come, from 1; emptied in the time it was filled in. Not thread-safe. */
final class StringTable {
    private static final int SLOTS = 64;

    private @Nullable String[] strings = new String[SLOTS];
    private int[] numbers = new int[SLOTS];

    /** Where the string of each number is. */
    private int[] slots = new int[SLOTS / 2];

    private int size;

    /** The number of a string that came before; 0 for one that is new, which has the next number from now on. */
    int number(String value) {
        int slot = slot(value);
        if (strings[slot] != null) {
            return numbers[slot];
        }
        if (size == slots.length) {
            grow();
            slot = slot(value);
        }
        take(slot, value);
        return 0;
    }

    private void take(int slot, String value) {
        strings[slot] = value;
        slots[size] = slot;
        size++;
        numbers[slot] = size;
    }

    /** Where the string is, or would be. */
    private int slot(String value) {
        int hash = value.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (strings.length - 1);
        for (String there = strings[slot]; there != null && !there.equals(value); there = strings[slot]) {
            slot = (slot + 1) & (strings.length - 1);
        }
        return slot;
    }

    /** At most half of the slots are ever taken. */
    private void grow() {
        @Nullable String[] before = strings;
        int[] order = slots;
        strings = new String[before.length * 2];
        numbers = new int[before.length * 2];
        slots = new int[before.length];
        size = 0;
        for (int place : order) {
            String value = before[place];
            if (value != null) {
                take(slot(value), value);
            }
        }
    }

    /** Forgets all. */
    void clear() {
        for (int i = 0; i < size; i++) {
            strings[slots[i]] = null;
        }
        size = 0;
    }
}
