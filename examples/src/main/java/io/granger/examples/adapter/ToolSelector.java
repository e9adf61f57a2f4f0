package io.granger.examples.adapter;

import io.granger.rl.ActionDistribution;
import io.granger.rl.bandit.ThompsonProbabilities;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the tool for an intent by Thompson sampling over Beta posteriors, one for each pair of intent and tool.
 *
 * <p>Thompson (1933), "On the likelihood that one unknown probability exceeds another in view of the evidence of two samples". A
 * posterior Beta(a, b) stands in by the normal distribution of its mean and variance, so that the probability that a tool is best is a
 * number and what is logged is what was played. Not thread-safe.
 */
public final class ToolSelector {

    private static final double FLOOR = 0.02;

    private final List<String> tools;
    private final Map<String, double[]> successes = new HashMap<>();
    private final Map<String, double[]> failures = new HashMap<>();

    /** A selector that expects nothing of any tool: Beta(1, 1). */
    public ToolSelector(List<String> tools) {
        this.tools = List.copyOf(tools);
        if (tools.isEmpty()) {
            throw new IllegalArgumentException("tools must be at least 1, are 0");
        }
    }

    /** Probability of each tool, in the order given; draw from it with {@link ActionDistribution#pick}. */
    public ActionDistribution probabilities(String intent) {
        double[] mean = new double[tools.size()];
        double[] spread = new double[tools.size()];
        for (int i = 0; i < mean.length; i++) {
            double a = 1 + counts(successes, intent)[i];
            double b = 1 + counts(failures, intent)[i];
            mean[i] = a / (a + b);
            spread[i] = Math.sqrt(a * b / (a + b + 1)) / (a + b);
        }
        return ActionDistribution.of(ThompsonProbabilities.of(mean, spread)).withFloor(FLOOR);
    }

    /** The tool a uniform draw in [0, 1) falls on. */
    public String choose(String intent, double u) {
        return tools.get(probabilities(intent).pick(u));
    }

    /** Learns whether a tool did what the intent asked for. */
    public void learn(String intent, String tool, boolean success) {
        int place = tools.indexOf(tool);
        if (place < 0) {
            throw new IllegalArgumentException("no tool is called " + tool);
        }
        counts(success ? successes : failures, intent)[place]++;
    }

    private double[] counts(Map<String, double[]> of, String intent) {
        return of.computeIfAbsent(intent, any -> new double[tools.size()]);
    }
}
