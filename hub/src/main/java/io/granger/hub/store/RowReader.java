package io.granger.hub.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads what {@link RowWriter} wrote; every way in which bytes can be wrong is a {@link StoreFailure} with the reason. */
final class RowReader {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int CHECKSUM = 4;

    private final byte[] bytes;
    private final int end;
    private final List<String> strings = new ArrayList<>();
    private int at;

    /** Checks version, checksum and kind. */
    RowReader(byte[] bytes, int version, int kind, String what) {
        this.bytes = bytes;
        this.end = bytes.length - CHECKSUM;
        if (bytes.length < 2 + CHECKSUM) {
            throw damaged(what + " has only " + bytes.length + " bytes");
        }
        if (bytes[0] != version) {
            throw damaged(what + " has format version " + (bytes[0] & 0xFF) + ", this program reads " + version);
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, end);
        if ((int) crc.getValue() != (int) INT.get(bytes, end)) {
            throw damaged(what + " of " + bytes.length + " bytes is truncated or damaged: its checksum does not match");
        }
        if (bytes[1] != kind) {
            throw damaged(what + " has kind " + bytes[1] + ", expected " + kind);
        }
        at = 2;
    }

    static StoreFailure damaged(String reason) {
        return new StoreFailure(StoreFailure.Kind.DAMAGED, reason);
    }

    int u8() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw damaged("a number before byte " + at + " is longer than 64 bits");
    }

    long signed() {
        long raw = varint();
        return (raw >>> 1) ^ -(raw & 1);
    }

    int integer() {
        long value = signed();
        if (value != (int) value) {
            throw damaged("a number before byte " + at + " is larger than 32 bits: " + value);
        }
        return (int) value;
    }

    double f64() {
        need(8);
        double value = Double.longBitsToDouble((long) LONG.get(bytes, at));
        at += 8;
        return value;
    }

    String string() {
        long index = varint();
        if (index == 0) {
            int length = count(1);
            String value = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            strings.add(value);
            return value;
        }
        if (index < 0 || index > strings.size()) {
            throw damaged("string " + index + " before byte " + at + " is not one of the " + strings.size() + " known");
        }
        return strings.get((int) index - 1);
    }

    float[] floats() {
        int n = values();
        int bits = at;
        at += (n + 7) >> 3;
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            if ((bytes[bits + (i >> 3)] & (1 << (i & 7))) != 0) {
                need(4);
                values[i] = Float.intBitsToFloat((int) INT.get(bytes, at));
                at += 4;
            }
        }
        return values;
    }

    double[] doubles() {
        int n = values();
        int bits = at;
        at += (n + 7) >> 3;
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            if ((bytes[bits + (i >> 3)] & (1 << (i & 7))) != 0) {
                values[i] = f64();
            }
        }
        return values;
    }

    byte[] raw() {
        int length = count(1);
        byte[] value = new byte[length];
        System.arraycopy(bytes, at, value, 0, length);
        at += length;
        return value;
    }

    /** A count of things of at least {@code size} bytes each, checked against the bytes that are left. */
    int count(int size) {
        long count = varint();
        if (count < 0 || count > (end - at) / size) {
            throw damaged("a count of " + count + " before byte " + at + " is more than the " + (end - at)
                    + " bytes left can hold");
        }
        return (int) count;
    }

    /** Refuses bytes that are left over. */
    void finish() {
        if (at != end) {
            throw damaged((end - at) + " bytes are left over after byte " + at);
        }
    }

    private int values() {
        long count = varint();
        if (count < 0 || count > (long) (end - at) * 8) {
            throw damaged("an array of " + count + " values before byte " + at + " does not fit");
        }
        int bits = ((int) count + 7) >> 3;
        need(bits);
        return (int) count;
    }

    private void need(int more) {
        if (more > end - at) {
            throw damaged("ended at byte " + at + " where " + more + " more were expected");
        }
    }
}
