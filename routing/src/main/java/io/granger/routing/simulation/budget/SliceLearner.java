package io.granger.routing.simulation.budget;

import io.granger.rl.forest.ForestSettings;
import io.granger.rl.forest.RegressionForest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Learns a {@link SlicePolicy} from what was seen of tasks, whole or in part.
 *
 * <p>A forest over the features says which seen tasks a new one is like; a {@link SlicePlanner} plans over them, with a tenth of
 * the weight on tasks of all kinds, so that there is a plan left when everything alike has failed. What to run before the
 * features are looked at, and whether they are worth looking at, is chosen on the rows themselves, each judged by the trees
 * that never saw it. One set of constants for every table.
 */
final class SliceLearner {
    private static final ForestSettings FOREST = new ForestSettings(100, 0.632, 0.3, 3);
    /** Fewer tasks with features than this teach no forest anything. */
    private static final int LEAST_ROWS = 10;
    /** Most rows of a plan made without features. */
    private static final int MOST_STATIC_ROWS = 400;

    private final int arms;
    private final double budgetMs;

    SliceLearner(int arms, double budgetMs) {
        this.arms = arms;
        this.budgetMs = budgetMs;
    }

    /** The policy of a kind after those episodes, at least one, with the opening that does best on them. */
    SlicePolicy learnt(PolicyKind kind, List<Episode> episodes, SplittableRandom random) {
        SlicePolicy looking = looking(kind, episodes, random);
        if (kind != PolicyKind.AUTO || !looking.opening().look()) {
            return looking;
        }
        List<Episode> looked = episodes.stream().filter(Episode::looked).toList();
        Opening opening = looking.bestOpening(looked, random);
        return opening.look() ? looking.with(opening) : unlooking(episodes, random);
    }

    /** The policy of a kind after those episodes, at least one, that takes looking for granted if it looks at all. */
    SlicePolicy looking(PolicyKind kind, List<Episode> episodes, SplittableRandom random) {
        List<Episode> looked = episodes.stream().filter(Episode::looked).toList();
        if (kind == PolicyKind.STATIC
                || looked.size() < LEAST_ROWS
                || looked.get(0).features().length == 0) {
            return unlooking(episodes, random);
        }
        RunTimeCurves curves = new RunTimeCurves(looked, arms, budgetMs);
        Neighbours neighbours = neighbours(looked, curves, random);
        boolean oneArm = kind == PolicyKind.FOREST;
        return new SlicePolicy(Opening.LOOK, neighbours, new SlicePlanner(curves), curves, oneArm);
    }

    private SlicePolicy unlooking(List<Episode> episodes, SplittableRandom random) {
        RunTimeCurves curves = new RunTimeCurves(episodes, arms, budgetMs);
        SlicePlanner planner = new SlicePlanner(curves);
        int[] rows = drawn(random, curves.rows(), MOST_STATIC_ROWS);
        Plan plan = planner.plan(Prospect.fresh(rows, equal(rows.length), arms));
        return new SlicePolicy(Opening.never(plan), null, planner, curves, false);
    }

    private Neighbours neighbours(List<Episode> looked, RunTimeCurves curves, SplittableRandom random) {
        double[][] x = looked.stream().map(Episode::features).toArray(double[][]::new);
        double[][] y = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            y[row] = target(looked.get(row), row, curves);
        }
        return new Neighbours(RegressionForest.grown(x, y, FOREST, random), y);
    }

    /**
     * What a split should tell apart: each arm's badness against the mean of the arms at that task, so that trees look for who is
     * good, not for what is hard. Badness is 1 for unsolved, and up to .6 with the logarithm of the time.
     */
    private double[] target(Episode episode, int row, RunTimeCurves curves) {
        double[] y = new double[arms];
        for (int arm = 0; arm < arms; arm++) {
            double finishMs = episode.finishMs()[arm];
            y[arm] = finishMs < Double.POSITIVE_INFINITY ? badness(finishMs) : expectedBadness(curves, row, arm);
        }
        double mean = Arrays.stream(y).average().orElse(0);
        for (int arm = 0; arm < arms; arm++) {
            y[arm] -= mean;
        }
        return y;
    }

    private double expectedBadness(RunTimeCurves curves, int row, int arm) {
        double expected = curves.running(row, arm, RunTimeCurves.POINTS);
        for (int k = 1; k <= RunTimeCurves.POINTS; k++) {
            expected += (curves.running(row, arm, k - 1) - curves.running(row, arm, k)) * badness(curves.ms(k));
        }
        return expected;
    }

    private double badness(double ms) {
        return 0.6 * Math.max(0, 1 + StrictMath.log10(Math.max(ms, 1e-9 * budgetMs) / budgetMs) / 5);
    }

    static double[] equal(int rows) {
        double[] weights = new double[rows];
        Arrays.fill(weights, 1.0 / rows);
        return weights;
    }

    /** Up to {@code most} of the numbers below {@code n}, without repetition, in order. */
    static int[] drawn(SplittableRandom random, int n, int most) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        for (int i = 0; i < Math.min(n, most); i++) {
            int other = i + random.nextInt(n - i);
            Integer held = all.get(i);
            all.set(i, all.get(other));
            all.set(other, held);
        }
        return all.stream().limit(most).mapToInt(Integer::intValue).sorted().toArray();
    }
}
