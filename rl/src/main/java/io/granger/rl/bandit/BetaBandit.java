package io.granger.rl.bandit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Thompson sampling of success rates, an independent one for every (key, arm). Rewards between 0 and 1 count as that much of a
 * success. Thompson (1933); Agrawal and Goyal (2012), "Analysis of Thompson sampling for the multi-armed bandit problem". Not
 * thread-safe.
 */
public final class BetaBandit {

    /** Most keys it tells apart; later ones share one place. */
    private static final int MOST_KEYS = 65_536;

    private static final String OTHERS = "\u0000others";

    private final int arms;
    private final Floor floor;
    private final BetaProbabilities probabilities;
    private final Map<String, double[][]> keys = new HashMap<>();

    /**
     * A bandit that thinks every rate equally likely.
     *
     * @param arms at least 1
     * @param floor share of the rounds spread evenly over the arms, in [0, 1]
     */
    public BetaBandit(int arms, double floor) {
        if (arms < 1) {
            throw new IllegalArgumentException("arms must be at least 1, are " + arms);
        }
        this.arms = arms;
        this.floor = new Floor(floor);
        this.probabilities = new BetaProbabilities(arms);
    }

    /** Writes the probability of every arm under this key, floor included. */
    public void probabilities(String key, double[] into) {
        double[][] counts = counts(key);
        probabilities.write(counts[0], counts[1], into);
        floor.mixInto(into);
    }

    /** Learns what came of choosing {@code arm} under this key: a reward, cut to [0, 1]. */
    public void learn(String key, int arm, double reward) {
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("reward must be finite, is " + reward);
        }
        double success = Math.max(0, Math.min(1, reward));
        double[][] counts = counts(key);
        counts[0][arm] += success;
        counts[1][arm] += 1 - success;
    }

    private double[][] counts(String key) {
        String place = keys.size() < MOST_KEYS || keys.containsKey(key) ? key : OTHERS;
        return keys.computeIfAbsent(place, k -> {
            double[][] fresh = new double[2][arms];
            Arrays.fill(fresh[0], 1);
            Arrays.fill(fresh[1], 1);
            return fresh;
        });
    }
}
