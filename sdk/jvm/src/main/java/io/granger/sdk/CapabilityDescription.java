package io.granger.sdk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One thing a spoke can do, as it is told to the hub. Immutable: every method returns another description.
 *
 * @param name the capability's name, for example {@code extract-text}
 * @param accepts types of input it takes: {@code a/b}, {@code a/*} or {@code *}{@code /*}; at least one
 * @param produces the type of its output
 * @param effects whether a call may be repeated
 * @param expectedMs how long a call usually takes, at least 1
 * @param cost what a call costs, in a unit all spokes of the capability share, at least 0
 * @param quality the author's own opinion of the outputs in [0, 1]
 * @param inputSchema JSON Schema 2020-12 the input must satisfy
 * @param outputSchema JSON Schema 2020-12 the output satisfies
 */
public record CapabilityDescription(
        String name,
        List<String> accepts,
        String produces,
        Effects effects,
        OptionalLong expectedMs,
        OptionalDouble cost,
        OptionalDouble quality,
        Optional<JsonObject> inputSchema,
        Optional<JsonObject> outputSchema) {

    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** Whether a call of a capability may be repeated. */
    public enum Effects {
        /** No effect outside the answer. */
        NONE,
        /** An effect that happens once for each {@link Call#effectKey()}, however often it is asked for. */
        KEYED,
        /** An effect that must not be repeated when its outcome is unknown. */
        UNSAFE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public CapabilityDescription {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("capability name must match " + NAME + ", is '" + name + "'");
        }
        accepts = List.copyOf(accepts);
        if (accepts.isEmpty()) {
            throw new IllegalArgumentException("capability " + name + " must accept at least one type");
        }
        Objects.requireNonNull(produces, "produces");
        Objects.requireNonNull(effects, "effects");
        if (expectedMs.isPresent() && expectedMs.getAsLong() < 1) {
            throw new IllegalArgumentException(
                    "expectedMs of " + name + " must be at least 1, is " + expectedMs.getAsLong());
        }
        if (cost.isPresent() && !(cost.getAsDouble() >= 0)) {
            throw new IllegalArgumentException("cost of " + name + " must be at least 0, is " + cost.getAsDouble());
        }
        if (quality.isPresent() && !(quality.getAsDouble() >= 0 && quality.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "quality of " + name + " must be in [0, 1], is " + quality.getAsDouble());
        }
    }

    /** A capability of this name that takes anything and produces JSON, until told otherwise. */
    public static CapabilityDescription named(String name) {
        return new CapabilityDescription(
                name,
                List.of("*/*"),
                "application/json",
                Effects.NONE,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same, taking these types of input. */
    public CapabilityDescription accepting(String... types) {
        return new CapabilityDescription(
                name, List.of(types), produces, effects, expectedMs, cost, quality, inputSchema, outputSchema);
    }

    /** The same, with outputs of this type. */
    public CapabilityDescription producing(String type) {
        return new CapabilityDescription(
                name, accepts, type, effects, expectedMs, cost, quality, inputSchema, outputSchema);
    }

    /** The same, with these effects. */
    public CapabilityDescription withEffects(Effects other) {
        return new CapabilityDescription(
                name, accepts, produces, other, expectedMs, cost, quality, inputSchema, outputSchema);
    }

    /** The same, usually taking this many milliseconds. */
    public CapabilityDescription takingMs(long ms) {
        return new CapabilityDescription(
                name, accepts, produces, effects, OptionalLong.of(ms), cost, quality, inputSchema, outputSchema);
    }

    /** The same, costing this much a call. */
    public CapabilityDescription costing(double amount) {
        return new CapabilityDescription(
                name,
                accepts,
                produces,
                effects,
                expectedMs,
                OptionalDouble.of(amount),
                quality,
                inputSchema,
                outputSchema);
    }

    /** The same, with the author's own opinion of the outputs in [0, 1]. */
    public CapabilityDescription withQuality(double ownQuality) {
        return new CapabilityDescription(
                name,
                accepts,
                produces,
                effects,
                expectedMs,
                cost,
                OptionalDouble.of(ownQuality),
                inputSchema,
                outputSchema);
    }

    /** The same, taking only inputs that satisfy this JSON Schema. */
    public CapabilityDescription withInputSchema(JsonObject schema) {
        return new CapabilityDescription(
                name, accepts, produces, effects, expectedMs, cost, quality, Optional.of(schema), outputSchema);
    }

    /** The same, promising outputs that satisfy this JSON Schema. */
    public CapabilityDescription withOutputSchema(JsonObject schema) {
        return new CapabilityDescription(
                name, accepts, produces, effects, expectedMs, cost, quality, inputSchema, Optional.of(schema));
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("name", name)
                .put("accepts", new JsonArray(accepts))
                .put("produces", produces)
                .put("effects", effects.word());
        expectedMs.ifPresent(value -> json.put("expectedMs", value));
        cost.ifPresent(value -> json.put("cost", value));
        quality.ifPresent(value -> json.put("quality", value));
        inputSchema.ifPresent(value -> json.put("inputSchema", value));
        outputSchema.ifPresent(value -> json.put("outputSchema", value));
        return json;
    }
}
