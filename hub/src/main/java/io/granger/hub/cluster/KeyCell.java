package io.granger.hub.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;

/** An idempotency key as the map holds it. Never changed once it is in there. */
final class KeyCell extends GridWire.Piece {
    private SharedKey key;

    @SuppressWarnings("NullAway.Init") // read from the wire next
    KeyCell() {
        super(GridWire.KEY_CELL);
    }

    KeyCell(SharedKey key) {
        super(GridWire.KEY_CELL);
        this.key = key;
    }

    /** The name of the entry of a key. */
    static String name(String principal, String key) {
        return principal + '\n' + key;
    }

    SharedKey key() {
        return key;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        GridWire.write(out, key);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        key = GridWire.readKey(in);
    }
}
