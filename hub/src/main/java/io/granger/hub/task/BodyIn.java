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

/** Reads what {@link BodyOut} wrote. A body that ends early or names an unknown word is refused with a reason. */
final class BodyIn {
    private final ByteBuffer in;

    BodyIn(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    int integer() {
        return read(in::getInt);
    }

    long longer() {
        return read(in::getLong);
    }

    double real() {
        return read(in::getDouble);
    }

    boolean flag() {
        return read(in::get) != 0;
    }

    byte[] bytes() {
        int length = integer();
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

    <T> List<T> each(Supplier<T> reader) {
        int n = integer();
        var all = new ArrayList<T>();
        for (int i = 0; i < n; i++) {
            all.add(reader.get());
        }
        return all;
    }

    private static <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("task body: ends early", e);
        }
    }
}
