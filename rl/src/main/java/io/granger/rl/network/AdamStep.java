package io.granger.rl.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/** Moves weights down a gradient, shortened first when it is too long; see {@link AdamSettings}. Not thread-safe. */
final class AdamStep {

    private final AdamSettings settings;
    private final INDArray meanOfSquares;
    private final INDArray mean;
    private int steps;

    /** A step that remembers nothing; both arrays are zeros as long as the weights, and are its own from here on. */
    AdamStep(AdamSettings settings, INDArray meanOfSquares, INDArray mean) {
        this.settings = settings;
        this.meanOfSquares = meanOfSquares;
        this.mean = mean;
    }

    /**
     * Moves the weights; leaves the gradient used up.
     *
     * @param norm Euclidean length of the gradient, finite
     */
    void apply(INDArray weights, INDArray gradient, double norm) {
        if (norm > settings.maxGradientNorm()) {
            gradient.muli(settings.maxGradientNorm() / norm);
        }
        Nd4j.exec(new AdamUpdater(
                gradient,
                meanOfSquares,
                mean,
                settings.learningRate(),
                settings.beta1(),
                settings.beta2(),
                settings.epsilon(),
                steps++));
        weights.subi(gradient);
    }
}
