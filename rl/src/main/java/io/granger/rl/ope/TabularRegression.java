package io.granger.rl.ope;

import java.util.List;

/**
 * Mean target of each state and action. An action never seen in a state takes the mean of what was seen there, and 0 where nothing was.
 *
 * <p>Immutable; safe from any thread.
 */
public final class TabularRegression implements ValueRegression<Integer> {

    private final int states;
    private final int actions;

    /**
     * @param states how many there are, at least 1
     * @param actions how many there are, at least 1
     */
    public TabularRegression(int states, int actions) {
        if (states < 1 || actions < 1) {
            throw new IllegalArgumentException(
                    "states and actions must be at least 1, are " + states + " and " + actions);
        }
        this.states = states;
        this.actions = actions;
    }

    @Override
    public ActionValues<Integer> fit(List<EpisodeStep<Integer>> steps, double[] targets) {
        double[] sums = new double[states * actions];
        int[] counts = new int[states * actions];
        for (int i = 0; i < targets.length; i++) {
            int cell = steps.get(i).state() * actions + steps.get(i).action();
            sums[cell] += targets[i];
            counts[cell]++;
        }
        for (int state = 0; state < states; state++) {
            fill(sums, counts, state * actions);
        }
        return (state, action) -> sums[state * actions + action];
    }

    /** Turns the sums of one state into means. */
    private void fill(double[] sums, int[] counts, int from) {
        double sum = 0;
        int count = 0;
        for (int cell = from; cell < from + actions; cell++) {
            sum += sums[cell];
            count += counts[cell];
        }
        double ofState = count == 0 ? 0 : sum / count;
        for (int cell = from; cell < from + actions; cell++) {
            sums[cell] = counts[cell] == 0 ? ofState : sums[cell] / counts[cell];
        }
    }
}
