package io.granger.hub.cluster;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.granger.hub.store.EncodedRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs where a shard of the replay buffer is: answers those of these decisions' rows that are there. */
final class GetRows extends GridWire.Piece implements EntryProcessor<Integer, @Nullable RowShard, RowList>, ReadOnly {
    private static final long serialVersionUID = 1L;

    private transient List<String> decisionIds;

    GetRows() {
        this(List.of());
    }

    GetRows(List<String> decisionIds) {
        super(GridWire.GET_ROWS);
        this.decisionIds = decisionIds;
    }

    @Override
    public RowList process(Map.Entry<Integer, @Nullable RowShard> entry) {
        RowShard shard = entry.getValue();
        List<EncodedRow> found = new ArrayList<>();
        if (shard != null) {
            decisionIds.forEach(id -> shard.row(id).ifPresent(row -> found.add(new EncodedRow(0, id, row))));
        }
        return new RowList(found);
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
