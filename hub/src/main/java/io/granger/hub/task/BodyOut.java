package io.granger.hub.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Writes the parts of a task's body in order, in memory. */
final class BodyOut {
    private ByteBuffer out;

    /** A body of about so many bytes; it grows where it has more. */
    BodyOut(int bytes) {
        out = ByteBuffer.allocate(Math.max(Long.BYTES, bytes));
    }

    byte[] toBytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    void integer(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void longer(long value) {
        room(Long.BYTES).putLong(value);
    }

    void real(double value) {
        room(Double.BYTES).putDouble(value);
    }

    void flag(boolean value) {
        room(1).put((byte) (value ? 1 : 0));
    }

    void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
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
        integer(values.size());
        values.forEach(writer);
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            int length = Math.max(2 * out.capacity(), out.position() + bytes);
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), length)).position(out.position());
        }
        return out;
    }
}
