package io.granger.rl.reward;

/** Rewards of choices that are right or wrong, most of them made with a confidence in [0, 1]. Pure; safe from any thread. */
public final class ClassificationReward {

    private ClassificationReward() {}

    /** 1 when right, -1 when wrong. */
    public static double accuracy(boolean right) {
        return right ? 1 : -1;
    }

    /**
     * {@code 2 TP / (2 TP + FP + FN)}, in [0, 1]: a whole batch's reward where most answers are a trivial "no".
     *
     * <p>1 when there was nothing to find and nothing was claimed.
     *
     * @param truePositives found and there
     * @param falsePositives claimed but not there
     * @param falseNegatives there but not found
     */
    public static double f1(long truePositives, long falsePositives, long falseNegatives) {
        if (truePositives < 0 || falsePositives < 0 || falseNegatives < 0) {
            throw new IllegalArgumentException("counts must be at least 0, are " + truePositives + ", " + falsePositives
                    + " and " + falseNegatives);
        }
        long wrong = falsePositives + falseNegatives;
        return wrong == 0 ? 1 : 2.0 * truePositives / (2.0 * truePositives + wrong);
    }

    /** The confidence when right, its negative when wrong: being sure pays, and costs. It is highest for claiming certainty. */
    public static double confidence(boolean right, double confidence) {
        requireShare("confidence", confidence);
        return right ? confidence : -confidence;
    }

    /**
     * {@code 1 - 2 (confidence - 1{right})^2}, in [-1, 1]: on average highest for the confidence that is the chance of being right.
     *
     * <p>Brier (1950), "Verification of forecasts expressed in terms of probability", turned into a reward.
     */
    public static double calibration(boolean right, double confidence) {
        requireShare("confidence", confidence);
        double error = confidence - (right ? 1 : 0);
        return 1 - 2 * error * error;
    }

    /**
     * A reward that also counts how long it took: {@code (1 - w) reward + w (2 max(0, 1 - ms / (2 expected)) - 1)}.
     *
     * @param reward of the answer itself, in [-1, 1]
     * @param ms how long it took, at least 0
     * @param expectedMs how long it should take, above 0; exactly that much is worth 0
     * @param weight of the time, in [0, 1]
     */
    public static double latencyAware(double reward, double ms, double expectedMs, double weight) {
        requireShare("weight", weight);
        if (!(reward >= -1 && reward <= 1)) {
            throw new IllegalArgumentException("reward must be in [-1, 1], is " + reward);
        }
        if (!(ms >= 0) || !(expectedMs > 0)) {
            throw new IllegalArgumentException(
                    "ms must be at least 0 and expectedMs above 0, are " + ms + " and " + expectedMs);
        }
        double latency = 2 * Math.max(0, 1 - ms / (2 * expectedMs)) - 1;
        return (1 - weight) * reward + weight * latency;
    }

    /**
     * How far confidence and success are apart: over bins of equal width, the difference of mean confidence and share right,
     * weighted by the answers in the bin. 0 is perfect.
     *
     * <p>Naeini, Cooper and Hauskrecht (2015), "Obtaining well calibrated probabilities using Bayesian binning".
     *
     * @param confidences of each answer, in [0, 1]
     * @param right whether each was right, as many
     * @param bins at least 1
     */
    public static double calibrationError(double[] confidences, boolean[] right, int bins) {
        if (confidences.length != right.length || bins < 1) {
            throw new IllegalArgumentException("answers must be as many as confidences, " + confidences.length
                    + ", are " + right.length + "; bins must be at least 1, are " + bins);
        }
        double[] surplus = new double[bins];
        for (int i = 0; i < confidences.length; i++) {
            requireShare("confidence", confidences[i]);
            int bin = Math.min(bins - 1, (int) (confidences[i] * bins));
            surplus[bin] += confidences[i] - (right[i] ? 1 : 0);
        }
        double sum = 0;
        for (double one : surplus) {
            sum += Math.abs(one);
        }
        return confidences.length == 0 ? 0 : sum / confidences.length;
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1], is " + value);
        }
    }
}
