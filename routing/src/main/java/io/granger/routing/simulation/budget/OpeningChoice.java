package io.granger.routing.simulation.budget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chooses what runs before the features are looked at, and whether they are, on rows judged as if they had not been seen: a
 * schedule for all is made on the rows of the other half, a plan by features from trees that never saw the row.
 */
final class OpeningChoice {
    private static final int MOST_JUDGED = 80;
    private static final int MOST_STATIC_ROWS = 300;
    /** Most slices before the look. */
    private static final int MOST_BEFORE = 3;

    /** Most of the budget for slices before the look: longer ones change what can follow. */
    private static final double MOST_SHARE_BEFORE = 0.1;

    private final List<Episode> looked;
    private final RunTimeCurves curves;
    private final SlicePlanner planner;
    private final Neighbours neighbours;
    private final int[] staticRows;
    private final int[] judged;

    OpeningChoice(
            List<Episode> looked,
            RunTimeCurves curves,
            SlicePlanner planner,
            Neighbours neighbours,
            SplittableRandom random) {
        this.looked = looked;
        this.curves = curves;
        this.planner = planner;
        this.neighbours = neighbours;
        this.staticRows = SliceLearner.drawn(random, curves.rows(), MOST_STATIC_ROWS);
        this.judged = SliceLearner.drawn(random, curves.rows(), MOST_JUDGED);
    }

    Opening best() {
        Opening best = Opening.LOOK;
        double[] lookingMs = eachLookingMs(List.of());
        double bestMs = Arrays.stream(lookingMs).sum();
        // A look that costs nothing comes first or never.
        boolean free = looked.stream().allMatch(episode -> episode.featureMs() == 0);
        List<GridSlice> before = free ? List.of() : worthBefore(lookingMs);
        for (int slices = 1; slices <= before.size(); slices++) {
            List<GridSlice> some = before.subList(0, slices);
            double ms = Arrays.stream(eachLookingMs(some)).sum();
            if (ms < bestMs) {
                bestMs = ms;
                best = new Opening(some, true, 0);
            }
        }
        return staticMs() < bestMs ? Opening.never(staticPlan(staticRows)) : best;
    }

    /** Mean penalised time of each judged row when those slices come first, then the look, then what is planned for it. */
    private double[] eachLookingMs(List<GridSlice> before) {
        return Arrays.stream(judged)
                .mapToDouble(row -> {
                    double featureMs = looked.get(row).featureMs();
                    Prospect prospect = neighbours
                            .ofUnseen(row, curves.arms())
                            .after(before, curves)
                            .later(featureMs);
                    return valueMs(row, before, featureMs, planner.plan(prospect));
                })
                .toArray();
    }

    /**
     * Slices worth trying first, one after the other, as long as the time they save of looking and what follows is more than they
     * take; what follows is taken to cost a row the same after a slice as without it, so this only proposes.
     */
    private List<GridSlice> worthBefore(double[] lookingMs) {
        List<GridSlice> before = new ArrayList<>();
        double bestMs = Arrays.stream(lookingMs).sum();
        double restMs = MOST_SHARE_BEFORE * curves.ms(RunTimeCurves.POINTS);
        for (int slices = 0; slices < MOST_BEFORE; slices++) {
            GridSlice best = null;
            for (int arm = 0; arm < curves.arms(); arm++) {
                for (int k = 1; curves.ms(k) <= restMs; k++) {
                    GridSlice slice = new GridSlice(arm, k);
                    double ms = proposedMs(before, slice, lookingMs);
                    if (ms < bestMs) {
                        bestMs = ms;
                        best = slice;
                    }
                }
            }
            if (best == null) {
                break;
            }
            before.add(best);
            restMs -= curves.ms(best.point());
        }
        return before;
    }

    private double proposedMs(List<GridSlice> before, GridSlice slice, double[] lookingMs) {
        double total = 0;
        for (int i = 0; i < judged.length; i++) {
            ExpectedRun run = new ExpectedRun(curves, judged[i]);
            before.forEach(run::slice);
            run.slice(slice);
            total += run.spentMs() + run.left() * lookingMs[i];
        }
        return total;
    }

    private double staticMs() {
        Plan[] ofHalf = {staticPlan(half(1)), staticPlan(half(0))};
        return Arrays.stream(judged)
                .mapToDouble(row -> valueMs(row, List.of(), 0, ofHalf[row % 2]))
                .sum();
    }

    private int[] half(int odd) {
        int[] half = Arrays.stream(staticRows).filter(row -> row % 2 == odd).toArray();
        return half.length == 0 ? staticRows : half;
    }

    private Plan staticPlan(int[] rows) {
        return planner.plan(Prospect.fresh(rows, SliceLearner.equal(rows.length), curves.arms()));
    }

    /** Mean penalised time at the row: {@code before}, the look, the plan. */
    private double valueMs(int row, List<GridSlice> before, double featureMs, Plan plan) {
        ExpectedRun run = new ExpectedRun(curves, row);
        before.forEach(run::slice);
        run.spend(featureMs);
        plan.slices().forEach(run::slice);
        run.slice(new GridSlice(plan.lastArm(), RunTimeCurves.POINTS));
        return run.meanMs();
    }
}
