package io.granger.rl.plan;

import java.util.HashMap;
import java.util.Map;

/**
 * What a step brings, reward and end of the episode, by a key that is believed to decide it; and whether that has changed.
 *
 * <p>Where the same key has brought the same for long, something else is evidence that the world changed. Then every key is in doubt
 * until it was seen again, and the share of the keys seen since that did change says how much. Not thread-safe.
 */
final class Effects {

    /** Surprises rarer than this mean that the world changed. */
    private static final double CHANGED = .01;
    /** Observations of a key after which old ones weigh less. */
    private static final double MEMORY = 64;
    /** More kinds than this are one kind with a mean. */
    private static final int MOST_KINDS = 8;

    private final Map<Long, Effect> effects = new HashMap<>();
    private long looks;
    private long novelties;
    private int epoch;
    private double changed;
    private double seenSince;

    /** What one key brings. */
    private static final class Effect {
        private final double[] rewards = new double[MOST_KINDS];
        private final boolean[] ends = new boolean[MOST_KINDS];
        private int kinds;
        private double n;
        private double meanReward;
        private double endShare;
        private int epoch;

        boolean isKnown(double reward, boolean terminated) {
            for (int i = 0; i < kinds; i++) {
                if (rewards[i] == reward && ends[i] == terminated) {
                    return true;
                }
            }
            return kinds == MOST_KINDS;
        }

        void reset() {
            kinds = 0;
            n = 0;
        }

        void add(double reward, boolean terminated) {
            if (!isKnown(reward, terminated)) {
                rewards[kinds] = reward;
                ends[kinds++] = terminated;
            }
            n = Math.min(MEMORY, n + 1);
            meanReward = n == 1 ? reward : meanReward + (reward - meanReward) / n;
            endShare = n == 1 ? (terminated ? 1 : 0) : endShare + ((terminated ? 1 : 0) - endShare) / n;
        }
    }

    /** Takes in what a step with this key brought; true when that means that the world changed. */
    boolean observe(long key, double reward, boolean terminated) {
        Effect effect = effects.computeIfAbsent(key, k -> new Effect());
        boolean isKnown = effect.isKnown(reward, terminated);
        boolean isChange = false;
        if (effect.n > 0 && effect.epoch == epoch) {
            double expected = (novelties + .5) / (looks + 1);
            looks++;
            if (!isKnown) {
                novelties++;
                isChange = expected < CHANGED;
            }
        } else if (effect.n > 0) {
            seenSince++;
            changed += isKnown ? 0 : 1;
        }
        if (isChange) {
            epoch++;
            changed = 1;
            seenSince = 1;
        }
        if (!isKnown && (isChange || effect.epoch < epoch)) {
            effect.reset();
        }
        effect.epoch = epoch;
        effect.add(reward, terminated);
        return isChange;
    }

    /** How often a key that had been seen brought something new. */
    long novelties() {
        return novelties;
    }

    /** Expected reward of a key that was seen. */
    double reward(long key) {
        Effect effect = effects.get(key);
        return effect == null ? 0 : effect.meanReward;
    }

    /** Probability that the episode ends with a key that was seen. */
    double end(long key) {
        Effect effect = effects.get(key);
        return effect == null ? 0 : effect.endShare;
    }

    /** Probability that a key no longer brings what it did. */
    double doubt(long key) {
        Effect effect = effects.get(key);
        return effect == null || effect.epoch == epoch ? 0 : changed / seenSince;
    }

    /** Rises with every observation after which {@link #doubt} may be another for every key. */
    double doubtVersion() {
        return epoch + seenSince * 1e-6;
    }
}
