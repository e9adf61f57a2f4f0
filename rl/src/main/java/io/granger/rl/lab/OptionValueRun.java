package io.granger.rl.lab;

import io.granger.rl.option.IntraOptionLearner;
import io.granger.rl.option.IntraOptionModels;
import io.granger.rl.option.Option;
import io.granger.rl.option.TabularValues;
import io.granger.rl.option.Transition;
import io.granger.rl.plan.LearnedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Learns the values of a world's options from steps of uniformly random primitive actions, so without executing any option.
 *
 * <p>Values are indexed {@code [state][option]}, NaN where the option may not start.
 */
public final class OptionValueRun {

    /** From which the values are worked out. */
    public enum Method {
        /** Intra-option Q-learning; the values are the mean over the second half of the steps (Polyak and Juditsky, 1992). */
        INTRA_Q,
        /** Models of the options learnt by intra-option model learning, and value iteration over them. */
        INTRA_MODEL,
        /** A model of the world learnt by counting, the options' models in it, and value iteration over them. */
        WORLD_MODEL
    }

    /** Half of the way at first, half as far after this many steps, a third after twice as many, and so on. */
    private static final double FIRST_STEP = .5;

    private static final double HALVED_AFTER = 30_000;

    private static final int AVERAGED_EVERY = 1000;

    private OptionValueRun() {}

    /** The values by dynamic programming; NaN too in states that no episode is ever in, such as the goal. */
    public static double[][] exact(World world) {
        FiniteMdp mdp = world.mdp();
        double[][] q = ExactOptions.optimal(mdp, world.raw(), world.options(), world.gamma());
        boolean[] lived = new boolean[mdp.states()];
        for (int s = 0; s < mdp.states(); s++) {
            lived[s] |= mdp.start(s) > 0;
            for (int a = 0; a < mdp.actions(); a++) {
                mdp.outcomes(s, a).stream().filter(o -> !o.terminated()).forEach(o -> lived[o.next()] = true);
            }
        }
        for (int s = 0; s < q.length; s++) {
            if (!lived[s]) {
                Arrays.fill(q[s], Double.NaN);
            }
        }
        return q;
    }

    /** Learns from this many steps, in episodes that start where the world's do. */
    public static double[][] learn(World world, Method method, int steps, RandomGenerator random) {
        Learner learner = switch (method) {
            case INTRA_Q -> new Values(world, steps);
            case INTRA_MODEL -> new Models(world);
            case WORLD_MODEL -> new Counts(world);
        };
        double[] even = new double[world.mdp().actions()];
        Arrays.fill(even, 1.0 / even.length);
        int state = world.mdp().drawStart(random.nextDouble());
        for (int t = 0; t < steps; t++) {
            int action = random.nextInt(even.length);
            Outcome outcome = world.mdp().draw(state, action, random.nextDouble());
            float[] next = world.raw()[outcome.next()];
            double stepSize = FIRST_STEP / (1 + t / HALVED_AFTER);
            learner.learn(
                    new Transition(world.raw()[state], action, outcome.reward(), next, outcome.terminated(), false),
                    even,
                    stepSize);
            state = outcome.terminated() ? world.mdp().drawStart(random.nextDouble()) : outcome.next();
        }
        return learner.values();
    }

    private interface Learner {
        void learn(Transition step, double[] behaviour, double stepSize);

        double[][] values();
    }

    private static final class Values implements Learner {
        private final World world;
        private final TabularValues values;
        private final IntraOptionLearner learner;
        private final int steps;
        private final double[][] sums;
        private int taken;
        private int summed;

        Values(World world, int steps) {
            this.world = world;
            this.steps = steps;
            this.sums = new double[world.raw().length][world.options().size()];
            this.values = new TabularValues(world.abstraction(), world.options().size(), 0);
            this.learner = new IntraOptionLearner(world.options(), values, world.gamma());
        }

        @Override
        public void learn(Transition step, double[] behaviour, double stepSize) {
            learner.learn(step, behaviour, stepSize);
            taken++;
            if (taken == steps || (2L * taken > steps && taken % AVERAGED_EVERY == 0)) {
                summed++;
                for (int s = 0; s < sums.length; s++) {
                    double[] q = values.values(world.raw()[s]);
                    for (int o = 0; o < q.length; o++) {
                        sums[s][o] += q[o];
                    }
                }
            }
        }

        @Override
        public double[][] values() {
            double[][] q = new double[sums.length][world.options().size()];
            for (int s = 0; s < q.length; s++) {
                for (int o = 0; o < q[s].length; o++) {
                    boolean mayStart = world.options().get(o).mayStart(world.raw()[s]);
                    q[s][o] = mayStart ? sums[s][o] / summed : Double.NaN;
                }
            }
            return q;
        }
    }

    private static final class Models implements Learner {
        private final World world;
        private final IntraOptionModels models;

        Models(World world) {
            this.world = world;
            this.models = new IntraOptionModels(world.options(), world.abstraction(), world.gamma());
        }

        @Override
        public void learn(Transition step, double[] behaviour, double stepSize) {
            models.learn(step, behaviour, stepSize);
        }

        @Override
        public double[][] values() {
            ExactOptions.OptionModel[] learnt =
                    new ExactOptions.OptionModel[world.options().size()];
            Arrays.setAll(learnt, o -> new ExactOptions.OptionModel(models.reward(o), models.state(o)));
            return ExactOptions.optimal(world.raw(), world.options(), learnt);
        }
    }

    private static final class Counts implements Learner {
        private final World world;
        private final LearnedModel model;

        Counts(World world) {
            this.world = world;
            this.model =
                    new LearnedModel(world.abstraction().cells(), world.mdp().actions());
        }

        @Override
        public void learn(Transition step, double[] behaviour, double stepSize) {
            int from = world.abstraction().cellOf(step.state());
            int to = world.abstraction().cellOf(step.next());
            model.observe(from, step.action(), step.reward(), to, step.terminated());
        }

        @Override
        public double[][] values() {
            List<Option> options = world.options();
            return ExactOptions.optimal(asProcess(model), world.raw(), options, world.gamma());
        }
    }

    /** The model as a process; an action never tried stays and earns nothing. Cells must be the states. */
    static FiniteMdp asProcess(LearnedModel model) {
        double[] start = new double[model.cells()];
        Arrays.fill(start, 1.0 / start.length);
        return new FiniteMdp(start, model.actions(), (s, a) -> {
            if (model.visits(s, a) == 0) {
                return List.of(new Outcome(1, s, 0, false));
            }
            List<Outcome> outcomes = new ArrayList<>();
            double[] shares = model.successors(s, a);
            for (int next = 0; next < shares.length; next++) {
                double end = shares[next] > 0 ? model.end(s, a, next) : 0;
                add(outcomes, shares[next] * end, next, model.reward(s, a, next), true);
                add(outcomes, shares[next] * (1 - end), next, model.reward(s, a, next), false);
            }
            return outcomes;
        });
    }

    private static void add(List<Outcome> to, double probability, int next, double reward, boolean terminated) {
        if (probability > 0) {
            to.add(new Outcome(probability, next, reward, terminated));
        }
    }
}
