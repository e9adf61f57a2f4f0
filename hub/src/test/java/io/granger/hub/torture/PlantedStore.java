package io.granger.hub.torture;

import io.granger.hub.store.Change;
import io.granger.hub.store.CommitDone;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.Receipt;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Stores that break one promise, to see that the checker notices. */
final class PlantedStore {
    /** Far longer than it takes, on any machine, from the last acknowledgement before a kill to the kill. */
    private static final long LATE_MS = 3_000;

    private PlantedStore() {}

    /** Says that a change is durable a while before it is. */
    static HubStore acknowledgingEarly(HubStore store) {
        return planted(store, (change, done) -> {
            done.done(Receipt.PLAIN, null);
            var later = CompletableFuture.delayedExecutor(LATE_MS, TimeUnit.MILLISECONDS);
            later.execute(() -> store.commitForReceipt(change, (receipt, failure) -> {}));
        });
    }

    /** Keeps no idempotency key. */
    static HubStore forgettingKeys(HubStore store) {
        return planted(
                store,
                (change, done) -> store.commitForReceipt(
                        new Change(
                                change.task(),
                                change.insert(),
                                change.rows(),
                                change.outcomes(),
                                Optional.empty(),
                                change.settings(),
                                change.audit(),
                                change.policies()),
                        done));
    }

    private interface Commit {
        void commit(Change change, CommitDone done);
    }

    private static HubStore planted(HubStore store, Commit commit) {
        return (HubStore) Proxy.newProxyInstance(
                HubStore.class.getClassLoader(), new Class<?>[] {HubStore.class}, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "commitForReceipt" -> {
                            commit.commit((Change) args[0], (CommitDone) args[1]);
                            return null;
                        }
                        case "commit" -> {
                            @SuppressWarnings("unchecked")
                            var done = (java.util.function.Consumer<Throwable>) args[1];
                            commit.commit((Change) args[0], (receipt, failure) -> done.accept(failure));
                            return null;
                        }
                        default -> {
                            try {
                                return method.invoke(store, args);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }
                    }
                });
    }
}
