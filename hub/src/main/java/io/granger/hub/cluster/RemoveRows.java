package io.granger.hub.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs where a shard of the replay buffer is: removes rows by decision id, and says how many were there. */
final class RemoveRows extends GridWire.Piece implements EntryProcessor<Integer, @Nullable RowShard, Integer> {
    private static final long serialVersionUID = 1L;

    private transient List<String> decisionIds;

    RemoveRows() {
        this(List.of());
    }

    RemoveRows(List<String> decisionIds) {
        super(GridWire.REMOVE_ROWS);
        this.decisionIds = decisionIds;
    }

    @Override
    public Integer process(Map.Entry<Integer, @Nullable RowShard> entry) {
        RowShard shard = entry.getValue();
        if (shard == null) {
            return 0;
        }
        int removed = shard.remove(decisionIds);
        entry.setValue(shard);
        return removed;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        GridWire.writeTexts(out, decisionIds);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        decisionIds = GridWire.readTexts(in);
    }
}
