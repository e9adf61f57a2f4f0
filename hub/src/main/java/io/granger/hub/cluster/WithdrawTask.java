package io.granger.hub.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs where a task's entry is: removes it as long as nobody but this owner ever had it; says whether it did. */
final class WithdrawTask extends GridWire.Piece implements EntryProcessor<String, @Nullable TaskCell, Boolean> {
    private static final long serialVersionUID = 1L;

    private String owner = "";

    WithdrawTask() {
        super(GridWire.WITHDRAW);
    }

    WithdrawTask(String owner) {
        super(GridWire.WITHDRAW);
        this.owner = owner;
    }

    @Override
    public Boolean process(Map.Entry<String, @Nullable TaskCell> entry) {
        boolean isIts = TaskCell.in(entry).map(t -> t.mayBeWithdrawnBy(owner)).orElse(false);
        if (isIts) {
            entry.setValue(null);
        }
        return isIts;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeString(owner);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        owner = GridWire.text(in);
    }
}
