package io.granger.rl.plan;

import java.util.Arrays;

/**
 * The best course of action by what is known alone: no hope, no doubt. Immutable once made; safe from any thread.
 *
 * <p>Actions never tried are left out; a cell where none was tried has action -1.
 */
public final class GreedyPlan {

    private static final int MOST_SWEEPS = 2000;
    private static final double PRECISION = 1e-7;
    private static final double NEVER_ENDING = -1e6;

    private final int[] best;

    /** Plans in the model as it is now. */
    public GreedyPlan(LearnedModel model, double gamma) {
        double lowest = Math.min(0, model.lowestReward() == Double.POSITIVE_INFINITY ? 0 : model.lowestReward());
        double[] value = new double[model.cells()];
        Arrays.fill(value, gamma < 1 ? lowest / (1 - gamma) : NEVER_ENDING);
        this.best = new int[model.cells()];
        Arrays.fill(best, -1);
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double moved = 0;
            for (int cell = 0; cell < value.length; cell++) {
                double before = value[cell];
                backUp(model, gamma, value, cell);
                moved = Math.max(moved, Math.abs(value[cell] - before));
            }
            if (moved <= PRECISION) {
                return;
            }
        }
    }

    /** The best action known in a cell, -1 when none was tried there. */
    public int action(int cell) {
        return best[cell];
    }

    private void backUp(LearnedModel model, double gamma, double[] value, int cell) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < model.actions(); a++) {
            Successors pair = model.pair(cell, a);
            double q = 0;
            for (int i = 0; i < pair.size(); i++) {
                int next = pair.cell(i);
                double onwards = gamma * (1 - model.end(cell, a, next)) * value[next];
                q += pair.share(i) * (model.reward(cell, a, next) + onwards);
            }
            if (pair.size() > 0 && q > highest) {
                highest = q;
                best[cell] = a;
            }
        }
        if (best[cell] >= 0) {
            value[cell] = Math.max(highest, NEVER_ENDING);
        }
    }
}
