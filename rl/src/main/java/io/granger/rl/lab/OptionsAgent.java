package io.granger.rl.lab;

import io.granger.rl.ActionDistribution;
import io.granger.rl.learn.Interruption;
import io.granger.rl.option.IntraOptionLearner;
import io.granger.rl.option.Option;
import io.granger.rl.option.OptionOutcome;
import io.granger.rl.option.OptionValues;
import io.granger.rl.option.SmdpLearner;
import io.granger.rl.option.Transition;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses among options epsilon-greedily by learnt values, and follows each until it ends or is interrupted.
 *
 * <p>With primitive actions alone and SMDP learning it is Q-learning.
 */
public final class OptionsAgent implements LabAgent {

    /** How an option's value is learnt. */
    public enum Learning {
        /** Once, when it ends. */
        SMDP,
        /** At every step, together with all options that could have taken it. */
        INTRA_OPTION
    }

    /**
     * How it learns and chooses.
     *
     * @param gamma discount per step
     * @param stepSize share of the way to each target
     * @param epsilon share of choices left to chance
     * @param margin an option is interrupted when another is worth more by this; infinity never interrupts
     */
    public record Settings(Learning learning, double gamma, double stepSize, double epsilon, double margin) {

        /** Half steps, a tenth of exploration, no interruption. */
        public static Settings of(Learning learning, double gamma) {
            return new Settings(learning, gamma, .5, .1, Double.POSITIVE_INFINITY);
        }
    }

    private final List<Option> options;
    private final OptionValues values;
    private final Settings settings;
    private final SmdpLearner smdp;
    private final IntraOptionLearner intra;

    /** An agent with these options, which it values in their order. */
    public OptionsAgent(List<Option> options, OptionValues values, Settings settings) {
        this.options = List.copyOf(options);
        this.values = values;
        this.settings = settings;
        this.smdp = new SmdpLearner(options, values, settings.gamma());
        this.intra = new IntraOptionLearner(options, values, settings.gamma());
    }

    @Override
    public Walk begin() {
        return new Follow(settings.epsilon(), true);
    }

    @Override
    public Walk evaluate() {
        return new Follow(0, false);
    }

    /** Call and return: the standing option belongs to the episode. */
    private final class Follow implements Walk {
        private final double epsilon;
        private final boolean learning;
        private int standing = -1;
        private float[] start = {};
        private OptionOutcome outcome = OptionOutcome.NOTHING_YET;

        Follow(double epsilon, boolean learning) {
            this.epsilon = epsilon;
            this.learning = learning;
        }

        @Override
        public int act(float[] state, RandomGenerator random) {
            if (standing >= 0 && isInterrupted(state)) {
                learnOption(false, state);
                standing = -1;
            }
            if (standing < 0) {
                standing = choose(state, random);
                start = state;
                outcome = OptionOutcome.NOTHING_YET;
            }
            return options.get(standing).policy(state).pick(random.nextDouble());
        }

        @Override
        public void observe(Transition step, RandomGenerator random) {
            Option option = options.get(standing);
            outcome = outcome.then(step.reward(), settings.gamma());
            if (learning && settings.learning() == Learning.INTRA_OPTION) {
                intra.learn(step, option.policy(step.state()).toArray(), settings.stepSize());
            }
            if (step.terminated() || random.nextDouble() < option.termination(step.next())) {
                learnOption(step.terminated(), step.next());
                standing = -1;
            }
        }

        private void learnOption(boolean terminated, float[] end) {
            if (learning && settings.learning() == Learning.SMDP) {
                smdp.learn(start, standing, outcome, terminated, end, settings.stepSize());
            }
        }

        private boolean isInterrupted(float[] state) {
            if (settings.margin() == Double.POSITIVE_INFINITY || outcome.k() == 0) {
                return false;
            }
            double[] q = values.values(state);
            return Interruption.isDue(q[standing], startable(q, state), settings.margin());
        }

        private int choose(float[] state, RandomGenerator random) {
            double[] q = values.values(state);
            int[] open = open(state);
            int ties = 0;
            double best = Double.NEGATIVE_INFINITY;
            double[] p = new double[open.length];
            for (int o : open) {
                best = Math.max(best, q[o]);
            }
            for (int o : open) {
                ties += q[o] == best ? 1 : 0;
            }
            for (int i = 0; i < open.length; i++) {
                p[i] = q[open[i]] == best ? 1.0 / ties : 0;
            }
            return open[ActionDistribution.of(p).withFloor(epsilon).pick(random.nextDouble())];
        }

        private double[] startable(double[] q, float[] state) {
            int[] open = open(state);
            double[] startable = new double[open.length];
            for (int i = 0; i < open.length; i++) {
                startable[i] = q[open[i]];
            }
            return startable;
        }

        private int[] open(float[] state) {
            return java.util.stream.IntStream.range(0, options.size())
                    .filter(o -> options.get(o).mayStart(state))
                    .toArray();
        }
    }
}
