package io.granger.hub.store;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** The contract over the store in memory where rows are bytes before anybody asks for them. */
class MemoryStoreOfBytesTest extends HubStoreContract {
    private static final int ALL = 1_000_000;

    @Override
    HubStore open(Executor executor) {
        var store = new AtomicReference<MemoryStore>();
        store.set(new MemoryStore(told -> executor.execute(() -> {
            store.get().encodedRowsAfter(0, ALL);
            told.run();
        })));
        return store.get();
    }
}
