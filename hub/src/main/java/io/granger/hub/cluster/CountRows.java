package io.granger.hub.cluster;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs where a shard of the replay buffer is: says how many rows it has. */
final class CountRows extends GridWire.Piece implements EntryProcessor<Integer, @Nullable RowShard, Integer>, ReadOnly {
    private static final long serialVersionUID = 1L;

    CountRows() {
        super(GridWire.COUNT_ROWS);
    }

    @Override
    public Integer process(Map.Entry<Integer, @Nullable RowShard> entry) {
        RowShard shard = entry.getValue();
        return shard == null ? 0 : shard.size();
    }

    @Override
    public void writeData(ObjectDataOutput out) {
        // It says nothing but its class.
    }

    @Override
    public void readData(ObjectDataInput in) {
        // It says nothing but its class.
    }
}
