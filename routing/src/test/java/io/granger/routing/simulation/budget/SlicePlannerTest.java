package io.granger.routing.simulation.budget;

import static io.granger.routing.simulation.budget.Tables.NEVER;
import static io.granger.routing.simulation.budget.Tables.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SlicePlannerTest {

    private static RunTimeCurves curves(BudgetTable table) {
        return new RunTimeCurves(Tables.seen(table), table.armCount(), table.budgetMs());
    }

    private static Prospect even(RunTimeCurves curves) {
        int[] rows = new int[curves.rows()];
        Arrays.setAll(rows, i -> i);
        return Prospect.fresh(rows, SliceLearner.equal(rows.length), curves.arms());
    }

    @Test
    void plan_complementaryArms_givesTheQuickOneASliceFirst() {
        // Half of the tasks take a 5 ms and b for ever, the other half a for ever and b 300 of 1,000 ms.
        RunTimeCurves curves = curves(Tables.of(1000, task(5, NEVER), task(NEVER, 300)));
        Plan plan = new SlicePlanner(curves).plan(even(curves));
        assertEquals(0, plan.slices().get(0).arm());
        assertTrue(curves.ms(plan.slices().get(0).point()) < 100);
        assertEquals(1, plan.lastArm());
    }

    @Test
    void plan_oneArmDoesAll_needsNoSlice() {
        RunTimeCurves curves = curves(Tables.of(1000, task(5, 400), task(9, NEVER)));
        Plan plan = new SlicePlanner(curves).plan(even(curves));
        assertTrue(plan.slices().isEmpty());
        assertEquals(0, plan.lastArm());
    }

    @Test
    void plan_armHasFailed_goesToTheOther() {
        RunTimeCurves curves = curves(Tables.of(1000, task(5, NEVER), task(5, 100), task(NEVER, 100)));
        Prospect failed = even(curves).after(List.of(new GridSlice(0, curves.pointAt(200))), curves);
        Plan plan = new SlicePlanner(curves).plan(failed);
        assertEquals(
                1,
                plan.slices().isEmpty() ? plan.lastArm() : plan.slices().get(0).arm());
    }

    @Test
    void plan_nothingEverFinishes_answersAllTheSame() {
        RunTimeCurves curves = curves(Tables.of(1000, task(NEVER, NEVER), task(NEVER, NEVER)));
        assertEquals(10_000, new SlicePlanner(curves).plan(even(curves)).meanMs(), 1e-6);
    }

    @Test
    void plan_randomTables_costsAboutWhatBruteForceFinds() {
        // Twenty tables of 6 tasks and 3 arms, all plans of up to two slices against the one found, which may be
        // longer: each
        // within 5 %, all together within 1 %. The rest of the budget is linear between two points of the grid: 1 %.
        double found = 0;
        double all = 0;
        for (int seed = 0; seed < 20; seed++) {
            RunTimeCurves curves = curves(random(seed));
            double best = bruteForce(curves, new ArrayList<>(), 2);
            Plan plan = new SlicePlanner(curves).plan(even(curves));
            assertTrue(plan.meanMs() <= best * 1.05, "seed " + seed + ": " + plan.meanMs() + " against " + best);
            assertEquals(valueMs(curves, plan.slices(), plan.lastArm()), plan.meanMs(), .01 * best);
            found += plan.meanMs();
            all += best;
        }
        assertTrue(found <= 1.01 * all, found + " against " + all);
    }

    private static BudgetTable random(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BudgetTask[] tasks = new BudgetTask[6];
        for (int i = 0; i < tasks.length; i++) {
            double[] times = new double[3];
            Arrays.setAll(times, a -> random.nextDouble() < .5 ? NEVER : 1000 * Math.pow(10, -3 * random.nextDouble()));
            tasks[i] = task(times);
        }
        return Tables.of(1000, tasks);
    }

    private static double bruteForce(RunTimeCurves curves, List<GridSlice> slices, int more) {
        double best = NEVER;
        for (int arm = 0; arm < curves.arms(); arm++) {
            best = Math.min(best, valueMs(curves, slices, arm));
            for (int k = 1; more > 0 && k < RunTimeCurves.POINTS; k++) {
                List<GridSlice> longer = new ArrayList<>(slices);
                longer.add(new GridSlice(arm, k));
                double spent =
                        longer.stream().mapToDouble(s -> curves.ms(s.point())).sum();
                if (spent < 1000) {
                    best = Math.min(best, bruteForce(curves, longer, more - 1));
                }
            }
        }
        return best;
    }

    /** Mean penalised time by integrating the chance of not being done yet over every moment, apart from the planner's sums. */
    private static double valueMs(RunTimeCurves curves, List<GridSlice> slices, int lastArm) {
        double total = 0;
        for (int row = 0; row < curves.rows(); row++) {
            double[] reachedMs = new double[curves.arms()];
            double elapsed = 0;
            for (GridSlice slice : slices) {
                total += area(curves, row, slice.arm(), curves.ms(slice.point()), reachedMs);
                elapsed += curves.ms(slice.point());
            }
            total += area(curves, row, lastArm, 1000 - elapsed, reachedMs);
            total += 9000 * left(curves, row, reachedMs);
        }
        return total / curves.rows();
    }

    /** Integral of the chance that the task is not done during a run of the arm, trapezoids between the grid's points. */
    private static double area(RunTimeCurves curves, int row, int arm, double ms, double[] reachedMs) {
        double reached = reachedMs[arm];
        reachedMs[arm] = 0;
        double others = left(curves, row, reachedMs);
        double area = 0;
        double at = 0;
        while (at < ms) {
            double next =
                    Math.min(ms, curves.pointAt(at) < RunTimeCurves.POINTS ? curves.ms(curves.pointAt(at) + 1) : ms);
            double from = running(curves, row, arm, Math.max(at, reached));
            double to = running(curves, row, arm, Math.max(next, reached));
            area += (next - at) * (from + to) / 2;
            at = next;
        }
        reachedMs[arm] = Math.max(reached, ms);
        return area * others;
    }

    private static double left(RunTimeCurves curves, int row, double[] reachedMs) {
        double left = 1;
        for (int arm = 0; arm < reachedMs.length; arm++) {
            left *= running(curves, row, arm, reachedMs[arm]);
        }
        return left;
    }

    private static double running(RunTimeCurves curves, int row, int arm, double ms) {
        int k = curves.pointAt(ms);
        if (k == RunTimeCurves.POINTS) {
            return curves.running(row, arm, k);
        }
        double share = (ms - curves.ms(k)) / (curves.ms(k + 1) - curves.ms(k));
        return (1 - share) * curves.running(row, arm, k) + share * curves.running(row, arm, k + 1);
    }
}
