package io.granger.hub.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Commits and waits, as no hub would: tests go on when a change is durable. */
public final class Commits {

    private Commits() {}

    static CompletableFuture<Receipt> start(HubStore store, Change change) {
        CompletableFuture<Receipt> done = new CompletableFuture<>();
        store.commitForReceipt(change, (receipt, failure) -> {
            if (receipt != null) {
                done.complete(receipt);
            } else {
                done.completeExceptionally(failure == null ? new IllegalStateException("neither") : failure);
            }
        });
        return done;
    }

    public static Receipt commit(HubStore store, Change change) {
        try {
            return start(store, change).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StoreFailure failure ? failure : failed;
        }
    }

    public static void all(HubStore store, List<Change> changes) {
        List<CompletableFuture<Receipt>> started = new ArrayList<>();
        changes.forEach(change -> started.add(start(store, change)));
        started.forEach(CompletableFuture::join);
    }
}
