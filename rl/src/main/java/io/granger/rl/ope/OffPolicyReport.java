package io.granger.rl.ope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every estimate of one log, with what tells how far to believe it.
 *
 * @param n choices in the log
 * @param estimates value of the target policy by name of estimator, in the order of the tables
 * @param effectiveSampleSize {@link ChoiceLog#effectiveSampleSize}
 * @param meanWeight mean importance weight
 * @param largestWeight largest importance weight
 * @param lowerBounds one-sided 95 % lower bounds of {@code ipw} by name: {@code hoeffding}, {@code bernstein}, {@code student_t} (for
 *     comparison) and {@code betting} (valid)
 * @param interval 95 % betting interval of {@code snipw}
 * @param baseline value that the target is compared with
 * @param verdict of that interval against the baseline
 */
public record OffPolicyReport(
        int n,
        Map<String, Double> estimates,
        double effectiveSampleSize,
        double meanWeight,
        double largestWeight,
        Map<String, Double> lowerBounds,
        Interval interval,
        double baseline,
        Verdict verdict) {

    /** Error probability of every bound. */
    public static final double DELTA = .05;

    private static final double LEAST_ESS = 100;
    private static final double LARGEST_WEIGHT_SHARE = .1;

    /** Copies the maps, whose order it keeps. */
    public OffPolicyReport {
        estimates = Collections.unmodifiableMap(new LinkedHashMap<>(estimates));
        lowerBounds = Collections.unmodifiableMap(new LinkedHashMap<>(lowerBounds));
    }

    /**
     * Runs every estimator over a log.
     *
     * @param log with a model
     * @param limits parameters of the estimators that have one; {@code sg_ipw} is left out for limits above 1
     * @param baseline value to compare with, in [0, 1]
     */
    public static OffPolicyReport of(ChoiceLog log, List<Limit> limits, double baseline) {
        Map<String, Double> estimates = new LinkedHashMap<>();
        for (Estimator estimator : estimators(limits)) {
            estimates.put(estimator.name(), estimator.estimate(log));
        }
        double[] weights = log.weights();
        double[] rewards = log.rewards();
        Interval interval = BettingInterval.selfNormalized(weights, rewards, DELTA);
        double ess = log.effectiveSampleSize();
        boolean enough = ess >= LEAST_ESS && log.largestWeight() <= LARGEST_WEIGHT_SHARE * log.size();
        return new OffPolicyReport(
                log.size(),
                estimates,
                ess,
                log.meanWeight(),
                log.largestWeight(),
                bounds(weights, rewards, log.largestWeight()),
                interval,
                baseline,
                enough ? against(interval, baseline) : Verdict.INSUFFICIENT_DATA);
    }

    /** The estimators of the report: those without a parameter, then those with one for each limit. */
    public static List<Estimator> estimators(List<Limit> limits) {
        List<Estimator> all = new ArrayList<>(List.of(
                new InversePropensity(),
                new SelfNormalized(),
                new DirectMethod(),
                new DoublyRobust(),
                new SelfNormalizedDoublyRobust()));
        for (Limit limit : limits) {
            all.add(new ClippedInversePropensity(limit));
            all.add(new ClippedDoublyRobust(limit));
            all.add(new SwitchDoublyRobust(limit));
            all.add(new ShrunkDoublyRobust(limit));
            if (limit.value() <= 1) {
                all.add(new SubGaussianInversePropensity(limit));
            }
        }
        return List.copyOf(all);
    }

    private static Map<String, Double> bounds(double[] weights, double[] rewards, double largest) {
        double[] x = new double[weights.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = weights[i] * rewards[i];
        }
        Map<String, Double> bounds = new LinkedHashMap<>();
        bounds.put("hoeffding", LowerBounds.hoeffding(x, largest, DELTA));
        bounds.put("bernstein", LowerBounds.bernstein(x, largest, DELTA));
        bounds.put("student_t", LowerBounds.studentT(x, DELTA));
        bounds.put("betting", BettingInterval.lower(weights, rewards, DELTA));
        return bounds;
    }

    private static Verdict against(Interval interval, double baseline) {
        if (interval.low() > baseline) {
            return Verdict.BETTER;
        }
        return interval.high() < baseline ? Verdict.WORSE : Verdict.NO_DIFFERENCE;
    }
}
