package io.granger.routing.simulation.budget;

import java.util.Arrays;

/** One task under way: keeps the clock, the budget and what was seen. */
final class EpisodePlay {
    /** A look and a million slices; an agent that asks for more is broken. */
    private static final int MOST_MOVES = 1_000_000;

    private final BudgetAgent agent;
    private final BudgetTask task;
    private final double budgetMs;
    private final double[] finishMs;
    private final double[] ranMs;
    private boolean looked;
    private boolean solved;
    private int firstArm = -1;
    private double elapsedMs;

    EpisodePlay(BudgetAgent agent, BudgetTask task, double budgetMs) {
        this.agent = agent;
        this.task = task;
        this.budgetMs = budgetMs;
        this.finishMs = new double[task.finishMs().length];
        Arrays.fill(finishMs, Double.POSITIVE_INFINITY);
        this.ranMs = new double[finishMs.length];
    }

    Episode play() {
        int moves = 0;
        while (!solved && elapsedMs < budgetMs) {
            if (++moves > MOST_MOVES) {
                throw new IllegalStateException("an agent made more than " + MOST_MOVES + " moves at one task");
            }
            switch (agent.next(elapsedMs)) {
                case Move.Look look -> look();
                case Move.Run run -> run(run.slice());
            }
        }
        double[] features = task.features();
        if (!looked) {
            features = new double[features.length];
            Arrays.fill(features, Double.NaN);
        }
        double featureMs = looked ? task.featureMs() : 0;
        return new Episode(looked, features, featureMs, finishMs, ranMs, firstArm, solved, elapsedMs);
    }

    private void look() {
        if (!looked) {
            elapsedMs = Math.min(budgetMs, elapsedMs + task.featureMs());
        }
        looked = true;
        agent.see(task.features());
    }

    private void run(Slice slice) {
        int arm = slice.arm();
        double ms = Math.min(slice.ms(), budgetMs - elapsedMs);
        firstArm = firstArm < 0 ? arm : firstArm;
        if (task.finishMs()[arm] <= ms) {
            finishMs[arm] = task.finishMs()[arm];
            ranMs[arm] = 0;
            elapsedMs += finishMs[arm];
            solved = true;
        } else {
            ranMs[arm] = Math.max(ranMs[arm], ms);
            elapsedMs = ms < slice.ms() ? budgetMs : elapsedMs + ms;
        }
    }
}
