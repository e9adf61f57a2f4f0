package io.granger.hub.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Writes the parts of a task's body in order, in memory that the next body uses again. Not thread-safe. */
final class BodyOut {
    /** What most take, so that they need not grow; what one has grown beyond the other is given back. */
    private static final int BYTES = 2_048;

    private static final int KEPT_BYTES = 65_536;

    private static final char ASCII_LAST = 0x7F;
    private static final int MOST_OF_A_NUMBER = 10;

    private ByteBuffer out = ByteBuffer.allocate(BYTES);

    /** The body that {@code writer} writes; it must not begin another one meanwhile. */
    byte[] body(Consumer<BodyOut> writer) {
        if (out.capacity() > KEPT_BYTES) {
            out = ByteBuffer.allocate(BYTES);
        }
        out.clear();
        writer.accept(this);
        return Arrays.copyOf(out.array(), out.position());
    }

    void integer(int value) {
        longer(value);
    }

    /** Seven bits a byte, lowest first; numbers near zero of either sign are short. */
    void longer(long value) {
        number((value << 1) ^ (value >> 63));
    }

    void real(double value) {
        room(Double.BYTES).putDouble(value);
    }

    void flag(boolean value) {
        room(1).put((byte) (value ? 1 : 0));
    }

    /** As UTF-8; what is ASCII, which is nearly all, without a copy. */
    void text(String value) {
        int start = out.position();
        int length = value.length();
        number(length);
        ByteBuffer to = room(length);
        byte[] bytes = to.array();
        int at = to.position();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c > ASCII_LAST) {
                to.position(start);
                bytes(value.getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[at + i] = (byte) c;
        }
        to.position(at + length);
    }

    void bytes(byte[] value) {
        number(value.length);
        room(value.length).put(value);
    }

    void word(Enum<?> value) {
        text(value.name());
    }

    <T> void optional(Optional<T> value, Consumer<T> writer) {
        flag(value.isPresent());
        value.ifPresent(writer);
    }

    void optional(OptionalDouble value) {
        flag(value.isPresent());
        value.ifPresent(this::real);
    }

    void optional(OptionalLong value) {
        flag(value.isPresent());
        value.ifPresent(this::longer);
    }

    <T> void each(Collection<T> values, Consumer<T> writer) {
        number(values.size());
        values.forEach(writer);
    }

    private void number(long unsigned) {
        ByteBuffer to = room(MOST_OF_A_NUMBER);
        long rest = unsigned;
        while ((rest & ~0x7FL) != 0) {
            to.put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        to.put((byte) rest);
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            int length = Math.max(2 * out.capacity(), out.position() + bytes);
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), length)).position(out.position());
        }
        return out;
    }
}
