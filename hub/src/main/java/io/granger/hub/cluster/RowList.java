package io.granger.hub.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.granger.hub.store.EncodedRow;
import java.io.IOException;
import java.util.List;

/** Rows on their way to who asked for them. */
final class RowList extends GridWire.Piece {
    private List<EncodedRow> rows;

    RowList() {
        this(List.of());
    }

    RowList(List<EncodedRow> rows) {
        super(GridWire.ROW_LIST);
        this.rows = rows;
    }

    List<EncodedRow> rows() {
        return rows;
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
