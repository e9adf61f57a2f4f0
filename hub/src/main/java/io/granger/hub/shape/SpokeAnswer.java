package io.granger.hub.shape;

import io.granger.task.FailureClass;
import io.vertx.core.json.JsonObject;
import java.util.OptionalDouble;

/** What a spoke answered to a call. */
public sealed interface SpokeAnswer {
    /**
     * It did the work.
     *
     * @param quality its own word on how good it is, in [0, 1]
     * @param cost what it cost, not negative
     */
    record Output(JsonObject output, OptionalDouble quality, OptionalDouble cost) implements SpokeAnswer {}

    /**
     * It did not, or its answer could not be understood.
     *
     * @param retryable whether the same spoke may succeed with the same input
     */
    record Error(FailureClass failureClass, String message, boolean retryable) implements SpokeAnswer {}
}
