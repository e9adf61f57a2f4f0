package io.granger.hub.task;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a waiting task waits for.
 *
 * @param reason the kind of wait
 * @param capability what the wait is about; empty for a wait at the choice of a chain
 * @param why one sentence for the reader
 * @param untilMs when it ends by itself, epoch milliseconds
 */
public record Waiting(WaitReason reason, String capability, String why, OptionalLong untilMs) {
    public Waiting {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(capability, "capability");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(untilMs, "untilMs");
    }
}
