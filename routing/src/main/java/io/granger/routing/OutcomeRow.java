package io.granger.routing;

import java.util.OptionalDouble;

/**
 * What somebody said about a decision after it was closed; immutable, and unique by decision, source and key.
 *
 * @param source who said it, for example {@code verifier}
 * @param key the source's own id for it: the same key counts once
 * @param score how good the result was, in [0, 1]; stands for the quality part
 * @param parts what was said part by part
 * @param trust how much the source is believed, in [0, 1]
 */
public record OutcomeRow(
        String decisionId,
        String source,
        String key,
        long atMs,
        OptionalDouble score,
        RewardParts parts,
        double trust) {
    public OutcomeRow {
        if (score.isPresent() && !(score.getAsDouble() >= 0 && score.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("score must be in [0, 1], is " + score.getAsDouble());
        }
        if (!(trust >= 0 && trust <= 1)) {
            throw new IllegalArgumentException("trust must be in [0, 1], is " + trust);
        }
    }

    /** What it says about quality: the score, else the quality part. */
    public OptionalDouble quality() {
        return score.isPresent() ? score : parts.quality();
    }
}
