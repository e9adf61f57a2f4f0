package io.granger.rl.plan;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Values of cells and actions in a {@link LearnedModel}, kept up to date by prioritized sweeping.
 *
 * <p>Moore and Atkeson (1993), "Prioritized sweeping". Three things are believed better than they look, in proportion to what is not
 * known: an action never tried is worth the best return ever seen (Szita and Lorincz, 2008, "The many faces of optimism"); one tried
 * {@code n} times leads, with the chance that it brings something new, to the best cell known to be near; and a step that may have
 * changed is, with that chance, worth the best return seen. Not thread-safe.
 */
public final class Planner {

    private static final int MOST_BACKUPS = 400;
    private static final int MOST_SWEEPS = 200;
    private static final double PRECISION = 1e-5;

    private final LearnedModel model;
    private final double gamma;
    private final double[] value;
    private final double[] queued;
    private final double[] nextBest;
    private final PriorityQueue<Entry> queue = new PriorityQueue<>((a, b) -> Double.compare(b.priority, a.priority));
    private double optimism;
    private double plannedOptimism = Double.NaN;
    private double plannedDoubt = Double.NaN;

    private record Entry(int cell, double priority) {}

    /** A planner for a model of which nothing is known. */
    public Planner(LearnedModel model, double gamma) {
        if (!(gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException("gamma must be in [0, 1], is " + gamma);
        }
        this.model = model;
        this.gamma = gamma;
        this.value = new double[model.cells()];
        this.queued = new double[model.cells()];
        this.nextBest = new double[model.cells()];
        Arrays.fill(nextBest, Double.NEGATIVE_INFINITY);
    }

    /** Takes in that the model learnt a step from {@code cell}. */
    public void learnt(int cell) {
        if (optimism != plannedOptimism || model.doubtVersion() != plannedDoubt) {
            sweep();
            return;
        }
        push(cell, Double.MAX_VALUE);
        for (int i = 0; i < MOST_BACKUPS && !queue.isEmpty(); i++) {
            Entry next = queue.remove();
            if (queued[next.cell()] != next.priority()) {
                continue; // pushed again since, with more
            }
            queued[next.cell()] = 0;
            double before = value[next.cell()];
            value[next.cell()] = max(next.cell());
            pushPredecessors(next.cell(), Math.abs(value[next.cell()] - before));
        }
    }

    /** Says what the best is that can be hoped for where nothing is known. */
    public void hopeFor(double bestReturn) {
        optimism = bestReturn;
    }

    /** Values of the actions in a cell. */
    public double[] values(int cell) {
        double near = near(cell);
        double[] q = new double[model.actions()];
        Arrays.setAll(q, a -> value(cell, a, near));
        return q;
    }

    private void sweep() {
        queue.clear();
        Arrays.fill(queued, 0);
        plannedOptimism = optimism;
        plannedDoubt = model.doubtVersion();
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double moved = 0;
            for (int cell = 0; cell < value.length; cell++) {
                double before = value[cell];
                value[cell] = max(cell);
                moved = Math.max(moved, Math.abs(value[cell] - before));
            }
            if (moved <= PRECISION) {
                return;
            }
        }
    }

    private double max(int cell) {
        double near = near(cell);
        double best = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < model.actions(); a++) {
            best = Math.max(best, value(cell, a, near));
        }
        return best;
    }

    private double value(int cell, int action, double near) {
        Successors pair = model.pair(cell, action);
        if (pair.visits() == 0) {
            return optimism;
        }
        double known = 0;
        double reward = 0;
        for (int i = 0; i < pair.size(); i++) {
            int next = pair.cell(i);
            double r = model.reward(cell, action, next);
            double doubt = model.doubt(cell, action, next);
            double same = r + gamma * (1 - model.end(cell, action, next)) * value[next];
            known += pair.share(i) * ((1 - doubt) * same + doubt * Math.max(same, optimism));
            reward += pair.share(i) * r;
        }
        double novelty = model.novelty(cell, action);
        return (1 - novelty) * known + novelty * Math.max(known, reward + gamma * near);
    }

    /** The best of the cells that were ever reached from here in one step or two. */
    private double near(int cell) {
        double one = Double.NEGATIVE_INFINITY;
        double two = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < model.actions(); a++) {
            Successors pair = model.pair(cell, a);
            for (int i = 0; i < pair.size(); i++) {
                one = Math.max(one, value[pair.cell(i)]);
                two = Math.max(two, nextBest[pair.cell(i)]);
            }
        }
        nextBest[cell] = one;
        double best = Math.max(one, two);
        return best == Double.NEGATIVE_INFINITY ? optimism : best;
    }

    private void pushPredecessors(int cell, double moved) {
        if (moved > PRECISION) {
            for (int i = 0; i < model.predecessorCount(cell); i++) {
                push(model.predecessor(cell, i), moved);
            }
        }
    }

    private void push(int cell, double priority) {
        if (priority > queued[cell]) {
            queued[cell] = priority;
            queue.add(new Entry(cell, priority));
        }
    }
}
