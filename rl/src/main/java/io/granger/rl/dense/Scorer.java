package io.granger.rl.dense;

import java.util.List;

/**
 * The forward pass of a {@link ScoringNetwork}: the trunk once, then the head for each candidate. Allocates nothing but its result.
 *
 * <p>It keeps scratch arrays, so it is not thread-safe: one for each thread.
 */
public final class Scorer {

    private final ScoringNetwork network;
    private final float[] fromTrunk;
    private float[] in;
    private float[] out;

    Scorer(ScoringNetwork network) {
        this.network = network;
        int widest = network.shape().stateWidth();
        for (ScoringNetwork.Layer layer : network.trunk()) {
            widest = Math.max(widest, layer.out());
        }
        for (ScoringNetwork.Layer layer : network.head()) {
            widest = Math.max(widest, layer.out());
        }
        in = new float[widest];
        out = new float[widest];
        fromTrunk = new float[network.head().getFirst().out()];
    }

    /**
     * The score of each candidate in this state, in the order given. Features that are not finite give scores that are not: who
     * asks must look.
     *
     * @param state as wide as the shape says
     * @param candidates features of each, as wide as the shape says
     */
    public float[] score(float[] state, float[][] candidates) {
        float[] scores = new float[candidates.length];
        score(state, candidates, scores);
        return scores;
    }

    /** The score of each candidate, with features in a list. */
    public float[] score(float[] state, List<float[]> candidates) {
        return score(state, candidates.toArray(float[][]::new));
    }

    /** The same, written to {@code scores}. */
    public void score(float[] state, float[][] candidates, float[] scores) {
        runTrunk(state);
        for (int i = 0; i < candidates.length; i++) {
            scores[i] = runHead(candidates[i]);
        }
    }

    /** The score of the state alone, for a network without candidate features. */
    public float value(float[] state) {
        runTrunk(state);
        return runHead(NONE);
    }

    private static final float[] NONE = new float[0];

    private void runTrunk(float[] state) {
        requireWidth("state", network.shape().stateWidth(), state.length);
        System.arraycopy(state, 0, in, 0, state.length);
        for (ScoringNetwork.Layer layer : network.trunk()) {
            run(layer);
        }
        // the state's part of the first head layer is the same for every candidate
        ScoringNetwork.Layer first = network.head().getFirst();
        System.arraycopy(first.bias(), 0, fromTrunk, 0, first.out());
        addProduct(in, first.in(), first.weight(), fromTrunk, first.out());
    }

    private float runHead(float[] candidate) {
        requireWidth("candidate", network.shape().candidateWidth(), candidate.length);
        int width = fromTrunk.length;
        System.arraycopy(fromTrunk, 0, in, 0, width);
        addProduct(candidate, candidate.length, network.candidateWeight(), in, width);
        List<ScoringNetwork.Layer> head = network.head();
        for (int i = 1; i < head.size(); i++) {
            network.shape().activation().apply(in, head.get(i).in());
            multiply(head.get(i));
        }
        return in[0];
    }

    private void run(ScoringNetwork.Layer layer) {
        multiply(layer);
        network.shape().activation().apply(in, layer.out());
    }

    /** Leaves {@code in * weight + bias} in {@link #in}. */
    private void multiply(ScoringNetwork.Layer layer) {
        System.arraycopy(layer.bias(), 0, out, 0, layer.out());
        addProduct(in, layer.in(), layer.weight(), out, layer.out());
        float[] swap = in;
        in = out;
        out = swap;
    }

    private static void addProduct(float[] x, int rows, float[] weight, float[] y, int columns) {
        for (int i = 0, at = 0; i < rows; i++, at += columns) {
            float value = x[i];
            if (value != 0) {
                for (int j = 0; j < columns; j++) {
                    y[j] += value * weight[at + j];
                }
            }
        }
    }

    private static void requireWidth(String name, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException(name + " must have " + expected + " features, has " + actual);
        }
    }
}
