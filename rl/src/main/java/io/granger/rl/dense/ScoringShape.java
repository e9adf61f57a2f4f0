package io.granger.rl.dense;

import java.util.ArrayList;
import java.util.List;

/**
 * The layers of a scoring network: a trunk over the state, run once a choice, and a head over the trunk's output and one candidate's
 * features, run once a candidate, whose single output is the score.
 *
 * <p>A candidate width of 0 makes it a function of the state alone, such as a value.
 *
 * @param stateWidth features of a state, at least 1
 * @param trunk widths of the hidden layers over the state; empty hands the state on as it is
 * @param candidateWidth features of a candidate
 * @param head widths of the hidden layers over trunk output and candidate; empty makes the score linear in both
 * @param activation of every hidden layer
 */
public record ScoringShape(
        int stateWidth, List<Integer> trunk, int candidateWidth, List<Integer> head, Activation activation) {

    /** The widest layer there may be. */
    public static final int MAX_WIDTH = 4096;
    /** The most hidden layers in trunk and head each. */
    public static final int MAX_DEPTH = 8;

    /** Refuses widths and depths out of bounds. */
    public ScoringShape {
        trunk = List.copyOf(trunk);
        head = List.copyOf(head);
        requireWidth("stateWidth", stateWidth, 1);
        requireWidth("candidateWidth", candidateWidth, 0);
        requireDepth("trunk", trunk);
        requireDepth("head", head);
    }

    /** Width of what the trunk hands to the head. */
    public int trunkOutput() {
        return trunk.isEmpty() ? stateWidth : trunk.getLast();
    }

    /**
     * The weights in the order in which they are kept: of each trunk layer {@code trunk.N.weight} (inputs x outputs) and {@code
     * trunk.N.bias}; of each head layer {@code head.N.weight} and {@code head.N.bias}, where layer 0 has {@code head.0.state} and
     * {@code head.0.candidate} (absent when there are no candidate features) in the place of its weight.
     */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        int width = stateWidth;
        for (int i = 0; i < trunk.size(); i++) {
            all.add(new Parameter("trunk." + i + ".weight", List.of(width, trunk.get(i))));
            all.add(new Parameter("trunk." + i + ".bias", List.of(trunk.get(i))));
            width = trunk.get(i);
        }
        for (int i = 0; i <= head.size(); i++) {
            int out = i == head.size() ? 1 : head.get(i);
            if (i > 0) {
                all.add(new Parameter("head." + i + ".weight", List.of(width, out)));
            } else {
                all.add(new Parameter("head.0.state", List.of(width, out)));
                if (candidateWidth > 0) {
                    all.add(new Parameter("head.0.candidate", List.of(candidateWidth, out)));
                }
            }
            all.add(new Parameter("head." + i + ".bias", List.of(out)));
            width = out;
        }
        return List.copyOf(all);
    }

    /** How many numbers all weights are. */
    public int parameterCount() {
        return parameters().stream().mapToInt(Parameter::size).sum();
    }

    /**
     * One array of weights.
     *
     * @param name unique within a network
     * @param dimensions one or two, each at least 1
     */
    public record Parameter(String name, List<Integer> dimensions) {
        /** How many numbers it holds. */
        public int size() {
            return dimensions.stream().reduce(1, Math::multiplyExact);
        }
    }

    private static void requireDepth(String name, List<Integer> widths) {
        if (widths.size() > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    name + " must have at most " + MAX_DEPTH + " layers, has " + widths.size());
        }
        widths.forEach(width -> requireWidth(name, width, 1));
    }

    private static void requireWidth(String name, int width, int least) {
        if (width < least || width > MAX_WIDTH) {
            throw new IllegalArgumentException(
                    name + " must be in [" + least + ", " + MAX_WIDTH + "] wide, is " + width);
        }
    }
}
