package io.granger.hub.cluster;

import io.granger.hub.store.KeyRecord;
import java.util.Comparator;

/**
 * An idempotency key as all hubs of a cluster see it.
 *
 * @param key which task the first request with it made, or is making
 * @param owner node of the hub that makes or made it
 * @param confirmed whether that task is known to have been accepted; until then it may never come to be
 */
public record SharedKey(KeyRecord key, String owner, boolean confirmed) {
    /** In the place of a task: whatever took the key and did not confirm it gives way. */
    public static final String ANY_UNCONFIRMED = "*";

    private static final Comparator<SharedKey> ORDER = Comparator.comparing((SharedKey k) -> !k.confirmed)
            .thenComparingLong(k -> k.key.atMs())
            .thenComparing(k -> k.key.taskId());

    /** Whether the task of this key was accepted, so that it is not {@code other}'s; after a day it may be had again. */
    boolean holdsAgainst(KeyRecord other) {
        return confirmed && other.atMs() - key.atMs() < KeyRecord.KEPT_MS;
    }

    /** What is in force when {@code offered} comes while this is stored. */
    SharedKey meets(SharedKey offered, String insteadOf) {
        if (key.taskId().equals(offered.key.taskId())) {
            return confirmed ? this : offered;
        }
        boolean hasRunOut = offered.key.atMs() - key.atMs() >= KeyRecord.KEPT_MS;
        boolean isGivenUp =
                !confirmed && (insteadOf.equals(ANY_UNCONFIRMED) || key.taskId().equals(insteadOf));
        return hasRunOut || isGivenUp ? offered : this;
    }

    /** Which of two that were taken on both sides of a split is in force: a confirmed one, else the older. */
    SharedKey join(SharedKey other) {
        return ORDER.compare(this, other) <= 0 ? this : other;
    }
}
