package io.granger.routing.simulation.budget;

import java.util.List;

/**
 * How likely each arm is still running after a while, at tasks like each of those seen, on a grid of times.
 *
 * <p>A task that an arm finished in {@code t} stands for tasks at which its time is log-normal around {@code t}: the next task is
 * alike, not the same. One that was cut off at {@code c} is known to last that long and follows the arm's own curve from
 * there; one where the arm never ran follows that curve from the start. The curve is Kaplan and Meier's (1958), with hazards
 * that begin at even chances to finish within the budget and one task's weight for that belief.
 *
 * <p>Immutable, safe from any thread.
 */
final class RunTimeCurves {
    /** Points of the grid after 0, spaced evenly in the logarithm. */
    static final int POINTS = 16;

    /** The first point of the grid, as a share of the budget; shorter slices are not worth a decision. */
    private static final double FIRST_POINT = 1e-4;
    /** Times below this share of the budget are all the same. */
    private static final double SHORTEST = 1e-5;
    /** Standard deviation of the natural logarithm of times at tasks that are alike. */
    private static final double LOG_SPREAD = 0.6;

    /** Runs after others had failed were at harder tasks than most. */
    private static final double WEIGHT_OF_LATER_RUNS = 0.2;

    private static final double PRIOR_HAZARD = 1 - StrictMath.pow(0.5, 1.0 / POINTS);

    private final int arms;
    private final double[] grid;
    /** {@code running[row][arm][k]}: the chance of running longer than {@code grid[k]}. */
    private final double[][][] running;
    /** {@code meanMs[row][arm][k]}: mean time spent when cut off at {@code grid[k]}. */
    private final double[][][] meanMs;

    RunTimeCurves(List<Episode> episodes, int arms, double budgetMs) {
        this.arms = arms;
        this.grid = grid(budgetMs);
        int rows = episodes.size();
        this.running = new double[rows][arms][];
        this.meanMs = new double[rows][arms][];
        for (int arm = 0; arm < arms; arm++) {
            double[] usual = usual(episodes, arm);
            for (int row = 0; row < rows; row++) {
                running[row][arm] = curve(episodes.get(row), arm, usual);
                meanMs[row][arm] = areaUnder(running[row][arm]);
            }
        }
    }

    int rows() {
        return running.length;
    }

    int arms() {
        return arms;
    }

    /** Milliseconds at a point of the grid; point 0 is 0, the last the budget. */
    double ms(int point) {
        return grid[point];
    }

    double running(int row, int arm, int point) {
        return running[row][arm][point];
    }

    double meanMs(int row, int arm, int point) {
        return meanMs[row][arm][point];
    }

    /** The chance of running longer than {@code ms}, linear between points. */
    double runningAt(int row, int arm, double ms) {
        return between(running[row][arm], ms);
    }

    /** Mean time spent when cut off at {@code ms}, linear between points. */
    double meanMsAt(int row, int arm, double ms) {
        return between(meanMs[row][arm], ms);
    }

    private double between(double[] values, double ms) {
        int point = pointAt(ms);
        if (point == POINTS) {
            return values[POINTS];
        }
        return values[point]
                + (ms - grid[point]) / (grid[point + 1] - grid[point]) * (values[point + 1] - values[point]);
    }

    /** The last point that is not after {@code ms}. */
    int pointAt(double ms) {
        int point = 0;
        while (point < POINTS && grid[point + 1] <= ms) {
            point++;
        }
        return point;
    }

    private static double[] grid(double budgetMs) {
        double[] grid = new double[POINTS + 1];
        for (int k = 1; k < POINTS; k++) {
            grid[k] = budgetMs * StrictMath.pow(FIRST_POINT, 1 - (k - 1) / (POINTS - 1.0));
        }
        grid[POINTS] = budgetMs;
        return grid;
    }

    private double[] usual(List<Episode> episodes, int arm) {
        double[] finished = new double[POINTS + 1];
        double[] left = new double[POINTS + 2];
        for (Episode episode : episodes) {
            double weight = episode.firstArm() == arm ? 1 : WEIGHT_OF_LATER_RUNS;
            if (episode.finishMs()[arm] < Double.POSITIVE_INFINITY) {
                finished[Math.min(POINTS, pointAt(episode.finishMs()[arm]) + 1)] += weight;
            } else if (episode.ranMs()[arm] > 0) {
                // Cut off inside an interval: counted as at risk in those it survived whole.
                left[pointAt(episode.ranMs()[arm]) + 1] += weight;
            }
        }
        double atRisk = 0;
        for (int k = 1; k <= POINTS; k++) {
            atRisk += finished[k] + left[k];
        }
        atRisk += left[POINTS + 1];
        double[] curve = new double[POINTS + 1];
        curve[0] = 1;
        for (int k = 1; k <= POINTS; k++) {
            atRisk -= left[k];
            curve[k] = curve[k - 1] * (1 - (finished[k] + PRIOR_HAZARD) / (atRisk + 1));
            atRisk -= finished[k];
        }
        return curve;
    }

    private double[] curve(Episode episode, int arm, double[] usual) {
        double finishMs = episode.finishMs()[arm];
        double[] curve = new double[POINTS + 1];
        curve[0] = 1;
        if (finishMs < Double.POSITIVE_INFINITY) {
            double logFinish = StrictMath.log(Math.max(finishMs, SHORTEST * grid[POINTS]));
            for (int k = 1; k <= POINTS; k++) {
                curve[k] = Normal.upperTail((StrictMath.log(grid[k]) - logFinish) / LOG_SPREAD);
            }
            return curve;
        }
        int known = pointAt(episode.ranMs()[arm]);
        for (int k = 1; k <= POINTS; k++) {
            curve[k] = k <= known ? 1 : usual[k] / usual[known];
        }
        return curve;
    }

    private double[] areaUnder(double[] curve) {
        double[] area = new double[POINTS + 1];
        for (int k = 1; k <= POINTS; k++) {
            area[k] = area[k - 1] + (grid[k] - grid[k - 1]) * (curve[k] + curve[k - 1]) / 2;
        }
        return area;
    }
}
