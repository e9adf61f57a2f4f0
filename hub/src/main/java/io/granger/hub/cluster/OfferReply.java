package io.granger.hub.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;

/** An {@link Offer}'s outcome on its way back. */
final class OfferReply extends GridWire.Piece {
    private static final int STANDS = 0;
    private static final int DISPLACED = 1;
    private static final int INCOMPLETE = 2;

    private Offer offer;

    @SuppressWarnings("NullAway.Init") // read from the wire next
    OfferReply() {
        super(GridWire.OFFER_REPLY);
    }

    OfferReply(Offer offer) {
        super(GridWire.OFFER_REPLY);
        this.offer = offer;
    }

    Offer offer() {
        return offer;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        switch (offer) {
            case Offer.Stands stands -> {
                out.writeByte(STANDS);
                GridWire.write(out, stands.join());
            }
            case Offer.Displaced displaced -> {
                out.writeByte(DISPLACED);
                GridWire.write(out, displaced.instead());
            }
            case Offer.Incomplete incomplete -> out.writeByte(INCOMPLETE);
        }
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        offer = switch (in.readByte()) {
            case STANDS -> new Offer.Stands(GridWire.readJoin(in));
            case DISPLACED -> new Offer.Displaced(GridWire.readTask(in));
            default -> new Offer.Incomplete();
        };
    }
}
