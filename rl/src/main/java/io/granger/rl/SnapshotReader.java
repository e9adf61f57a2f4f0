package io.granger.rl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Reads what a {@link SnapshotWriter} wrote; refuses anything else with {@link SnapshotRejected}. Not thread-safe.
 */
public final class SnapshotReader {

    private static final int SMALLEST = 4 * Integer.BYTES;

    private final ByteBuffer buffer;

    /**
     * Checks magic, check sum, kind and version, and stands at the first value of the content.
     *
     * @param bytes the whole snapshot
     * @param kind what it must hold
     * @param version of the layout, the only one understood
     */
    public SnapshotReader(byte[] bytes, int kind, int version) {
        if (bytes.length < SMALLEST) {
            throw new SnapshotRejected("snapshot must have at least " + SMALLEST + " bytes, has " + bytes.length);
        }
        ByteBuffer all = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int end = bytes.length - Integer.BYTES;
        if (all.getInt() != SnapshotWriter.MAGIC) {
            throw new SnapshotRejected("snapshot does not begin with GRLS");
        }
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, end);
        int stored = all.getInt(end);
        if ((int) crc.getValue() != stored) {
            throw new SnapshotRejected("snapshot is damaged: check sum must be " + Integer.toHexString(stored) + ", is "
                    + Integer.toHexString((int) crc.getValue()));
        }
        require("kind", kind, all.getInt());
        require("version", version, all.getInt());
        this.buffer = all.limit(end);
    }

    /** The next 32-bit integer. */
    public int getInt() {
        return room(Integer.BYTES).getInt();
    }

    /** The next 32-bit integer, refused outside {@code [least, most]}. */
    public int getInt(String name, int least, int most) {
        int value = getInt();
        if (value < least || value > most) {
            throw new SnapshotRejected(name + " must be in [" + least + ", " + most + "], is " + value);
        }
        return value;
    }

    /** The next 64-bit integer. */
    public long getLong() {
        return room(Long.BYTES).getLong();
    }

    /** The next double. */
    public double getDouble() {
        return Double.longBitsToDouble(room(Double.BYTES).getLong());
    }

    /** The next double, refused when it is not finite. */
    public double getFinite(String name) {
        double value = getDouble();
        if (!Double.isFinite(value)) {
            throw new SnapshotRejected(name + " must be finite, is " + value);
        }
        return value;
    }

    /** The next string. */
    public String getString() {
        int length = getInt("string length", 0, buffer.remaining());
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The next array of doubles, refused when it is of another length or one is not finite. */
    public double[] getDoubles(String name, int length) {
        getInt(name + " length", length, length);
        room(Math.multiplyExact(length, Double.BYTES));
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = getFinite(name);
        }
        return values;
    }

    /** Refuses a snapshot that goes on after what was read. */
    public void finish() {
        if (buffer.hasRemaining()) {
            throw new SnapshotRejected("snapshot must end here, has " + buffer.remaining() + " bytes more");
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            throw new SnapshotRejected(
                    "snapshot is cut short: " + bytes + " bytes needed, " + buffer.remaining() + " left");
        }
        return buffer;
    }

    private static void require(String name, int expected, int actual) {
        if (expected != actual) {
            throw new SnapshotRejected("snapshot " + name + " must be " + expected + ", is " + actual);
        }
    }
}
