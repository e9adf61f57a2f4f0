package io.granger.hub.store;

import java.util.ArrayList;
import java.util.List;

/** Collects, change by change of one batch, what was new and what was known. Not thread-safe. */
final class Tally {

    private final int[] outcomesNew;
    private final int[] outcomesKnown;
    private final int[] rowsRepeated;

    Tally(int changes) {
        outcomesNew = new int[changes];
        outcomesKnown = new int[changes];
        rowsRepeated = new int[changes];
    }

    void outcome(int change, boolean isNew) {
        (isNew ? outcomesNew : outcomesKnown)[change]++;
    }

    void repeatedRow(int change) {
        rowsRepeated[change]++;
    }

    List<Receipt> receipts() {
        List<Receipt> receipts = new ArrayList<>(outcomesNew.length);
        for (int i = 0; i < outcomesNew.length; i++) {
            boolean plain = outcomesNew[i] + outcomesKnown[i] + rowsRepeated[i] == 0;
            receipts.add(plain ? Receipt.PLAIN : new Receipt(outcomesNew[i], outcomesKnown[i], rowsRepeated[i]));
        }
        return receipts;
    }
}
