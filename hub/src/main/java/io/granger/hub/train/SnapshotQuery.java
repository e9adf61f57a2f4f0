package io.granger.hub.train;

import io.granger.hub.store.RowQuery;
import io.granger.routing.Decision;
import java.util.Optional;

/**
 * Which experience goes into a snapshot.
 *
 * @param window times and pipeline
 * @param policy only what this policy decided, as rows name it
 * @param withImported whether imported rows go in too, as far as they fit the rest
 */
public record SnapshotQuery(RowQuery window, Optional<String> policy, boolean withImported) {
    /** Everything there is. */
    public static final SnapshotQuery ALL = new SnapshotQuery(RowQuery.ALL, Optional.empty(), true);

    /** Whether a decision is among what is asked for. */
    public boolean holds(Decision decision) {
        return decision.atMs() >= window.sinceMs().orElse(Long.MIN_VALUE)
                && decision.atMs() < window.untilMs().orElse(Long.MAX_VALUE)
                && window.pipeline().map(decision.pipeline()::equals).orElse(true)
                && policy.map(decision.policy()::equals).orElse(true);
    }
}
