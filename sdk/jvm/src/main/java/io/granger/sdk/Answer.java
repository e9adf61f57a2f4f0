package io.granger.sdk;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.OptionalDouble;

/** What a spoke answers to one call: an output, or an error with its class. Immutable as long as its JSON is left alone. */
public sealed interface Answer {

    /** Longest error message that is sent; longer ones are cut. */
    int MAX_MESSAGE = 500;

    /** An answer with this output, without a word on quality or cost. */
    static Output output(JsonObject output) {
        return new Output(output, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** An answer whose output has this one field. */
    static Output output(String field, Object value) {
        return output(new JsonObject().put(field, value));
    }

    /** A failure of this class, retryable where the class usually is. */
    static Error error(ErrorClass errorClass, String message) {
        return new Error(errorClass, message, errorClass.usuallyRetryable());
    }

    /** A failure caused by the input; no other try with the same input makes sense here. */
    static Error invalidInput(String message) {
        return error(ErrorClass.INVALID_INPUT, message);
    }

    /** The answer as it goes over the bus. */
    JsonObject toJson();

    /**
     * The step is done.
     *
     * @param output what the next step gets as its input, at most 1 MiB as JSON text
     * @param quality the spoke's own opinion of the output in [0, 1]; the hub trusts it little
     * @param cost what the call cost, in the unit of the capability's declared cost, at least 0
     */
    record Output(JsonObject output, OptionalDouble quality, OptionalDouble cost) implements Answer {
        public Output {
            Objects.requireNonNull(output, "output");
            if (quality.isPresent() && !(quality.getAsDouble() >= 0 && quality.getAsDouble() <= 1)) {
                throw new IllegalArgumentException("quality must be in [0, 1], is " + quality.getAsDouble());
            }
            if (cost.isPresent() && !(cost.getAsDouble() >= 0 && cost.getAsDouble() <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "cost must be a finite number of at least 0, is " + cost.getAsDouble());
            }
        }

        /** The same output with the spoke's own opinion of it, in [0, 1]. */
        public Output withQuality(double ownQuality) {
            return new Output(output, OptionalDouble.of(ownQuality), cost);
        }

        /** The same output with what the call cost. */
        public Output withCost(double callCost) {
            return new Output(output, quality, OptionalDouble.of(callCost));
        }

        @Override
        public JsonObject toJson() {
            JsonObject json = new JsonObject().put("output", output);
            quality.ifPresent(value -> json.put("quality", value));
            cost.ifPresent(value -> json.put("cost", value));
            return json;
        }
    }

    /**
     * The step failed.
     *
     * @param message one line for a person; line breaks are replaced, what is longer than {@value #MAX_MESSAGE} is cut
     */
    record Error(ErrorClass errorClass, String message, boolean retryable) implements Answer {
        public Error {
            Objects.requireNonNull(errorClass, "errorClass");
            message = oneLine(message);
        }

        private static String oneLine(String text) {
            String line = text.replaceAll("\\s+", " ").strip();
            return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE - 3) + "...";
        }

        @Override
        public JsonObject toJson() {
            return new JsonObject()
                    .put(
                            "error",
                            new JsonObject()
                                    .put("class", errorClass.word())
                                    .put("message", message)
                                    .put("retryable", retryable));
        }
    }
}
