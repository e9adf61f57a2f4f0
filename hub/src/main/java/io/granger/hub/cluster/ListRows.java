package io.granger.hub.cluster;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs where a shard of the replay buffer is: answers the ids of its rows. */
final class ListRows extends GridWire.Piece implements EntryProcessor<Integer, @Nullable RowShard, String[]>, ReadOnly {
    private static final long serialVersionUID = 1L;

    ListRows() {
        super(GridWire.LIST_ROWS);
    }

    @Override
    public String[] process(Map.Entry<Integer, @Nullable RowShard> entry) {
        RowShard shard = entry.getValue();
        return shard == null ? new String[0] : shard.ids().toArray(new String[0]);
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
