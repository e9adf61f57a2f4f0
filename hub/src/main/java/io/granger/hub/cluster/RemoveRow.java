package io.granger.hub.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs where a row of the replay buffer is and removes it. Says nothing: to look at the row would take as long as all else. */
final class RemoveRow extends GridWire.Piece implements EntryProcessor<String, byte @Nullable [], @Nullable Void> {
    private static final long serialVersionUID = 1L;

    RemoveRow() {
        super(GridWire.REMOVE_ROW);
    }

    @Override
    public @Nullable Void process(Map.Entry<String, byte @Nullable []> entry) {
        entry.setValue(null);
        return null;
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
