package io.granger.hub.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.RowCodec;
import io.granger.hub.store.TaskBody;
import io.granger.hub.store.TaskRecord;
import io.granger.hub.task.TaskCodec;
import io.granger.hub.task.TaskVersion;
import io.granger.routing.ExperienceRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Between what a store keeps of a task and the parts of a {@link SharedTask}. Version 2 of the record part. */
public final class SharedRecords {
    private static final int VERSION = 2;
    private static final long NOT_FINISHED = -1;

    private SharedRecords() {}

    /** The version of a stored record as this owner wrote it. */
    static TaskVersion version(TaskRecord record, String owner, long turn) {
        var progress = TaskCodec.progress(record.body().bytes());
        return new TaskVersion(progress.epoch(), turn, progress.tries(), owner, progress.status());
    }

    /** The record part: all but the payloads. The key goes with the first record only: later ones are of a task that is stored. */
    static byte[] recordPart(TaskRecord record, Optional<KeyRecord> key) {
        return written(out -> {
            out.writeByte(VERSION);
            out.writeUTF(record.pipeline());
            out.writeUTF(record.state());
            out.writeLong(record.createdAtMs());
            out.writeLong(record.finishedAtMs().orElse(NOT_FINISHED));
            writeBytes(out, record.body().bytes());
            writeBytes(out, RowCodec.encodeDecisions(record.open()));
            out.writeBoolean(key.isPresent());
            if (key.isPresent()) {
                out.writeUTF(key.get().principal());
                out.writeUTF(key.get().key());
                out.writeUTF(key.get().bodyHash());
                out.writeLong(key.get().atMs());
            }
        });
    }

    /** The rows part. */
    static byte[] rowsPart(List<ExperienceRow> rows) {
        if (rows.isEmpty()) {
            return SharedTask.UNCHANGED;
        }
        return written(out -> {
            out.writeInt(rows.size());
            for (var row : rows) {
                writeBytes(out, RowCodec.encodeRow(row));
            }
        });
    }

    /** The stored record behind a whole shared task, payloads included. */
    public static TaskRecord record(SharedTask task) {
        return read(task.record(), in -> record(task, in));
    }

    /** The idempotency key of a task whose first owner may not have stored it; its new owner must. */
    public static Optional<KeyRecord> key(SharedTask task) {
        if (!task.isWhole()) {
            return Optional.empty();
        }
        return read(task.record(), in -> {
            record(task, in);
            return in.readBoolean()
                    ? Optional.of(new KeyRecord(in.readUTF(), in.readUTF(), in.readUTF(), task.taskId(), in.readLong()))
                    : Optional.empty();
        });
    }

    private static TaskRecord record(SharedTask task, DataInputStream in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException("shared task: version must be " + VERSION + ", was " + version);
        }
        var pipeline = in.readUTF();
        var state = in.readUTF();
        long createdAtMs = in.readLong();
        long finishedAtMs = in.readLong();
        return new TaskRecord(
                task.taskId(),
                pipeline,
                state,
                createdAtMs,
                finishedAtMs == NOT_FINISHED ? OptionalLong.empty() : OptionalLong.of(finishedAtMs),
                Optional.of(new String(task.input(), UTF_8)),
                TaskBody.of(readBytes(in)),
                Optional.of(new String(task.data(), UTF_8)),
                RowCodec.decodeDecisions(readBytes(in)));
    }

    /** The rows that closed with it. */
    public static List<ExperienceRow> rows(SharedTask task) {
        if (task.rows().length == 0) {
            return List.of();
        }
        return read(task.rows(), in -> {
            int n = in.readInt();
            var rows = new ArrayList<ExperienceRow>();
            for (int i = 0; i < n; i++) {
                rows.add(RowCodec.decodeRow(readBytes(in)));
            }
            return rows;
        });
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream(1_024);
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reading<T> reading) {
        try {
            return reading.from(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new IllegalArgumentException("shared task: ends early", e);
        }
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IllegalArgumentException(
                    "shared task: " + length + " bytes announced where " + in.available() + " are left");
        }
        return in.readNBytes(length);
    }
}
