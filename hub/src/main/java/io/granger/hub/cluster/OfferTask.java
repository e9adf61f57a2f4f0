package io.granger.hub.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs where a task's entry is: lets an offered record meet the stored one. */
final class OfferTask extends GridWire.Piece implements EntryProcessor<String, @Nullable TaskCell, OfferReply> {
    private static final long serialVersionUID = 1L;

    private transient SharedTask offered;

    @SuppressWarnings("NullAway.Init") // read from the wire next
    OfferTask() {
        super(GridWire.OFFER);
    }

    OfferTask(SharedTask offered) {
        super(GridWire.OFFER);
        this.offered = offered;
    }

    @Override
    public OfferReply process(Map.Entry<String, @Nullable TaskCell> entry) {
        var stored = TaskCell.in(entry);
        var offer = offered.offeredTo(stored);
        switch (offer) {
            case Offer.Stands stands -> put(entry, stored.map(offered::join).orElse(offered));
            case Offer.Displaced displaced -> put(entry, displaced.instead());
            case Offer.Incomplete incomplete -> {}
        }
        return new OfferReply(offer);
    }

    static void put(Map.Entry<String, @Nullable TaskCell> entry, SharedTask task) {
        ((ExtendedMapEntry<String, @Nullable TaskCell>) entry)
                .setValue(new TaskCell(task), TaskCell.keptSeconds(task.version()), TimeUnit.SECONDS);
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        GridWire.write(out, offered);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        offered = GridWire.readTask(in);
    }
}
