package io.granger.task;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An ordered list of steps that takes a task to its goal, or the rest of one; at most 16 steps.
 *
 * <p>The rest of a chain that is done is empty; a recipe holds no empty chain.
 */
public record Chain(List<StepSpec> steps) {
    /** Most steps a chain can have. */
    public static final int LENGTH_MAX = 16;

    public Chain {
        steps = List.copyOf(steps);
        Bounds.between("steps of a chain", steps.size(), 0, LENGTH_MAX);
    }

    /** A chain of plain steps. */
    public static Chain of(String... capabilities) {
        return new Chain(Arrays.stream(capabilities).map(StepSpec::of).toList());
    }

    /** The shorthand {@code a | b@^1.2 | c}; blanks around a step do not matter. */
    public static Chain parse(String shorthand) {
        return new Chain(Arrays.stream(shorthand.split("\\|", -1))
                .map(String::strip)
                .map(StepSpec::parse)
                .toList());
    }

    /** The labels of the steps joined with {@code >}. */
    public String id() {
        return switch (steps.size()) {
            case 0 -> "";
            case 1 -> steps.get(0).label();
            default -> steps.stream().map(StepSpec::label).collect(Collectors.joining(">"));
        };
    }

    /**
     * What is left after the first {@code position} steps.
     *
     * @param position from 0 to the length
     */
    public Chain from(int position) {
        return position == 0 ? this : new Chain(steps.subList(position, steps.size()));
    }

    /** Number of steps. */
    public int length() {
        return steps.size();
    }

    /** Whether no step is left. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Everything the chain says as one text, for hashing. */
    String canonical() {
        return steps.stream().map(StepSpec::canonical).collect(Collectors.joining(">"));
    }
}
