package io.granger.rl.lab;

import io.granger.rl.ActionDistribution;
import io.granger.rl.learn.OptionCritic;
import io.granger.rl.option.StateAbstraction;
import io.granger.rl.option.Transition;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Learns what its options do and where they end, together with their values: the tabular option-critic.
 *
 * <p>Bacon, Harb and Precup (2017), with the deliberation cost of Harb and others (2018). Intra-option policies are a softmax of
 * preferences, terminations a sigmoid, the policy over options epsilon-greedy.
 */
public final class OptionCriticAgent implements LabAgent {

    /**
     * How it learns.
     *
     * @param options how many
     * @param gamma discount per step
     * @param criticStep share of the way to each target of a value
     * @param policyStep of the intra-option policies
     * @param terminationStep of the terminations
     * @param temperature of the softmax, above 0
     * @param epsilon share of the choices among options left to chance
     * @param deliberationCost of choosing an option, in units of return, at least 0
     */
    public record Settings(
            int options,
            double gamma,
            double criticStep,
            double policyStep,
            double terminationStep,
            double temperature,
            double epsilon,
            double deliberationCost) {

        /**
         * Four options with the step sizes, temperature and exploration of the authors' four-rooms run, and a small cost. Their .25
         * for the policies is .0025 here, because they leave out the division by the temperature.
         */
        public static Settings of(double gamma) {
            return new Settings(4, gamma, .5, .0025, .25, .01, .1, .001);
        }
    }

    private final StateAbstraction abstraction;
    private final Settings settings;
    private final int actions;
    private final double[][] optionValue;
    private final double[][][] actionValue;
    private final double[][][] preference;
    private final double[][] ending;

    /** An agent that knows nothing. */
    public OptionCriticAgent(StateAbstraction abstraction, int actions, Settings settings) {
        this.abstraction = abstraction;
        this.settings = settings;
        this.actions = actions;
        int cells = abstraction.cells();
        this.optionValue = new double[cells][settings.options()];
        this.actionValue = new double[cells][settings.options()][actions];
        this.preference = new double[cells][settings.options()][actions];
        this.ending = new double[cells][settings.options()];
    }

    @Override
    public Walk begin() {
        return new Follow(settings.epsilon(), true);
    }

    @Override
    public Walk evaluate() {
        return new Follow(0, false);
    }

    /** Probability that this option ends on arriving in {@code state}, as learnt so far. */
    public double termination(float[] state, int option) {
        return sigmoid(ending[abstraction.cellOf(state)][option]);
    }

    private final class Follow implements Walk {
        private final double epsilon;
        private final boolean learning;
        private int standing = -1;

        Follow(double epsilon, boolean learning) {
            this.epsilon = epsilon;
            this.learning = learning;
        }

        @Override
        public int act(float[] state, RandomGenerator random) {
            int s = abstraction.cellOf(state);
            if (standing < 0) {
                int best = best(optionValue[s], random);
                standing = ActionDistribution.certain(settings.options(), best)
                        .withFloor(epsilon)
                        .pick(random.nextDouble());
            }
            double[] pi = policy(s, standing);
            if (!learning) {
                return best(pi, random);
            }
            return ActionDistribution.of(pi).pick(random.nextDouble());
        }

        @Override
        public void observe(Transition step, RandomGenerator random) {
            int s = abstraction.cellOf(step.state());
            int next = abstraction.cellOf(step.next());
            double beta = sigmoid(ending[next][standing]);
            if (learning) {
                learn(s, step, next, beta);
            }
            if (random.nextDouble() < beta) {
                standing = -1;
            }
        }

        private void learn(int s, Transition step, int next, double beta) {
            double v = choosingAfresh(next);
            double target = OptionCritic.criticTarget(
                    step.reward(),
                    settings.gamma(),
                    step.terminated(),
                    beta,
                    optionValue[next][standing],
                    v,
                    settings.deliberationCost());
            int a = step.action();
            optionValue[s][standing] += settings.criticStep() * (target - optionValue[s][standing]);
            actionValue[s][standing][a] += settings.criticStep() * (target - actionValue[s][standing][a]);
            OptionCritic.policyGradient(
                    preference[s][standing],
                    policy(s, standing),
                    a,
                    actionValue[s][standing][a] - optionValue[s][standing],
                    settings.temperature(),
                    settings.policyStep());
            if (!step.terminated()) {
                ending[next][standing] += settings.terminationStep()
                        * OptionCritic.terminationGradient(
                                beta, optionValue[next][standing], v, settings.deliberationCost());
            }
        }
    }

    /** Value of the epsilon-greedy policy over options. */
    private double choosingAfresh(int s) {
        double best = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (double q : optionValue[s]) {
            best = Math.max(best, q);
            sum += q;
        }
        return (1 - settings.epsilon()) * best + settings.epsilon() * sum / settings.options();
    }

    private double[] policy(int s, int option) {
        double[] p = new double[actions];
        double highest = Arrays.stream(preference[s][option]).max().orElse(0);
        double sum = 0;
        for (int a = 0; a < actions; a++) {
            p[a] = StrictMath.exp((preference[s][option][a] - highest) / settings.temperature());
            sum += p[a];
        }
        for (int a = 0; a < actions; a++) {
            p[a] /= sum;
        }
        return p;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static int best(double[] values, RandomGenerator random) {
        int best = 0;
        int ties = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
                ties = 1;
            } else if (values[i] == values[best] && random.nextInt(++ties) == 0) {
                best = i;
            }
        }
        return best;
    }
}
