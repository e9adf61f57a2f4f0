package io.granger.hub.store;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by place, copied into a few large arrays: to the garbage collector, what is kept for long is then one object for thousands
 * that it would copy from one generation to the next. Room is used again once all that shared an array is gone. Not thread-safe.
 */
final class Slab {
    /** With the header of an array a power of two, so that it fills regions of the heap to the last byte. */
    private static final int SHARED = (1 << 20) - 16;

    /** What is larger has an array of its own, so that little is left unused at the end of a shared one. */
    private static final int ALONE = SHARED / 16;

    /** The first array; each next one is so many times as large as the one before. */
    private static final int FIRST = (1 << 14) - 16;

    private static final int TIMES = 4;

    /** Whole ones that nobody uses: with a single one, two that are emptied before the next is filled cost a new one. */
    private static final int SPARE = 2;

    private @Nullable Piece[] in;
    private int[] from;
    private int[] length;
    private Piece current = new Piece(0);
    private final Deque<Piece> spare = new ArrayDeque<>(SPARE);

    /** One array. */
    private static final class Piece {
        final byte[] bytes;
        int used;
        int places;

        Piece(int size) {
            bytes = new byte[size];
        }
    }

    /** Nothing yet at any of so many places, numbered from 0. */
    Slab(int places) {
        in = new Piece[places];
        from = new int[places];
        length = new int[places];
    }

    /** Makes room for more places. */
    void grow(int places) {
        in = Arrays.copyOf(in, places);
        from = Arrays.copyOf(from, places);
        length = Arrays.copyOf(length, places);
    }

    /** Keeps a copy of what is left to read of these bytes, at a place where nothing is. */
    void put(int place, ByteBuffer bytes) {
        if (in[place] != null) {
            throw new IllegalStateException("place " + place + " is taken");
        }
        int size = bytes.remaining();
        Piece piece = size > ALONE ? new Piece(size) : shared(size);
        bytes.get(piece.bytes, piece.used, size);
        in[place] = piece;
        from[place] = piece.used;
        length[place] = size;
        piece.used += size;
        piece.places++;
    }

    private Piece shared(int more) {
        if (current.bytes.length - current.used < more) {
            int size = Math.clamp((long) TIMES * current.bytes.length, Math.max(FIRST, more), SHARED);
            current = spare.isEmpty() ? new Piece(size) : spare.pop();
        }
        return current;
    }

    /** A copy of what is at this place; null when nothing is. */
    byte @Nullable [] get(int place) {
        Piece piece = in[place];
        return piece == null ? null : Arrays.copyOfRange(piece.bytes, from[place], from[place] + length[place]);
    }

    /** What is at this place, to be read before anything changes; null when nothing is. */
    @Nullable
    ByteBuffer at(int place) {
        Piece piece = in[place];
        return piece == null ? null : ByteBuffer.wrap(piece.bytes, from[place], length[place]);
    }

    /** Nothing happens where nothing is. */
    void remove(int place) {
        Piece piece = in[place];
        if (piece == null) {
            return;
        }
        in[place] = null;
        piece.places--;
        if (piece.places == 0) {
            piece.used = 0;
            if (piece != current && piece.bytes.length == SHARED && spare.size() < SPARE) {
                spare.push(piece);
            }
        }
    }
}
