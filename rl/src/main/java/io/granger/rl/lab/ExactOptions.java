package io.granger.rl.lab;

import io.granger.rl.learn.SmdpTargets;
import io.granger.rl.option.Option;
import java.util.Arrays;
import java.util.List;

/**
 * Values of options in a {@link FiniteMdp} by dynamic programming over their models.
 *
 * <p>Sutton, Precup and Singh (1999), section 3: first each option's reward and state model, then value iteration over the options
 * alone. Pure; safe from any thread.
 */
public final class ExactOptions {

    private static final int MOST_SWEEPS = 100_000;

    private ExactOptions() {}

    /**
     * Discounted reward of an option until it ends, and for each state the probability that it ends there, discounted by the time
     * until it does.
     *
     * @param reward by state the option starts in; 0 where it may not start
     * @param state by state it starts in, then by state it ends in
     */
    @SuppressWarnings("ArrayRecordComponent") // a model of a hundred states; whoever holds it does not change it
    public record OptionModel(double[] reward, double[][] state) {}

    /**
     * Values {@code [state][option]} under the best policy over these options alone, NaN where an option may not start; where none
     * may, nothing can be earned.
     *
     * @param raw raw features of each state
     */
    public static double[][] optimal(FiniteMdp mdp, float[][] raw, List<Option> options, double gamma) {
        OptionModel[] models =
                options.stream().map(option -> model(mdp, raw, option, gamma)).toArray(OptionModel[]::new);
        return optimal(raw, options, models);
    }

    /** The same by given models. */
    public static double[][] optimal(float[][] raw, List<Option> options, OptionModel[] models) {
        double[][] q = new double[raw.length][options.size()];
        double[] v = new double[raw.length];
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double moved = 0;
            for (int s = 0; s < raw.length; s++) {
                double best = Double.NEGATIVE_INFINITY;
                for (int o = 0; o < models.length; o++) {
                    q[s][o] = options.get(o).mayStart(raw[s])
                            ? SmdpTargets.byModel(
                                    models[o].reward()[s], models[o].state()[s], v)
                            : Double.NaN;
                    best = q[s][o] > best ? q[s][o] : best;
                }
                double value = best == Double.NEGATIVE_INFINITY ? 0 : best;
                moved = Math.max(moved, Math.abs(value - v[s]));
                v[s] = value;
            }
            if (moved <= ExactSolution.TOLERANCE) {
                return q;
            }
        }
        throw new IllegalArgumentException("option values must settle within " + MOST_SWEEPS + " sweeps, do not");
    }

    /** The model of one option. */
    public static OptionModel model(FiniteMdp mdp, float[][] raw, Option option, double gamma) {
        int n = mdp.states();
        double[] reward = new double[n];
        double[][] state = new double[n][n];
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double moved = 0;
            for (int s = 0; s < n; s++) {
                if (option.mayStart(raw[s])) {
                    moved = Math.max(moved, backUp(mdp, raw, option, gamma, s, reward, state));
                }
            }
            if (moved <= ExactSolution.TOLERANCE) {
                return new OptionModel(reward, state);
            }
        }
        throw new IllegalArgumentException(
                "model of " + option.name() + " must settle within " + MOST_SWEEPS + " sweeps, does not");
    }

    private static double backUp(
            FiniteMdp mdp, float[][] raw, Option option, double gamma, int s, double[] reward, double[][] state) {
        double newReward = 0;
        double[] newState = new double[state.length];
        for (int a = 0; a < mdp.actions(); a++) {
            double pi = option.policy(raw[s]).probability(a);
            if (pi == 0) {
                continue;
            }
            for (Outcome o : mdp.outcomes(s, a)) {
                double p = pi * o.probability();
                newReward += p * o.reward();
                if (!o.terminated()) {
                    double beta = option.termination(raw[o.next()]);
                    newReward += p * gamma * (1 - beta) * reward[o.next()];
                    newState[o.next()] += p * gamma * beta;
                    if (beta < 1) {
                        addScaled(newState, state[o.next()], p * gamma * (1 - beta));
                    }
                }
            }
        }
        double moved = Math.abs(newReward - reward[s]);
        for (int x = 0; x < newState.length; x++) {
            moved = Math.max(moved, Math.abs(newState[x] - state[s][x]));
        }
        reward[s] = newReward;
        state[s] = newState;
        return moved;
    }

    private static void addScaled(double[] to, double[] from, double factor) {
        for (int x = 0; x < to.length; x++) {
            to[x] += factor * from[x];
        }
    }

    /** The largest difference between two tables of values over every place where the second is a number. */
    public static double largestError(double[][] learnt, double[][] exact) {
        return Arrays.stream(errors(learnt, exact)).max().orElse(0);
    }

    private static double[] errors(double[][] learnt, double[][] exact) {
        double[] errors = new double[exact.length];
        for (int s = 0; s < exact.length; s++) {
            for (int o = 0; o < exact[s].length; o++) {
                if (!Double.isNaN(exact[s][o])) {
                    errors[s] = Math.max(errors[s], Math.abs(learnt[s][o] - exact[s][o]));
                }
            }
        }
        return errors;
    }
}
