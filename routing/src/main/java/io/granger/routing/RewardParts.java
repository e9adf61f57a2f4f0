package io.granger.routing;

import java.util.OptionalDouble;

/**
 * The four parts of a reward as the hub saw them, each in [0, 1] or missing. Kept raw, so that old experience can be
 * scored again under another preset.
 */
public record RewardParts(OptionalDouble success, OptionalDouble latency, OptionalDouble quality, OptionalDouble cost) {
    /** How many parts there are. */
    public static final int COUNT = 4;
    /** Index of the success part in arrays of parts, weights and targets. */
    public static final int SUCCESS = 0;
    /** Index of the latency part. */
    public static final int LATENCY = 1;
    /** Index of the quality part. */
    public static final int QUALITY = 2;
    /** Index of the cost part. */
    public static final int COST = 3;

    /** Nothing seen, as of an option that only ended. */
    public static final RewardParts NONE = new RewardParts(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    public RewardParts {
        requirePart("success", success);
        requirePart("latency", latency);
        requirePart("quality", quality);
        requirePart("cost", cost);
    }

    /** The part with this index. */
    public OptionalDouble part(int index) {
        return switch (index) {
            case SUCCESS -> success;
            case LATENCY -> latency;
            case QUALITY -> quality;
            case COST -> cost;
            default -> throw new IllegalArgumentException("part must be in [0, 4), is " + index);
        };
    }

    private static void requirePart(String name, OptionalDouble part) {
        if (part.isPresent() && !(part.getAsDouble() >= 0 && part.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1], is " + part.getAsDouble());
        }
    }
}
