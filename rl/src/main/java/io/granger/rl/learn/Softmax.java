package io.granger.rl.learn;

/**
 * Probabilities from preferences, {@code p_i = exp(z_i) / sum exp(z_j)}, and the derivatives training needs. Pure; safe from any
 * thread.
 */
public final class Softmax {

    private Softmax() {}

    /** The probabilities; any finite preferences will do, however large. */
    public static double[] probabilities(double[] z) {
        double[] p = logProbabilities(z);
        for (int i = 0; i < p.length; i++) {
            p[i] = StrictMath.exp(p[i]);
        }
        return p;
    }

    /** Their natural logarithms, exact also where the probability itself is too small for a double. */
    public static double[] logProbabilities(double[] z) {
        if (z.length == 0) {
            throw new IllegalArgumentException("preferences must be at least 1, are 0");
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : z) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (double value : z) {
            sum += StrictMath.exp(value - largest);
        }
        double logSum = StrictMath.log(sum);
        double[] logs = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            logs[i] = z[i] - largest - logSum;
        }
        return logs;
    }

    /** {@code - sum p log p}, in nats. */
    public static double entropy(double[] z) {
        double[] logs = logProbabilities(z);
        double entropy = 0;
        for (double log : logs) {
            entropy -= log == Double.NEGATIVE_INFINITY ? 0 : StrictMath.exp(log) * log;
        }
        return entropy;
    }

    /** Derivative of {@code log p_chosen} by each preference: {@code 1{i = chosen} - p_i}. */
    public static double[] logGradient(double[] z, int chosen) {
        double[] gradient = probabilities(z);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (i == chosen ? 1 : 0) - gradient[i];
        }
        return gradient;
    }

    /** Derivative of {@link #entropy} by each preference: {@code -p_i (log p_i + H)}. */
    public static double[] entropyGradient(double[] z) {
        double[] logs = logProbabilities(z);
        double entropy = entropy(z);
        double[] gradient = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            double p = StrictMath.exp(logs[i]);
            gradient[i] = p == 0 ? 0 : -p * (logs[i] + entropy);
        }
        return gradient;
    }

    /** {@code - sum wanted_i log p_i}: how badly the preferences repeat the wanted probabilities, in nats. */
    public static double crossEntropy(double[] z, double[] wanted) {
        if (wanted.length != z.length) {
            throw new IllegalArgumentException("probabilities must be " + z.length + ", are " + wanted.length);
        }
        double[] logs = logProbabilities(z);
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum -= wanted[i] == 0 ? 0 : wanted[i] * logs[i];
        }
        return sum;
    }
}
