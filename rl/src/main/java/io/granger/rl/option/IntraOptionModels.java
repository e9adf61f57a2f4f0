package io.granger.rl.option;

import io.granger.rl.learn.IntraOption;
import java.util.List;

/**
 * Models of options learnt from primitive steps: what each earns until it ends, and where it ends.
 *
 * <p>Intra-option model learning of Sutton, Precup and Singh (1998): one step moves the model of every option that could have taken
 * it, executed or not. A table of cells x cells an option. Not thread-safe.
 */
public final class IntraOptionModels {

    private final List<Option> options;
    private final StateAbstraction abstraction;
    private final double gamma;
    private final double[][] reward;
    private final double[][][] state;
    private final double[] target;

    /** Models of which nothing is known: 0 everywhere. */
    public IntraOptionModels(List<Option> options, StateAbstraction abstraction, double gamma) {
        this.options = List.copyOf(options);
        this.abstraction = abstraction;
        this.gamma = gamma;
        int cells = abstraction.cells();
        this.reward = new double[options.size()][cells];
        this.state = new double[options.size()][cells][cells];
        this.target = new double[cells];
    }

    /**
     * Learns from one primitive step.
     *
     * @param behaviour probabilities the action was drawn from
     * @param stepSize in [0, 1]
     */
    public void learn(Transition step, double[] behaviour, double stepSize) {
        int from = abstraction.cellOf(step.state());
        int to = abstraction.cellOf(step.next());
        for (int o = 0; o < options.size(); o++) {
            Option option = options.get(o);
            double weight = option.mayStart(step.state())
                    ? IntraOption.weight(option.policy(step.state()).toArray(), behaviour, step.action())
                    : 0;
            if (weight > 0) {
                double beta = step.terminated() ? 1 : option.termination(step.next());
                double alpha = stepSize * weight;
                double r = IntraOption.rewardModel(step.reward(), gamma, step.terminated(), beta, reward[o][to]);
                reward[o][from] += alpha * (r - reward[o][from]);
                IntraOption.stateModel(gamma, step.terminated(), beta, state[o][to], to, target);
                double[] model = state[o][from];
                for (int x = 0; x < model.length; x++) {
                    model[x] += alpha * (target[x] - model[x]);
                }
            }
        }
    }

    /** Expected discounted reward until the option ends, by the cell it starts in, copied. */
    public double[] reward(int option) {
        return reward[option].clone();
    }

    /** By the cell it starts in, the probability that it ends in each cell, discounted by the time until it does, copied. */
    public double[][] state(int option) {
        double[][] copy = new double[state[option].length][];
        for (int s = 0; s < copy.length; s++) {
            copy[s] = state[option][s].clone();
        }
        return copy;
    }
}
