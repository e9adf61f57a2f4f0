package io.granger.examples.adapter;

import io.granger.rl.ActionDistribution;
import io.granger.rl.Scores;
import io.granger.rl.bandit.Arm;
import io.granger.rl.bandit.PartsBandit;
import java.util.List;

/**
 * Chooses the model provider of a request, learning quality, cost and latency apart: what was learnt under one priority serves every
 * other.
 *
 * <p>Reward of a good answer: {@code 2 * (w_q quality + w_c (1 - cost / reference) + w_l (1 - ms / (2 expected))) - 1}; of a failed one
 * -1. Not thread-safe: confine it to one thread.
 */
public final class ProviderSelector {

    private static final double FLOOR = 0.02;

    /** What a request cares about: weights of quality, cost and latency, which sum to 1. */
    public enum Priority {
        /** Quality .5, cost .3, latency .2: the default. */
        BALANCED(.5, .3, .2),
        /** Latency first. */
        SPEED(.2, .1, .7),
        /** Quality first. */
        QUALITY(.8, .1, .1),
        /** Cost first. */
        COST(.2, .7, .1);

        private final double[] weights;

        Priority(double quality, double cost, double latency) {
            // the order of the bandit's parts: success, latency, quality, cost
            weights = new double[] {0, latency, quality, cost};
        }
    }

    /**
     * What was chosen, to be reported on once it answered.
     *
     * @param probability with which it was chosen
     */
    public record Choice(String provider, double probability) {}

    private final List<Arm> arms;
    private final double expectedMs;
    private final double referenceCost;
    private final PartsBandit bandit = new PartsBandit();

    /**
     * A selector that knows nothing of its providers.
     *
     * @param expectedMs how long an answer should take, above 0; twice that is worth nothing
     * @param referenceCost from which on a cost is worth nothing, above 0
     */
    public ProviderSelector(List<String> providers, double expectedMs, double referenceCost) {
        if (providers.isEmpty() || !(expectedMs > 0) || !(referenceCost > 0)) {
            throw new IllegalArgumentException(
                    "providers must be at least 1, expectedMs and referenceCost above 0, are " + providers + ", "
                            + expectedMs + " and " + referenceCost);
        }
        this.arms = providers.stream().map(name -> new Arm(name, new float[0])).toList();
        this.expectedMs = expectedMs;
        this.referenceCost = referenceCost;
    }

    /**
     * Chooses.
     *
     * @param kind of request; what is learnt of one kind says nothing of another
     * @param request its features, as many for every request of a kind
     * @param u uniform draw in [0, 1)
     */
    public Choice choose(String kind, float[] request, Priority priority, double u) {
        Scores scores = bandit.score(kind, request, arms, priority.weights);
        ActionDistribution played =
                ActionDistribution.of(PartsBandit.probabilities(scores)).withFloor(FLOOR);
        int chosen = played.pick(u);
        return new Choice(arms.get(chosen).id(), played.probability(chosen));
    }

    /** Learns how a provider answered; {@code quality} in [0, 1]. */
    public void answered(String kind, float[] request, String provider, double quality, double cost, double ms) {
        double latencyPart = Math.max(0, 1 - ms / (2 * expectedMs));
        double costPart = 1 - Math.min(1, cost / referenceCost);
        bandit.learn(kind, request, arm(provider), new double[] {1, latencyPart, quality, costPart});
    }

    /** Learns that a provider gave no answer. */
    public void failed(String kind, float[] request, String provider) {
        bandit.learn(kind, request, arm(provider), new double[PartsBandit.PARTS]);
    }

    private Arm arm(String provider) {
        return arms.stream()
                .filter(arm -> arm.id().equals(provider))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no provider is called " + provider));
    }
}
