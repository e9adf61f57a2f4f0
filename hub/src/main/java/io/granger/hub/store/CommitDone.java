package io.granger.hub.store;

import org.jspecify.annotations.Nullable;

/** Told once about the end of one change. */
@FunctionalInterface
public interface CommitDone {

    /** Exactly one of the two is given: a receipt when the change is durable, a failure when none of it was stored. */
    void done(@Nullable Receipt receipt, @Nullable StoreFailure failure);
}
