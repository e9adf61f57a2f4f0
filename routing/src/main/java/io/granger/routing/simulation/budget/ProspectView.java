package io.granger.routing.simulation.budget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The curves of a prospect's rows, gathered by arm and point so that the planner's loops run along memory, for the arms that
 * matter most there.
 */
final class ProspectView {
    private static final int POINTS = RunTimeCurves.POINTS;
    /** Time left unsolved costs ten budgets in all, of which one has been spent by then. */
    private static final double PENALTY_BUDGETS = 9;
    /** A chance below this has no rest worth dividing. */
    private static final double GONE = 1e-9;

    private final RunTimeCurves curves;
    private final double penaltyMs;
    private final double budgetMs;
    private final int rows;
    private final int[] arms;
    private final double[][][] running;
    private final double[][][] meanMs;
    private final double[] leastRunning;

    ProspectView(RunTimeCurves curves, Prospect prospect, int mostArms) {
        this.curves = curves;
        this.budgetMs = curves.ms(POINTS);
        this.penaltyMs = PENALTY_BUDGETS * budgetMs;
        this.rows = prospect.rows().length;
        this.arms = usefulArms(curves, prospect, Math.min(mostArms, curves.arms()));
        this.running = new double[arms.length][POINTS + 1][rows];
        this.meanMs = new double[arms.length][POINTS + 1][rows];
        this.leastRunning = new double[rows];
        Arrays.fill(leastRunning, 1);
        for (int a = 0; a < arms.length; a++) {
            for (int i = 0; i < rows; i++) {
                int row = prospect.rows()[i];
                for (int k = 0; k <= POINTS; k++) {
                    running[a][k][i] = curves.running(row, arms[a], k);
                    meanMs[a][k][i] = curves.meanMs(row, arms[a], k);
                }
                leastRunning[i] = Math.min(leastRunning[i], running[a][POINTS][i]);
            }
        }
    }

    int armCount() {
        return arms.length;
    }

    /** The table's number of an arm of the view. */
    int arm(int inView) {
        return arms[inView];
    }

    /** Arms by what each adds to those before it, at a tenth of the budget and at the whole of it. */
    private static int[] usefulArms(RunTimeCurves curves, Prospect prospect, int most) {
        List<Integer> chosen = new ArrayList<>();
        double[] left = prospect.weights().clone();
        double[] leftSoon = left.clone();
        int soon = curves.pointAt(curves.ms(POINTS) / 10);
        while (chosen.size() < most) {
            int best = -1;
            double bestGain = -1;
            for (int arm = 0; arm < curves.arms(); arm++) {
                if (chosen.contains(arm)) {
                    continue;
                }
                double gain = 0;
                for (int i = 0; i < left.length; i++) {
                    int row = prospect.rows()[i];
                    gain += left[i] * (1 - curves.running(row, arm, POINTS))
                            + leftSoon[i] * (1 - curves.running(row, arm, soon));
                }
                if (gain > bestGain) {
                    bestGain = gain;
                    best = arm;
                }
            }
            chosen.add(best);
            for (int i = 0; i < left.length; i++) {
                left[i] *= curves.running(prospect.rows()[i], best, POINTS);
                leftSoon[i] *= curves.running(prospect.rows()[i], best, soon);
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The plan longer by a slice, or null when the slice cannot do anything. */
    @Nullable
    PartialPlan extended(PartialPlan plan, int arm, int point) {
        int from = plan.ran[arm];
        double[] before = running[arm][from];
        double[] after = running[arm][point];
        double[] meanBefore = meanMs[arm][from];
        double[] meanAfter = meanMs[arm][point];
        double fromMs = curves.ms(from);
        double[] left = new double[rows];
        double cost = 0;
        double done = 0;
        double lost = 0;
        for (int i = 0; i < rows; i++) {
            double weight = plan.left[i];
            double chance = before[i] > GONE ? weight / before[i] : 0;
            double rest = chance * after[i];
            left[i] = rest;
            cost += fromMs * (before[i] > GONE ? weight : 0) + chance * (meanAfter[i] - meanBefore[i]);
            done += weight - rest;
            lost += rest * leastRunning[i];
        }
        if (done <= GONE) {
            return null;
        }
        int[] ran = plan.ran.clone();
        ran[arm] = point;
        double costMs = plan.costMs + cost;
        return new PartialPlan(
                plan,
                new GridSlice(arm, point),
                left,
                ran,
                plan.elapsedMs + curves.ms(point),
                costMs,
                costMs + penaltyMs * lost);
    }

    /** Sets what the plan costs when the best single arm takes all the time left. */
    void complete(PartialPlan plan) {
        plan.total = Double.POSITIVE_INFINITY;
        for (int arm = 0; arm < arms.length; arm++) {
            double total = totalMs(plan, arm);
            if (total < plan.total) {
                plan.total = total;
                plan.lastArm = arm;
            }
        }
    }

    /** What the plan costs when that arm takes all the time left. */
    double totalMs(PartialPlan plan, int lastArm) {
        double restMs = Math.max(0, budgetMs - plan.elapsedMs);
        if (restMs <= curves.ms(plan.ran[lastArm])) {
            return plan.costMs + uselessMs(plan, restMs);
        }
        int point = curves.pointAt(restMs);
        double between = point == POINTS ? 0 : (restMs - curves.ms(point)) / (curves.ms(point + 1) - curves.ms(point));
        return plan.costMs + completionMs(plan, lastArm, point, between);
    }

    private double completionMs(PartialPlan plan, int arm, int point, double between) {
        int from = plan.ran[arm];
        int next = Math.min(POINTS, point + 1);
        double[] before = running[arm][from];
        double[] meanBefore = meanMs[arm][from];
        double[] low = running[arm][point];
        double[] high = running[arm][next];
        double[] meanLow = meanMs[arm][point];
        double[] meanHigh = meanMs[arm][next];
        double fromMs = curves.ms(from);
        double total = 0;
        for (int i = 0; i < rows; i++) {
            double after = low[i] + between * (high[i] - low[i]);
            double mean = meanLow[i] + between * (meanHigh[i] - meanLow[i]);
            double chance = before[i] > GONE ? plan.left[i] / before[i] : 0;
            total += fromMs * before[i] * chance + chance * (mean - meanBefore[i] + after * penaltyMs);
        }
        return total;
    }

    private double uselessMs(PartialPlan plan, double restMs) {
        double mass = 0;
        for (double weight : plan.left) {
            mass += weight;
        }
        return mass * (restMs + penaltyMs);
    }
}
