package io.granger.rl.option;

import io.granger.rl.bandit.LinearArmsSettings;

/**
 * How an option agent learns.
 *
 * @param gamma discount per step, in [0, 1]
 * @param stepSize of the least-squares step, in [0, 1]; 0 learns nothing at all
 * @param lowestReturn no return is ever below; targets are clipped to it
 * @param highestReturn no return is ever above; targets are clipped to it
 * @param values how the linear values believe, doubt and forget
 */
public record OptionAgentSettings(
        double gamma, double stepSize, double lowestReturn, double highestReturn, LinearArmsSettings values) {

    /** Refuses what is out of range. */
    public OptionAgentSettings {
        if (!(gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException("gamma must be in [0, 1], is " + gamma);
        }
        if (!(stepSize >= 0 && stepSize <= 1)) {
            throw new IllegalArgumentException("stepSize must be in [0, 1], is " + stepSize);
        }
        if (!(lowestReturn < highestReturn) || !Double.isFinite(highestReturn - lowestReturn)) {
            throw new IllegalArgumentException(
                    "lowestReturn must be below highestReturn, are " + lowestReturn + " and " + highestReturn);
        }
    }

    /**
     * Undiscounted returns in [-1, 1] and whole least-squares steps; an unknown option is expected in the middle, and a row weighs
     * 1/e after 1,000 later rows of its key.
     */
    public static OptionAgentSettings defaults() {
        return new OptionAgentSettings(1, 1, -1, 1, new LinearArmsSettings(1, 3, 300, 0, 0.6, 0.8, 1000, 4096));
    }

    /** The same but for the step size. */
    public OptionAgentSettings withStepSize(double newStepSize) {
        return new OptionAgentSettings(gamma, newStepSize, lowestReturn, highestReturn, values);
    }

    /** The same but for the discount. */
    public OptionAgentSettings withGamma(double newGamma) {
        return new OptionAgentSettings(newGamma, stepSize, lowestReturn, highestReturn, values);
    }
}
