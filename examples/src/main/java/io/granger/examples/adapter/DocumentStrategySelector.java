package io.granger.examples.adapter;

import io.granger.rl.ActionDistribution;
import io.granger.rl.HashedText;
import io.granger.rl.Scores;
import io.granger.rl.bandit.Arm;
import io.granger.rl.bandit.PartsBandit;
import java.util.List;

/**
 * Chooses how a document is read from what can be told without reading it, and learns from how good the text was and what it cost.
 *
 * <p>Strategies that cannot read a type are not among those offered for it. Not thread-safe: confine it to one thread.
 */
public final class DocumentStrategySelector {

    private static final double FLOOR = 0.02;
    /** Success, latency, quality, cost. */
    private static final double[] WEIGHTS = {.2, 0, .6, .2};

    private static final HashedText NAMES = new HashedText(8);

    /**
     * A way to read a document.
     *
     * @param cost what it takes, in any unit that is the same for all
     */
    public record Strategy(String name, double cost) {}

    private final double referenceCost;
    private final PartsBandit bandit = new PartsBandit();

    /** A selector that knows nothing; from {@code referenceCost} on a cost is worth nothing. */
    public DocumentStrategySelector(double referenceCost) {
        if (!(referenceCost > 0)) {
            throw new IllegalArgumentException("referenceCost must be above 0, is " + referenceCost);
        }
        this.referenceCost = referenceCost;
    }

    /**
     * Probability of each strategy; draw from it with {@link ActionDistribution#pick}.
     *
     * @param type media type of the document
     * @param bytes its size
     * @param offered strategies that read this type, at least one
     */
    public ActionDistribution probabilities(String type, String name, long bytes, List<Strategy> offered) {
        Scores scores = bandit.score(
                type, features(name, bytes), offered.stream().map(this::arm).toList(), WEIGHTS);
        return ActionDistribution.of(PartsBandit.probabilities(scores)).withFloor(FLOOR);
    }

    /** Learns how good the text was, in [0, 1]. */
    public void read(String type, String name, long bytes, Strategy strategy, double quality) {
        learn(type, name, bytes, strategy, new double[] {1, 0, quality, costPart(strategy)});
    }

    /** Learns that a strategy got nothing out of a document. */
    public void failed(String type, String name, long bytes, Strategy strategy) {
        learn(type, name, bytes, strategy, new double[PartsBandit.PARTS]);
    }

    /** What a reading is worth, in [-1, 1]; a failed one is -1. */
    public double reward(Strategy strategy, double quality) {
        return 2 * (WEIGHTS[0] + WEIGHTS[2] * quality + WEIGHTS[3] * costPart(strategy)) - 1;
    }

    private void learn(String type, String name, long bytes, Strategy strategy, double[] targets) {
        bandit.learn(type, features(name, bytes), arm(strategy), targets);
    }

    private double costPart(Strategy strategy) {
        return 1 - Math.min(1, strategy.cost() / referenceCost);
    }

    private Arm arm(Strategy strategy) {
        return new Arm(strategy.name(), new float[] {(float) (strategy.cost() / referenceCost)});
    }

    /** Size on a logarithmic scale, and the words of the name. */
    private static float[] features(String name, long bytes) {
        float[] words = NAMES.of(name);
        float[] features = new float[words.length + 1];
        features[0] = (float) (Math.log1p(bytes) / 10);
        System.arraycopy(words, 0, features, 1, words.length);
        return features;
    }
}
