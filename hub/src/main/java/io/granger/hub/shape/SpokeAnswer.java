package io.granger.hub.shape;

import io.granger.task.FailureClass;
import io.vertx.core.json.JsonObject;
import java.util.OptionalDouble;

/** What a spoke answered to a call. */
public sealed interface SpokeAnswer {
    /**
     * It did the work.
     *
     * @param text of the output, as JSON
     * @param quality its own word on how good it is, in [0, 1]
     * @param cost what it cost, not negative
     */
    record Output(JsonObject output, String text, OptionalDouble quality, OptionalDouble cost) implements SpokeAnswer {}

    /**
     * It did not, or its answer could not be understood.
     *
     * @param retryable whether the same spoke may succeed with the same input
     * @param understood false for a malformed answer: it says nothing about what was done
     */
    record Error(FailureClass failureClass, String message, boolean retryable, boolean understood)
            implements SpokeAnswer {
        /** An error that the spoke said, or that stands for its silence. */
        public Error(FailureClass failureClass, String message, boolean retryable) {
            this(failureClass, message, retryable, true);
        }
    }
}
