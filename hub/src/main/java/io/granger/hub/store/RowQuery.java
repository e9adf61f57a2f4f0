package io.granger.hub.store;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which experience rows to read.
 *
 * @param sinceMs only decisions made at or after this time
 * @param untilMs only decisions made before this time
 * @param pipeline only this pipeline
 */
public record RowQuery(OptionalLong sinceMs, OptionalLong untilMs, Optional<String> pipeline) {

    /** Every row. */
    public static final RowQuery ALL = new RowQuery(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    boolean holds(long atMs, String ofPipeline) {
        return atMs >= sinceMs.orElse(Long.MIN_VALUE)
                && atMs < untilMs.orElse(Long.MAX_VALUE)
                && pipeline.map(ofPipeline::equals).orElse(true);
    }
}
