package io.granger.hub.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.granger.hub.store.EncodedRow;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.task.TaskJoin;
import io.granger.hub.task.TaskStatus;
import io.granger.hub.task.TaskVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How what hubs share goes over the wire. Members of one cluster must agree on it: what is added comes last, and no number is used again. */
final class GridWire implements DataSerializableFactory {
    static final int FACTORY = 711;
    static final int TASK_CELL = 1;
    static final int KEY_CELL = 2;
    static final int OFFER = 3;
    static final int OFFER_REPLY = 4;
    static final int CLAIM = 5;
    static final int TAKE_KEY = 6;
    static final int OWNER_GONE = 7;
    static final int WITHDRAW = 8;
    static final int ROW_SHARD = 10;
    static final int ADD_ROWS = 11;
    static final int REMOVE_ROWS = 12;
    static final int GET_ROWS = 13;
    static final int ROW_LIST = 14;
    static final int COUNT_ROWS = 15;
    static final int LIST_ROWS = 16;

    @Override
    @Nullable
    public IdentifiedDataSerializable create(int classId) {
        return switch (classId) {
            case TASK_CELL -> new TaskCell();
            case KEY_CELL -> new KeyCell();
            case OFFER -> new OfferTask();
            case OFFER_REPLY -> new OfferReply();
            case CLAIM -> new ClaimTask();
            case TAKE_KEY -> new TakeKey();
            case OWNER_GONE -> new OwnerGone();
            case WITHDRAW -> new WithdrawTask();
            case ROW_SHARD -> new RowShard();
            case ADD_ROWS -> new AddRows();
            case REMOVE_ROWS -> new RemoveRows();
            case GET_ROWS -> new GetRows();
            case ROW_LIST -> new RowList();
            case COUNT_ROWS -> new CountRows();
            case LIST_ROWS -> new ListRows();
            default -> null;
        };
    }

    /** Anything of this wire. */
    abstract static class Piece implements IdentifiedDataSerializable {
        private final int classId;

        Piece(int classId) {
            this.classId = classId;
        }

        @Override
        public int getFactoryId() {
            return FACTORY;
        }

        @Override
        public int getClassId() {
            return classId;
        }
    }

    static String text(ObjectDataInput in) throws IOException {
        return Objects.requireNonNull(in.readString(), "a text is missing");
    }

    private static byte[] bytes(ObjectDataInput in) throws IOException {
        return Objects.requireNonNull(in.readByteArray(), "a part is missing");
    }

    static void write(ObjectDataOutput out, TaskVersion version) throws IOException {
        out.writeInt(version.epoch());
        out.writeLong(version.turn());
        out.writeInt(version.tries());
        out.writeString(version.owner());
        out.writeString(version.status().name());
    }

    static TaskVersion readVersion(ObjectDataInput in) throws IOException {
        return new TaskVersion(in.readInt(), in.readLong(), in.readInt(), text(in), TaskStatus.valueOf(text(in)));
    }

    static void write(ObjectDataOutput out, TaskJoin join) throws IOException {
        write(out, join.standing());
        out.writeInt(join.conflicts().size());
        for (var conflict : join.conflicts()) {
            write(out, conflict);
        }
    }

    static TaskJoin readJoin(ObjectDataInput in) throws IOException {
        var standing = readVersion(in);
        int n = in.readInt();
        var conflicts = new ArrayList<TaskVersion>();
        for (int i = 0; i < n; i++) {
            conflicts.add(readVersion(in));
        }
        return new TaskJoin(standing, conflicts);
    }

    static void write(ObjectDataOutput out, SharedTask task) throws IOException {
        out.writeString(task.taskId());
        write(out, task.join());
        out.writeByteArray(task.record());
        out.writeByteArray(task.input());
        out.writeByteArray(task.data());
        out.writeByteArray(task.rows());
    }

    static SharedTask readTask(ObjectDataInput in) throws IOException {
        return new SharedTask(text(in), readJoin(in), bytes(in), bytes(in), bytes(in), bytes(in));
    }

    static void write(ObjectDataOutput out, SharedKey shared) throws IOException {
        var key = shared.key();
        out.writeString(key.principal());
        out.writeString(key.key());
        out.writeString(key.bodyHash());
        out.writeString(key.taskId());
        out.writeLong(key.atMs());
        out.writeString(shared.owner());
        out.writeBoolean(shared.confirmed());
    }

    static SharedKey readKey(ObjectDataInput in) throws IOException {
        var key = new KeyRecord(text(in), text(in), text(in), text(in), in.readLong());
        return new SharedKey(key, text(in), in.readBoolean());
    }

    static void write(ObjectDataOutput out, List<EncodedRow> rows) throws IOException {
        out.writeInt(rows.size());
        for (var row : rows) {
            out.writeString(row.decisionId());
            out.writeByteArray(row.bytes());
        }
    }

    /** Without their place in a store, which means nothing elsewhere. */
    static List<EncodedRow> readRows(ObjectDataInput in) throws IOException {
        int n = in.readInt();
        var rows = new ArrayList<EncodedRow>();
        for (int i = 0; i < n; i++) {
            rows.add(new EncodedRow(0, text(in), bytes(in)));
        }
        return rows;
    }

    static void writeTexts(ObjectDataOutput out, List<String> texts) throws IOException {
        out.writeStringArray(texts.toArray(new String[0]));
    }

    static List<String> readTexts(ObjectDataInput in) throws IOException {
        return List.of(Objects.requireNonNull(in.readStringArray(), "texts are missing"));
    }
}
