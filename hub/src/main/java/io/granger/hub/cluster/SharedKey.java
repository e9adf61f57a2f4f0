package io.granger.hub.cluster;

import io.granger.hub.store.KeyRecord;

/**
 * An idempotency key as all hubs of a cluster see it.
 *
 * @param key which task the first request with it made, or is making
 * @param owner node of the hub that makes or made it
 * @param confirmed whether that task is known to have been accepted; until then it may never come to be
 */
public record SharedKey(KeyRecord key, String owner, boolean confirmed) {

    /** What is in force when {@code offered} comes while this is stored. */
    SharedKey meets(SharedKey offered, String insteadOf) {
        if (key.taskId().equals(offered.key.taskId())) {
            return confirmed ? this : offered;
        }
        boolean hasRunOut = offered.key.atMs() - key.atMs() >= KeyRecord.KEPT_MS;
        boolean isGivenUp = !confirmed && key.taskId().equals(insteadOf);
        return hasRunOut || isGivenUp ? offered : this;
    }
}
