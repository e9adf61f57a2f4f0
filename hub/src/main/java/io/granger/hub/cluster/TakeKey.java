package io.granger.hub.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs where a key's entry is: takes the key unless it is taken. */
final class TakeKey extends GridWire.Piece implements EntryProcessor<String, @Nullable KeyCell, KeyCell> {
    private static final long serialVersionUID = 1L;

    private transient SharedKey offered;
    private String insteadOf = "";

    @SuppressWarnings("NullAway.Init") // read from the wire next
    TakeKey() {
        super(GridWire.TAKE_KEY);
    }

    TakeKey(SharedKey offered, String insteadOf) {
        super(GridWire.TAKE_KEY);
        this.offered = offered;
        this.insteadOf = insteadOf;
    }

    @Override
    public KeyCell process(Map.Entry<String, @Nullable KeyCell> entry) {
        var inForce = new KeyCell(Optional.ofNullable(entry.getValue())
                .map(stored -> stored.key().meets(offered, insteadOf))
                .orElse(offered));
        entry.setValue(inForce);
        return inForce;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        GridWire.write(out, offered);
        out.writeString(insteadOf);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        offered = GridWire.readKey(in);
        insteadOf = GridWire.text(in);
    }
}
