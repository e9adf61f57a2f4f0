package io.granger.hub.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.granger.hub.store.EncodedRow;
import io.granger.hub.store.PackedRows;
import io.granger.hub.task.TaskIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of the replay buffer as the map holds it: an object that its processors change where it is, on the thread of its partition.
 * Thread-safe all the same: on which thread Hazelcast writes what it sends to another member is its own affair.
 *
 * <p>Rows of tasks that came within 32 ms are in one shard, told by the time that their ids begin with, those of the next 32 ms in the next,
 * and after a second it is the first one's turn again. Rows are written and removed in the order of time, so a batch meets few shards.
 */
final class RowShard extends GridWire.Piece {
    /** How many there are: enough to lie evenly on a few members, few enough to be asked one by one. */
    static final int SHARDS = 32;

    private final PackedRows rows = new PackedRows();

    RowShard() {
        super(GridWire.ROW_SHARD);
    }

    /** The shard of a decision; all members must agree on it. */
    static int of(String decisionId) {
        return TaskIds.span(decisionId).orElseGet(() -> Math.floorMod(decisionId.hashCode(), SHARDS));
    }

    /** Adds what is not there; how many that were. */
    synchronized int add(List<EncodedRow> added) {
        int before = rows.size();
        added.forEach(row -> rows.add(row.decisionId(), row.bytes()));
        return rows.size() - before;
    }

    /** Removes what is there; how many that were. */
    synchronized int remove(List<String> decisionIds) {
        int before = rows.size();
        decisionIds.forEach(rows::remove);
        return before - rows.size();
    }

    synchronized int size() {
        return rows.size();
    }

    synchronized Optional<byte[]> row(String decisionId) {
        return rows.get(decisionId);
    }

    synchronized List<String> ids() {
        List<String> ids = new ArrayList<>(size());
        rows.forEach((id, row) -> ids.add(id));
        return ids;
    }

    private synchronized List<EncodedRow> all() {
        List<EncodedRow> all = new ArrayList<>(size());
        rows.forEach((id, row) -> all.add(new EncodedRow(0, id, row)));
        return all;
    }

    /** All of both; of a decision that has two rows, this one's. */
    RowShard join(RowShard other) {
        RowShard joined = new RowShard();
        joined.add(all());
        joined.add(other.all());
        return joined;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        GridWire.write(out, all());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        add(GridWire.readRows(in));
    }
}
