package io.granger.hub.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
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

    private final @Nullable Piece[] in;
    private final int[] from;
    private final int[] length;
    private Piece current = new Piece(0);
    private @Nullable Piece spare;

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
            Piece next = spare == null ? new Piece(SHARED) : spare;
            spare = null;
            current = next;
        }
        return current;
    }

    /** A copy of what is at this place; null when nothing is. */
    byte @Nullable [] get(int place) {
        Piece piece = in[place];
        return piece == null ? null : Arrays.copyOfRange(piece.bytes, from[place], from[place] + length[place]);
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
            if (piece != current && piece.bytes.length == SHARED) {
                spare = piece;
            }
        }
    }
}
