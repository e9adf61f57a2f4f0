package io.granger.registry;

import io.granger.task.Bounds;
import io.granger.task.NameRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A named kind of step as one spoke declares it.
 *
 * @param accepts 1 to 32 types or patterns
 * @param produces a type, or a pattern when it depends on the input
 * @param inputSchema JSON Schema as text, at most 65,536 characters; checking data against it is the hub's work
 * @param outputSchema the same for the output
 * @param cost what a call costs, not negative
 * @param expectedMs how long a call takes, 1 ms to one day
 * @param quality how good the output is, by the spoke's own word, in [0, 1]
 */
public record Capability(
        String name,
        List<String> accepts,
        String produces,
        Optional<String> inputSchema,
        Optional<String> outputSchema,
        OptionalDouble cost,
        OptionalLong expectedMs,
        OptionalDouble quality,
        Effects effects) {
    private static final int ACCEPTS_MAX = 32;
    private static final int SCHEMA_LENGTH_MAX = 65_536;
    private static final long EXPECTED_MS_MAX = 86_400_000;

    public Capability {
        NameRule.check("capability name", name);
        accepts = List.copyOf(accepts);
        Bounds.between("number of accepted types", accepts.size(), 1, ACCEPTS_MAX);
        accepts.forEach(type -> MediaType.check("accepts", type));
        MediaType.check("produces", produces);
        inputSchema.ifPresent(text -> Bounds.length("inputSchema", text, SCHEMA_LENGTH_MAX));
        outputSchema.ifPresent(text -> Bounds.length("outputSchema", text, SCHEMA_LENGTH_MAX));
        cost.ifPresent(value -> Bounds.notNegative("cost", value));
        expectedMs.ifPresent(value -> Bounds.between("expectedMs", value, 1, EXPECTED_MS_MAX));
        quality.ifPresent(value -> Bounds.between("quality", value, 0, 1));
    }

    /** A capability without effects that declares nothing but its types. */
    public static Capability of(String name, String accepts, String produces) {
        return new Capability(
                name,
                List.of(accepts),
                produces,
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Effects.NONE);
    }

    /** A copy that expects calls to take this long. */
    public Capability withExpectedMs(long ms) {
        return new Capability(
                name, accepts, produces, inputSchema, outputSchema, cost, OptionalLong.of(ms), quality, effects);
    }

    /** A copy that costs this much a call. */
    public Capability withCost(double value) {
        return new Capability(
                name,
                accepts,
                produces,
                inputSchema,
                outputSchema,
                OptionalDouble.of(value),
                expectedMs,
                quality,
                effects);
    }

    /** A copy with these effects. */
    public Capability withEffects(Effects other) {
        return new Capability(name, accepts, produces, inputSchema, outputSchema, cost, expectedMs, quality, other);
    }

    /** Whether it takes that type; both sides may be patterns. */
    public boolean accepts(String type) {
        return MediaType.matchesAny(accepts, type);
    }
}
