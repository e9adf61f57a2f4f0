package io.granger.hub.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Growing little-endian bytes with varints, sparse arrays and a string table. Reusable; not thread-safe. */
final class RowWriter {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final StringTable strings = new StringTable();
    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[1_024];
    private int length;

    /** Starts anew. */
    void clear() {
        length = 0;
        strings.clear();
    }

    void u8(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    /** Unsigned varint, seven bits a byte, lowest first. */
    void varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Varint in which numbers near zero of either sign are short. */
    void signed(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    void f64(double value) {
        ensure(8);
        LONG.set(bytes, length, Double.doubleToRawLongBits(value));
        length += 8;
    }

    /** The string itself the first time, its number in the table afterwards. */
    void string(String value) {
        int known = strings.number(value);
        if (known != 0) {
            varint(known);
            return;
        }
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        varint(0);
        varint(text.length);
        raw(text);
    }

    /** Count, one bit for each value that is not zero, then those values. */
    void floats(float[] values) {
        int bits = bitmap(values.length, Float.BYTES);
        for (int from = 0; from < values.length; from += Byte.SIZE) {
            int present = 0;
            for (int i = from; i < Math.min(values.length, from + Byte.SIZE); i++) {
                int raw = Float.floatToRawIntBits(values[i]);
                if (raw != 0) {
                    present |= 1 << (i - from);
                    INT.set(bytes, length, raw);
                    length += Float.BYTES;
                }
            }
            bytes[bits++] = (byte) present;
        }
    }

    /** As {@link #floats}. */
    void doubles(double[] values) {
        int bits = bitmap(values.length, Double.BYTES);
        for (int from = 0; from < values.length; from += Byte.SIZE) {
            int present = 0;
            for (int i = from; i < Math.min(values.length, from + Byte.SIZE); i++) {
                long raw = Double.doubleToRawLongBits(values[i]);
                if (raw != 0) {
                    present |= 1 << (i - from);
                    LONG.set(bytes, length, raw);
                    length += Double.BYTES;
                }
            }
            bytes[bits++] = (byte) present;
        }
    }

    void raw(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** What was written, with its checksum behind it. */
    byte[] sealed() {
        crc.reset();
        crc.update(bytes, 0, length);
        ensure(4);
        INT.set(bytes, length, (int) crc.getValue());
        length += 4;
        return Arrays.copyOf(bytes, length);
    }

    /** Writes how many values follow and leaves room for their bits, which begin here, and for each of them. */
    private int bitmap(int values, int bytesOfOne) {
        varint(values);
        int bits = length;
        int size = (values + Byte.SIZE - 1) / Byte.SIZE;
        ensure(size + bytesOfOne * values);
        length += size;
        return bits;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
