package io.granger.routing.simulation;

import io.granger.rl.bandit.Exploration;
import io.granger.routing.LearnedRouter;

/** The policies a table can be played with, by the word people type. */
public enum TablePolicyName {
    /** The better of two arms drawn, by mean reward so far; looks at no feature. */
    HEURISTIC("heuristic"),
    /** Every arm equally often. */
    RANDOM("random"),
    /** The arm that is best over the whole table, known beforehand. */
    BEST_FIXED("best-fixed"),
    /** The best arm of each row, known beforehand. */
    ORACLE("oracle"),
    /** Ridge regression, and all arms evenly in a falling share of the rounds. */
    EPSILON("epsilon"),
    /** Thompson sampling of success rates by category. */
    BETA("beta"),
    /** Ridge regression with optimism. */
    LINUCB("linucb"),
    /** Ridge regression with Thompson sampling. */
    THOMPSON("thompson"),
    /** Ridge regression with inverse gaps. */
    SQUARECB("squarecb"),
    /** The one configuration that chooses features, boldness and forgetting by itself: what the hub ships, with more beliefs. */
    AUTO("auto"),
    /** The bandit that chooses spokes in a hub. */
    AUTO_0(LearnedRouter.POLICY);

    private final String word;

    TablePolicyName(String word) {
        this.word = word;
    }

    /**
     * A policy that knows nothing yet, or that knows what its name says.
     *
     * @param floor share of the rounds that those who learn spread evenly over the arms, in [0, 1]
     */
    public TablePolicy over(RecordedTable table, double lambda, double floor) {
        return switch (this) {
            case HEURISTIC -> Yardstick.heuristic(table);
            case RANDOM -> Yardstick.random(table);
            case BEST_FIXED -> Yardstick.bestFixed(table, lambda);
            case ORACLE -> Yardstick.oracle(table, lambda);
            case EPSILON -> Learner.linear(table, new Exploration.Epsilon(0.2, 200), floor);
            case BETA -> Learner.beta(table, floor);
            case LINUCB -> Learner.linear(table, new Exploration.Optimism(0.25), floor);
            case THOMPSON -> Learner.linear(table, new Exploration.Posterior(0.15), floor);
            case SQUARECB -> Learner.linear(table, new Exploration.InverseGap(10), floor);
            case AUTO -> Learner.auto(table, floor);
            case AUTO_0 -> Learner.hub(table, floor);
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
