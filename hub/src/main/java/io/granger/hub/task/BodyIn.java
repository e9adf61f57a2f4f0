package io.granger.hub.task;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Reads what {@link BodyOut} wrote, and wrote in version 1, when numbers had four or eight bytes. A body that ends early or names an
 * unknown word is refused with a reason.
 */
final class BodyIn {
    static final int VERSION = 2;

    private static final int MOST_BITS = 64;

    private final ByteBuffer in;
    private final boolean isFixed;

    private BodyIn(byte[] bytes, boolean isFixed) {
        in = ByteBuffer.wrap(bytes);
        this.isFixed = isFixed;
    }

    /** What follows the version of a body; any but the two is refused. */
    static BodyIn of(byte[] body) {
        // The first of the four bytes that version 1 wrote of itself.
        boolean isFixed = body.length > 0 && body[0] == 0;
        var in = new BodyIn(body, isFixed);
        int version = in.integer();
        if (version != (isFixed ? 1 : VERSION)) {
            throw new IllegalArgumentException("task body: version must be 1 or " + VERSION + ", was " + version);
        }
        return in;
    }

    /** A part that was written as bytes, in the same version. */
    BodyIn part() {
        return new BodyIn(bytes(), isFixed);
    }

    int integer() {
        return isFixed ? read(in::getInt) : within(longer());
    }

    long longer() {
        if (isFixed) {
            return read(in::getLong);
        }
        long raw = number();
        return (raw >>> 1) ^ -(raw & 1);
    }

    double real() {
        return read(in::getDouble);
    }

    boolean flag() {
        return read(in::get) != 0;
    }

    byte[] bytes() {
        int length = count();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException(
                    "task body: " + length + " bytes announced where " + in.remaining() + " are left");
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    <E extends Enum<E>> E word(Class<E> type) {
        return Enum.valueOf(type, text());
    }

    <T> Optional<T> optional(Supplier<T> reader) {
        return flag() ? Optional.of(reader.get()) : Optional.empty();
    }

    OptionalDouble optionalReal() {
        return flag() ? OptionalDouble.of(real()) : OptionalDouble.empty();
    }

    OptionalLong optionalLong() {
        return flag() ? OptionalLong.of(longer()) : OptionalLong.empty();
    }

    /** How many follow; {@link #each} reads them. */
    int count() {
        return isFixed ? integer() : within(number());
    }

    <T> List<T> each(Supplier<T> reader) {
        int n = count();
        var all = new ArrayList<T>();
        for (int i = 0; i < n; i++) {
            all.add(reader.get());
        }
        return all;
    }

    private long number() {
        long value = 0;
        for (int shift = 0; shift < MOST_BITS; shift += 7) {
            int next = read(in::get);
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("task body: a number has more than " + MOST_BITS + " bits");
    }

    private static int within(long value) {
        if (value != (int) value) {
            throw new IllegalArgumentException("task body: " + value + " where at most 32 bits are expected");
        }
        return (int) value;
    }

    private static <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("task body: ends early", e);
        }
    }
}
