package io.granger.rl.lab;

import io.granger.rl.option.StateAbstraction;
import io.granger.rl.option.Transition;
import io.granger.rl.plan.GreedyPlan;
import io.granger.rl.plan.LearnedModel;
import io.granger.rl.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Learns a model of its world from its own steps, plans in it, and tries what it does not know as long as that may pay.
 *
 * <p>When the world stops doing what it always did, everything it brings is in doubt until seen again.
 */
public final class ModelAgent implements LabAgent {

    private final StateAbstraction abstraction;
    private final double gamma;
    private final LearnedModel model;
    private final Planner planner;
    /** The plan made last, until something is learnt. */
    private @Nullable GreedyPlan shown;

    private double bestReturn = Double.NEGATIVE_INFINITY;

    /** An agent that knows nothing but how many cells and actions there are. */
    public ModelAgent(StateAbstraction abstraction, int actions, double gamma) {
        this.abstraction = abstraction;
        this.gamma = gamma;
        this.model = new LearnedModel(abstraction.cells(), actions);
        this.planner = new Planner(model, gamma);
    }

    /** What it learnt of the world. */
    public LearnedModel model() {
        return model;
    }

    @Override
    public Walk begin() {
        return new Exploring();
    }

    @Override
    public Walk evaluate() {
        if (shown == null) {
            shown = new GreedyPlan(model, gamma);
        }
        GreedyPlan plan = shown;
        return new Walk() {
            @Override
            public int act(float[] state, RandomGenerator random) {
                int cell = abstraction.cellOf(state);
                return plan.action(cell) >= 0 ? plan.action(cell) : best(cell, random);
            }

            @Override
            public void observe(Transition step, RandomGenerator random) {
                // it only shows what it knows
            }
        };
    }

    private int best(int cell, RandomGenerator random) {
        double[] q = planner.values(cell);
        int best = 0;
        int ties = 0;
        for (int a = 0; a < q.length; a++) {
            if (q[a] > q[best] + 1e-9) {
                best = a;
                ties = 1;
            } else if (q[a] >= q[best] - 1e-9 && random.nextInt(++ties) == 0) {
                best = a;
            }
        }
        return best;
    }

    private final class Exploring implements Walk {
        private final List<Double> rewards = new ArrayList<>();

        @Override
        public int act(float[] state, RandomGenerator random) {
            return best(abstraction.cellOf(state), random);
        }

        @Override
        public void observe(Transition step, RandomGenerator random) {
            int cell = abstraction.cellOf(step.state());
            rewards.add(step.reward());
            model.observe(cell, step.action(), step.reward(), abstraction.cellOf(step.next()), step.terminated());
            if (step.isLast()) {
                double sum = 0;
                for (int i = rewards.size() - 1; i >= 0; i--) {
                    sum = rewards.get(i) + gamma * sum;
                    bestReturn = Math.max(bestReturn, sum);
                }
            }
            shown = null;
            planner.hopeFor(hope());
            planner.learnt(cell);
        }

        /** Where every reward was the same there must be a better one to find. */
        private double hope() {
            double seen = Math.max(bestReturn, model.highestReward());
            return model.lowestReward() < model.highestReward() ? seen : seen + 1;
        }
    }
}
