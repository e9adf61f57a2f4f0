package io.granger.rl.ope;

/**
 * Inverse propensity weighting with clipped weights, {@code ipw_clip_L}: {@code mean(min(w, L) r)}.
 *
 * <p>Never above {@code ipw} for rewards of at least 0. Ionides (2008), "Truncated importance sampling"; Strehl et al. (2010),
 * "Learning from logged implicit exploration data".
 *
 * @param limit {@code L}, above 0
 */
public record ClippedInversePropensity(Limit limit) implements Estimator {

    @Override
    public String name() {
        return "ipw_clip_" + limit;
    }

    @Override
    public double estimate(ChoiceLog log) {
        return log.mean(choice -> Math.min(choice.weight(), limit.value()) * choice.reward());
    }
}
