package io.granger.rl.network;

import io.granger.rl.dense.ScoringShape;
import java.util.List;

/**
 * States, and for each the candidates to be scored in it, as the flat arrays that go into one pass.
 *
 * @param states how many states there are
 * @param stateFeatures by state
 * @param candidates how many candidates there are over all states
 * @param candidateFeatures by candidate, those of the first state first
 * @param stateOf the state each candidate is scored in
 */
@SuppressWarnings("ArrayRecordComponent") // one for every step of training
record ScoringBatch(int states, float[] stateFeatures, int candidates, float[] candidateFeatures, int[] stateOf) {

    /** One state with what is to be scored in it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Choice(float[] state, List<float[]> candidates) {}

    static ScoringBatch of(ScoringShape shape, List<Choice> choices) {
        int count =
                choices.stream().mapToInt(choice -> choice.candidates().size()).sum();
        float[] states = new float[choices.size() * shape.stateWidth()];
        float[] features = new float[count * shape.candidateWidth()];
        int[] stateOf = new int[count];
        int at = 0;
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            copy("state", choice.state(), shape.stateWidth(), states, i);
            for (float[] candidate : choice.candidates()) {
                copy("candidate", candidate, shape.candidateWidth(), features, at);
                stateOf[at++] = i;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("candidates must be at least 1, are 0");
        }
        return new ScoringBatch(choices.size(), states, count, features, stateOf);
    }

    /** Whether each state has exactly one candidate. */
    boolean isOneEach() {
        return states == candidates;
    }

    private static void copy(String name, float[] from, int width, float[] to, int row) {
        if (from.length != width) {
            throw new IllegalArgumentException(name + " must have " + width + " features, has " + from.length);
        }
        for (float value : from) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(name + " must have finite features, has " + value);
            }
        }
        System.arraycopy(from, 0, to, row * width, width);
    }
}
