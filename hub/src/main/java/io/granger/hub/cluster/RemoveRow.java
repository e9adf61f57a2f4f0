package io.granger.hub.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs where a row of the replay buffer is and removes it; says whether it was there. */
final class RemoveRow extends GridWire.Piece implements EntryProcessor<String, byte @Nullable [], Boolean> {
    private static final long serialVersionUID = 1L;

    RemoveRow() {
        super(GridWire.REMOVE_ROW);
    }

    @Override
    public Boolean process(Map.Entry<String, byte @Nullable []> entry) {
        boolean wasThere = entry.getValue() != null;
        entry.setValue(null);
        return wasThere;
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
