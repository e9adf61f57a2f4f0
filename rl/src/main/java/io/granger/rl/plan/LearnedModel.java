package io.granger.rl.plan;

import java.util.Arrays;

/**
 * What was learnt of a world of finitely many cells and actions: where steps lead, what they bring, and how far that can be trusted.
 *
 * <p>Reward and end are first held to depend on the cell arrived in alone, and on cell, action and arrival once that turns out to
 * explain clearly less. Not thread-safe.
 */
public final class LearnedModel {

    private final int cells;
    private final int actions;
    private final Successors[] pairs;
    private final int[][] predecessors;
    private final int[] predecessorCounts;
    private final Effects byArrival = new Effects();
    private final Effects byStep = new Effects();
    private final NoveltyRate novelty = new NoveltyRate();
    private double lowestReward = Double.POSITIVE_INFINITY;
    private double highestReward = Double.NEGATIVE_INFINITY;
    private long changes;

    /** A model of which nothing is known. */
    public LearnedModel(int cells, int actions) {
        this.cells = cells;
        this.actions = actions;
        this.pairs = new Successors[Math.multiplyExact(cells, actions)];
        Arrays.setAll(pairs, i -> new Successors());
        this.predecessors = new int[cells][4];
        this.predecessorCounts = new int[cells];
    }

    /** How many cells there are. */
    public int cells() {
        return cells;
    }

    /** How many actions there are. */
    public int actions() {
        return actions;
    }

    /** Takes in one step; true when it means that the world changed. */
    public boolean observe(int cell, int action, double reward, int next, boolean terminated) {
        Successors pair = pair(cell, action);
        boolean isNew = !pair.contains(next);
        if (pair.visits() > 0) {
            novelty.observe(pair.visits(), isNew);
        }
        if (isNew) {
            addPredecessor(next, cell);
        }
        pair.add(next);
        lowestReward = Math.min(lowestReward, reward);
        highestReward = Math.max(highestReward, reward);
        boolean before = dependsOnStep();
        boolean changedByArrival = byArrival.observe(next, reward, terminated);
        boolean changedByStep = byStep.observe(stepKey(cell, action, next), reward, terminated);
        boolean isChange = before ? changedByStep : changedByArrival;
        changes += isChange ? 1 : 0;
        return isChange;
    }

    /** How many times the action was tried. */
    public long visits(int cell, int action) {
        return pair(cell, action).visits();
    }

    /** How many changes of the world were noticed. */
    public long changes() {
        return changes;
    }

    /** The lowest reward seen; positive infinity before any was. */
    public double lowestReward() {
        return lowestReward;
    }

    /** The highest reward seen; negative infinity before any was. */
    public double highestReward() {
        return highestReward;
    }

    /** Probability that trying the action once more leads where it never led. */
    public double novelty(int cell, int action) {
        return novelty.at(pair(cell, action).visits());
    }

    /** The chance of each cell after the action, copied; all 0 when it was never tried. */
    public double[] successors(int cell, int action) {
        double[] shares = new double[cells];
        Successors pair = pair(cell, action);
        for (int i = 0; i < pair.size(); i++) {
            shares[pair.cell(i)] = pair.share(i);
        }
        return shares;
    }

    /** Expected reward of a step that was seen. */
    public double reward(int cell, int action, int next) {
        return effects().reward(key(cell, action, next));
    }

    /** Probability that the episode ends with a step that was seen. */
    public double end(int cell, int action, int next) {
        return effects().end(key(cell, action, next));
    }

    /** Probability that a step that was seen no longer brings what it did. */
    public double doubt(int cell, int action, int next) {
        return effects().doubt(key(cell, action, next));
    }

    /** Another number after each step that may have moved every {@link #doubt}. */
    double doubtVersion() {
        return effects().doubtVersion() + (dependsOnStep() ? .5 : 0);
    }

    Successors pair(int cell, int action) {
        return pairs[cell * actions + action];
    }

    int predecessorCount(int cell) {
        return predecessorCounts[cell];
    }

    int predecessor(int cell, int i) {
        return predecessors[cell][i];
    }

    private boolean dependsOnStep() {
        return byArrival.novelties() > 2 * byStep.novelties() + 1;
    }

    private Effects effects() {
        return dependsOnStep() ? byStep : byArrival;
    }

    private long key(int cell, int action, int next) {
        return dependsOnStep() ? stepKey(cell, action, next) : next;
    }

    private long stepKey(int cell, int action, int next) {
        return ((long) cell * actions + action) * cells + next;
    }

    private void addPredecessor(int next, int cell) {
        int n = predecessorCounts[next];
        for (int i = 0; i < n; i++) {
            if (predecessors[next][i] == cell) {
                return;
            }
        }
        if (n == predecessors[next].length) {
            predecessors[next] = Arrays.copyOf(predecessors[next], 2 * n);
        }
        predecessors[next][n] = cell;
        predecessorCounts[next]++;
    }
}
