package io.granger.hub.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.granger.hub.store.EncodedRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs where a shard of the replay buffer is: adds the rows that are not there, and says how many those were. */
final class AddRows extends GridWire.Piece implements EntryProcessor<Integer, @Nullable RowShard, Integer> {
    private static final long serialVersionUID = 1L;

    private transient List<EncodedRow> rows;

    AddRows() {
        this(List.of());
    }

    AddRows(List<EncodedRow> rows) {
        super(GridWire.ADD_ROWS);
        this.rows = rows;
    }

    @Override
    public Integer process(Map.Entry<Integer, @Nullable RowShard> entry) {
        RowShard stored = entry.getValue();
        RowShard shard = stored == null ? new RowShard() : stored;
        int added = shard.add(rows);
        entry.setValue(shard);
        return added;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        GridWire.write(out, rows);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        rows = GridWire.readRows(in);
    }
}
