package io.granger.rl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Writes the state of a learner as bytes, little-endian.
 *
 * <p>Layout: magic {@code GRLS} (4 bytes), kind (int), version (int), the content in the order it was put, CRC-32 of all before
 * (int). A string is its length in UTF-8 bytes (int) and those bytes; an array its length (int) and its elements. {@link
 * SnapshotReader} reads it. Not thread-safe.
 */
public final class SnapshotWriter {

    static final int MAGIC = 0x534c5247; // "GRLS" when written little-endian

    private ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Starts a snapshot.
     *
     * @param kind what is saved; each learner has its own number
     * @param version of that learner's layout
     */
    public SnapshotWriter(int kind, int version) {
        putInt(MAGIC).putInt(kind).putInt(version);
    }

    /** Puts a 32-bit integer. */
    public SnapshotWriter putInt(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    /** Puts a 64-bit integer. */
    public SnapshotWriter putLong(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    /** Puts a double, every bit of it. */
    public SnapshotWriter putDouble(double value) {
        room(Double.BYTES).putLong(Double.doubleToRawLongBits(value));
        return this;
    }

    /** Puts a string. */
    public SnapshotWriter putString(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
        return this;
    }

    /** Puts an array of doubles. */
    public SnapshotWriter putDoubles(double[] values) {
        putInt(values.length);
        ByteBuffer target = room(values.length * Double.BYTES);
        for (double value : values) {
            target.putLong(Double.doubleToRawLongBits(value));
        }
        return this;
    }

    /** The snapshot with its check sum; the writer is done after this. */
    public byte[] finish() {
        CRC32 crc = new CRC32();
        crc.update(buffer.array(), 0, buffer.position());
        putInt((int) crc.getValue());
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(Math.addExact(buffer.position(), bytes), buffer.capacity() * 2);
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(buffer.position());
        }
        return buffer;
    }
}
