package io.granger.hub.store;

import java.util.HashMap;
import java.util.Map;

/** By how many bytes tasks' rows grow from their first to their last, by pipeline. Not thread-safe. */
final class RowGrowth {

    /** Room that is kept for more than this costs more than it saves. */
    static final int MOST = 512;

    /** How many of what is kept too much is given back with each task. */
    private static final int GIVEN_BACK = 16;

    private static final int PIPELINES = 1_000;

    private final Map<String, Integer> byPipeline = new HashMap<>();

    /** What nearly all of late grew by at most; 0 when nothing is known. */
    int expected(String pipeline) {
        return byPipeline.getOrDefault(pipeline, 0);
    }

    /** A task of that pipeline ended with so many bytes more, or fewer, than it began with. */
    void observe(String pipeline, int bytes) {
        if (byPipeline.size() >= PIPELINES && !byPipeline.containsKey(pipeline)) {
            byPipeline.clear();
        }
        int now = Math.clamp(bytes, 0, MOST);
        byPipeline.merge(pipeline, now, (known, of) -> of >= known ? of : known - (known - of) / GIVEN_BACK);
    }
}
