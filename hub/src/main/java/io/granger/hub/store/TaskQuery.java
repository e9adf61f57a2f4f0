package io.granger.hub.store;

import java.util.Optional;

/**
 * Which tasks to list.
 *
 * @param state only this state
 * @param pipeline only this pipeline
 * @param limit most records to return, 1 to 1,000
 * @param cursor the id of the last task of the page before; listing goes on with older ones
 */
public record TaskQuery(Optional<String> state, Optional<String> pipeline, int limit, Optional<String> cursor) {

    /** Most records of one page. */
    public static final int MAX_LIMIT = 1_000;

    /** Refuses a limit out of range. */
    public TaskQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ": " + limit);
        }
    }

    /** The newest tasks of any state and pipeline. */
    public static TaskQuery newest(int limit) {
        return new TaskQuery(Optional.empty(), Optional.empty(), limit, Optional.empty());
    }
}
