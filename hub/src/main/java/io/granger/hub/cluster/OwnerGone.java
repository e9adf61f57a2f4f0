package io.granger.hub.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.query.Predicate;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds open tasks whose owner is not among these hubs. */
final class OwnerGone extends GridWire.Piece implements Predicate<String, TaskCell> {
    private static final long serialVersionUID = 1L;

    private final TreeSet<String> hubs = new TreeSet<>();

    OwnerGone() {
        super(GridWire.OWNER_GONE);
    }

    OwnerGone(Set<String> hubs) {
        super(GridWire.OWNER_GONE);
        this.hubs.addAll(hubs);
    }

    @Override
    public boolean apply(Map.Entry<String, TaskCell> entry) {
        var version = entry.getValue().task().version();
        return !version.isEnd() && !hubs.contains(version.owner());
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeInt(hubs.size());
        for (var hub : hubs) {
            out.writeString(hub);
        }
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        int n = in.readInt();
        for (int i = 0; i < n; i++) {
            hubs.add(GridWire.text(in));
        }
    }
}
