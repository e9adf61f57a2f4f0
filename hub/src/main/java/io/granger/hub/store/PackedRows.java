package io.granger.hub.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Encoded rows by decision id, each once, in a few large arrays: one object each for a row, its id and an entry of a map would be most of
 * what a garbage collection copies. Not thread-safe.
 */
public final class PackedRows {
    private static final int NOWHERE = -1;
    private static final int FIRST_PLACES = 64;

    /** At a place the length of an id, the id in UTF-8, and the row. */
    private final Slab slab = new Slab(FIRST_PLACES);

    private PlaceIndex index = new PlaceIndex(FIRST_PLACES);

    /** Places below {@link #begun} where nothing is; the first {@link #freed} of them. */
    private int[] free = new int[FIRST_PLACES];

    private int freed;
    private int begun;
    private ByteBuffer entry = ByteBuffer.allocate(1_024);

    /** None yet. */
    public PackedRows() {}

    /** Keeps a copy of a row unless its decision has one; whether it had none. */
    public boolean add(String decisionId, byte[] row) {
        byte[] id = utf8(decisionId);
        if (find(decisionId.hashCode(), id) != NOWHERE) {
            return false;
        }
        int size = Integer.BYTES + id.length + row.length;
        if (entry.capacity() < size) {
            entry = ByteBuffer.allocate(size);
        }
        entry.clear().putInt(id.length).put(id).put(row).flip();
        int place = freePlace();
        slab.put(place, entry);
        index.add(decisionId.hashCode(), place);
        return true;
    }

    private int freePlace() {
        if (freed > 0) {
            return free[--freed];
        }
        if (begun == free.length) {
            int places = Math.multiplyExact(2, begun);
            slab.grow(places);
            index = index.grown(places);
            free = Arrays.copyOf(free, places);
        }
        return begun++;
    }

    private int find(int hash, byte[] id) {
        for (int place : index.places(hash)) {
            ByteBuffer there = slab.at(place);
            if (there != null
                    && there.getInt() == id.length
                    && there.slice(there.position(), id.length).equals(ByteBuffer.wrap(id))) {
                return place;
            }
        }
        return NOWHERE;
    }

    /** A copy of the row of a decision. */
    public Optional<byte[]> get(String decisionId) {
        int place = find(decisionId.hashCode(), utf8(decisionId));
        return place == NOWHERE
                ? Optional.empty()
                : Optional.ofNullable(slab.at(place)).map(PackedRows::row);
    }

    /** Whether the decision had a row. */
    public boolean remove(String decisionId) {
        int place = find(decisionId.hashCode(), utf8(decisionId));
        if (place == NOWHERE) {
            return false;
        }
        index.remove(place);
        slab.remove(place);
        free[freed++] = place;
        return true;
    }

    /** How many there are. */
    public int size() {
        return begun - freed;
    }

    /** Tells each decision's id and a copy of its row, in no order. */
    public void forEach(BiConsumer<String, byte[]> told) {
        for (int place = 0; place < begun; place++) {
            ByteBuffer there = slab.at(place);
            if (there != null) {
                told.accept(id(there), row(there));
            }
        }
    }

    private static byte[] utf8(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    private static String id(ByteBuffer entry) {
        return new String(part(entry, entry.getInt(entry.position()), Integer.BYTES), StandardCharsets.UTF_8);
    }

    private static byte[] row(ByteBuffer entry) {
        int begin = Integer.BYTES + entry.getInt(entry.position());
        return part(entry, entry.remaining() - begin, begin);
    }

    private static byte[] part(ByteBuffer entry, int length, int begin) {
        byte[] part = new byte[length];
        entry.get(entry.position() + begin, part);
        return part;
    }
}
