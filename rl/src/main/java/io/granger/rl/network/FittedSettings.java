package io.granger.rl.network;

/**
 * How a network is fitted to a log.
 *
 * @param adam how weights follow their gradient
 * @param batch rows a step, at least 1
 * @param iterations how often the targets are taken anew, at least 1
 * @param stepsPerIteration steps towards the same targets, at least 1
 */
public record FittedSettings(AdamSettings adam, int batch, int iterations, int stepsPerIteration) {

    /** Refuses what is out of range. */
    public FittedSettings {
        if (batch < 1 || iterations < 1 || stepsPerIteration < 1) {
            throw new IllegalArgumentException("batch, iterations and stepsPerIteration must be at least 1, are "
                    + batch + ", " + iterations + " and " + stepsPerIteration);
        }
    }
}
