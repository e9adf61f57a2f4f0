package io.granger.rl.option;

import java.util.Arrays;

/**
 * Values of options that are linear in features of the state, moved by normalised least-mean-squares steps.
 *
 * <p>{@code w <- w + stepSize (target - w.x) x / x.x}, so that a step goes its share of the way in this very state, whatever the
 * scale of the features (Nagumo and Noda, 1967). Not thread-safe, not even to read.
 */
public final class LinearValues implements OptionValues {

    private final StateFeatures features;
    private final double[][] weights;
    private final double[] x;

    /** Values that are 0 everywhere. */
    public LinearValues(StateFeatures features, int options) {
        if (options < 1) {
            throw new IllegalArgumentException("options must be at least 1, are " + options);
        }
        this.features = features;
        this.weights = new double[options][features.size()];
        this.x = new double[features.size()];
    }

    @Override
    public int options() {
        return weights.length;
    }

    @Override
    public double[] values(float[] state) {
        features.write(state, x);
        double[] values = new double[weights.length];
        Arrays.setAll(values, option -> dot(weights[option]));
        return values;
    }

    @Override
    public double learn(float[] state, int option, double target, double stepSize) {
        features.write(state, x);
        double error = target - dot(weights[option]);
        double square = dot(x);
        if (square > 0) {
            double step = stepSize * error / square;
            for (int i = 0; i < x.length; i++) {
                weights[option][i] += step * x[i];
            }
        }
        return error;
    }

    private double dot(double[] w) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += w[i] * x[i];
        }
        return sum;
    }
}
