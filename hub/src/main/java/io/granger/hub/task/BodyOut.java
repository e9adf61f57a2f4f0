package io.granger.hub.task;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Writes the parts of a task's body in order, in memory. */
final class BodyOut {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    void integer(int value) {
        write(o -> o.writeInt(value));
    }

    void longer(long value) {
        write(o -> o.writeLong(value));
    }

    void real(double value) {
        write(o -> o.writeDouble(value));
    }

    void flag(boolean value) {
        write(o -> o.writeBoolean(value));
    }

    void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(byte[] value) {
        write(o -> {
            o.writeInt(value.length);
            o.write(value);
        });
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

    private void write(Writing writing) {
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
