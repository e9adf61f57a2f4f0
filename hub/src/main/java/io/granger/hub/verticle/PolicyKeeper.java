package io.granger.hub.verticle;

import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saves the built-in policy whenever it has learnt something since the last save. Owner thread only. */
final class PolicyKeeper {
    /** How often the hub asks for a save: what a kill may cost of what was learnt. */
    static final long EVERY_MS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(PolicyKeeper.class);

    private final Learner learner;
    private final HubStore store;
    private long savedRevision;
    private boolean isClosed;

    PolicyKeeper(Learner learner, HubStore store) {
        this.learner = learner;
        this.store = store;
        this.savedRevision = learner.changes();
    }

    /** Saves if anything changed, for the last time: what is learnt while the hub closes its store is not kept. */
    Future<Void> close() {
        var last = save();
        isClosed = true;
        return last;
    }

    /** Saves if anything changed; completes once it is durable. */
    Future<Void> save() {
        long revision = learner.changes();
        if (isClosed || revision == savedRevision) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        var change = new Change(
                Optional.empty(), false, List.of(), List.of(), Optional.empty(), Map.of(), List.of(), learner.save());
        store.commit(change, error -> {
            if (error == null) {
                savedRevision = revision;
                done.complete();
            } else {
                LOG.warn("policy not saved, will be tried again: {}", error.getMessage());
                done.fail(error);
            }
        });
        return done.future();
    }
}
