package io.granger.rl.network;

/**
 * How weights follow their gradient.
 *
 * <p>Kingma and Ba (2015), "Adam: a method for stochastic optimization"; Pascanu, Mikolov and Bengio (2013), "On the difficulty of
 * training recurrent neural networks", for the clipped norm.
 *
 * @param learningRate above 0
 * @param beta1 decay of the mean of gradients, in [0, 1)
 * @param beta2 decay of the mean of their squares, in [0, 1)
 * @param epsilon added to the root of that mean, above 0
 * @param maxGradientNorm a gradient longer than this is shortened to it, above 0
 */
public record AdamSettings(double learningRate, double beta1, double beta2, double epsilon, double maxGradientNorm) {

    /** Refuses what is out of range. */
    public AdamSettings {
        requireAbove0("learningRate", learningRate);
        requireShare("beta1", beta1);
        requireShare("beta2", beta2);
        requireAbove0("epsilon", epsilon);
        requireAbove0("maxGradientNorm", maxGradientNorm);
    }

    /** The paper's decays, and a norm of at most 10. */
    public static AdamSettings withLearningRate(double learningRate) {
        return new AdamSettings(learningRate, 0.9, 0.999, 1e-8, 10);
    }

    private static void requireAbove0(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and above 0, is " + value);
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), is " + value);
        }
    }
}
