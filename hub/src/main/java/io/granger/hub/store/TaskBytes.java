package io.granger.hub.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A finished task's record as bytes and back, within one process: no version, no checksum. Not thread-safe. */
final class TaskBytes {
    private static final int ABSENT = -1;
    private static final byte[] NONE = {};

    /** What one record has grown beyond is given back. */
    private static final int KEPT_BYTES = 65_536;

    private ByteBuffer out = ByteBuffer.allocate(4_096);

    /** The record's bytes, until the next one's. */
    ByteBuffer of(TaskRecord task) {
        byte[] open = task.open().isEmpty() ? NONE : RowCodec.encodeDecisions(task.open());
        byte @Nullable [][] parts = {
            utf8(task.taskId()),
            utf8(task.pipeline()),
            utf8(task.state()),
            task.input().map(TaskBytes::utf8).orElse(null),
            task.body().bytes(),
            task.data().map(TaskBytes::utf8).orElse(null),
            open
        };
        int size = 2 * Long.BYTES;
        for (byte[] part : parts) {
            size += Integer.BYTES + (part == null ? 0 : part.length);
        }
        if (out.capacity() < size || out.capacity() > KEPT_BYTES) {
            out = ByteBuffer.allocate(size);
        }
        out.clear().putLong(task.createdAtMs()).putLong(task.finishedAtMs().orElseThrow());
        for (byte[] part : parts) {
            out.putInt(part == null ? ABSENT : part.length);
            out.put(part == null ? NONE : part);
        }
        return out.flip();
    }

    static TaskRecord read(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        long createdAtMs = in.getLong();
        long finishedAtMs = in.getLong();
        return new TaskRecord(
                text(in).orElseThrow(),
                text(in).orElseThrow(),
                text(in).orElseThrow(),
                createdAtMs,
                OptionalLong.of(finishedAtMs),
                text(in),
                TaskBody.of(part(in).orElseThrow()),
                text(in),
                part(in).filter(open -> open.length > 0)
                        .map(RowCodec::decodeDecisions)
                        .orElse(List.of()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> text(ByteBuffer in) {
        return part(in).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static Optional<byte[]> part(ByteBuffer in) {
        int length = in.getInt();
        if (length == ABSENT) {
            return Optional.empty();
        }
        byte[] part = new byte[length];
        in.get(part);
        return Optional.of(part);
    }
}
