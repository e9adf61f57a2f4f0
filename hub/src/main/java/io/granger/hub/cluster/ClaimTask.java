package io.granger.hub.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs where a task's entry is: gives an open task of one epoch a new owner; null when it is not such a task. */
final class ClaimTask extends GridWire.Piece implements EntryProcessor<String, @Nullable TaskCell, @Nullable TaskCell> {
    private static final long serialVersionUID = 1L;

    private int epoch;
    private String owner = "";

    ClaimTask() {
        super(GridWire.CLAIM);
    }

    ClaimTask(int epoch, String owner) {
        super(GridWire.CLAIM);
        this.epoch = epoch;
        this.owner = owner;
    }

    @Override
    @Nullable
    public TaskCell process(Map.Entry<String, @Nullable TaskCell> entry) {
        var taken = TaskCell.in(entry).flatMap(task -> task.claimedBy(owner, epoch));
        taken.ifPresent(task -> OfferTask.put(entry, task));
        return taken.map(TaskCell::new).orElse(null);
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeInt(epoch);
        out.writeString(owner);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        epoch = in.readInt();
        owner = GridWire.text(in);
    }
}
