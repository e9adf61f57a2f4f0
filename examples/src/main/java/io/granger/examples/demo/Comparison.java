package io.granger.examples.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Heuristic against learned on the same documents. Differences are learned minus heuristic; their intervals are the 2.5th and 97.5th
 * percentile of 2,000 bootstrap draws, each of which draws whole pairs with replacement, so what made a document hard stays on both
 * sides. Pure: the same pairs and seed give the same numbers.
 *
 * @param tasks how many documents, each a task in either arm
 * @param differences by the measure's name, in the report's order
 */
record Comparison(int tasks, ArmSummary heuristic, ArmSummary learned, Map<String, Interval> differences) {

    static final int DRAWS = 2_000;
    private static final double LOW = .025;
    private static final double HIGH = .975;

    static Comparison of(List<Pair> pairs, long seed) {
        ArmSummary heuristic = ArmSummary.of(pairs.stream().map(Pair::heuristic).toList());
        ArmSummary learned = ArmSummary.of(pairs.stream().map(Pair::learned).toList());
        double[][] drawn = draws(pairs, seed);
        Map<String, Interval> differences = new LinkedHashMap<>();
        for (int i = 0; i < ArmSummary.MEASURES.size(); i++) {
            ArmSummary.Measure measure = ArmSummary.MEASURES.get(i);
            double difference = difference(measure, heuristic, learned);
            double[] finite =
                    Arrays.stream(drawn[i]).filter(Double::isFinite).sorted().toArray();
            differences.put(
                    measure.name(),
                    new Interval(difference, ArmSummary.percentile(finite, LOW), ArmSummary.percentile(finite, HIGH)));
        }
        return new Comparison(pairs.size(), heuristic, learned, differences);
    }

    private static double difference(ArmSummary.Measure measure, ArmSummary heuristic, ArmSummary learned) {
        return measure.value().apply(learned) - measure.value().apply(heuristic);
    }

    /** For each measure the differences of all draws. */
    private static double[][] draws(List<Pair> pairs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] drawn = new double[ArmSummary.MEASURES.size()][pairs.isEmpty() ? 0 : DRAWS];
        for (int draw = 0; draw < drawn[0].length; draw++) {
            List<Measured> heuristic = new ArrayList<>(pairs.size());
            List<Measured> learned = new ArrayList<>(pairs.size());
            for (int i = 0; i < pairs.size(); i++) {
                Pair pair = pairs.get(random.nextInt(pairs.size()));
                heuristic.add(pair.heuristic());
                learned.add(pair.learned());
            }
            ArmSummary one = ArmSummary.of(heuristic);
            ArmSummary other = ArmSummary.of(learned);
            for (int i = 0; i < drawn.length; i++) {
                drawn[i][draw] = difference(ArmSummary.MEASURES.get(i), one, other);
            }
        }
        return drawn;
    }
}
