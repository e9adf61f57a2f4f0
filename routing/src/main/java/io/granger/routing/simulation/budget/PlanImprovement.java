package io.granger.routing.simulation.budget;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan better one change at a time, as long as there is one: a slice put in anywhere, taken out, moved on, or made longer, shorter
 * or another arm's. A beam judges prefixes and misses slices that pay only together with a later one.
 */
final class PlanImprovement {
    private static final int MOST_CHANGES = 8;
    private static final int MOST_SLICES = 8;
    /** A change must gain this share of the cost. */
    private static final double LEAST_GAIN = 1e-5;

    private final RunTimeCurves curves;
    private final ProspectView view;
    private final PartialPlan root;
    private PartialPlan best;

    PlanImprovement(RunTimeCurves curves, ProspectView view, PartialPlan root) {
        this.curves = curves;
        this.view = view;
        this.root = root;
        this.best = root;
    }

    PartialPlan improved(PartialPlan plan) {
        best = plan;
        for (int change = 0; change < MOST_CHANGES; change++) {
            double before = best.total;
            changeOnce(prefixes(best));
            if (best.total >= before) {
                break;
            }
        }
        return best;
    }

    /** The plan's beginnings, from the empty one to itself. */
    private static List<PartialPlan> prefixes(PartialPlan plan) {
        List<PartialPlan> prefixes = new ArrayList<>();
        for (PartialPlan at = plan; at != null; at = at.before) {
            prefixes.add(0, at);
        }
        return prefixes;
    }

    private void changeOnce(List<PartialPlan> prefixes) {
        int slices = prefixes.size() - 1;
        for (int at = 0; at <= slices; at++) {
            PartialPlan start = prefixes.get(at);
            if (slices < MOST_SLICES) {
                putIn(start, prefixes, at);
            }
            if (at < slices) {
                replace(start, prefixes, at);
                consider(start, prefixes, at + 2);
            }
            if (at + 1 < slices) {
                exchange(start, prefixes, at);
            }
        }
    }

    /** The next two slices the other way round. */
    private void exchange(PartialPlan start, List<PartialPlan> prefixes, int at) {
        PartialPlan first = prefixes.get(at + 1);
        PartialPlan second = prefixes.get(at + 2);
        if (second.point > start.ran[second.arm]) {
            PartialPlan with = extended(start, second.arm, second.point);
            if (with != null && first.point > with.ran[first.arm]) {
                considerWith(with, first.arm, first.point, prefixes, at + 3);
            }
        }
    }

    /** Another slice after {@code start}, at every second point of the grid; the length is trimmed by a later change. */
    private void putIn(PartialPlan start, List<PartialPlan> prefixes, int at) {
        for (int arm = 0; arm < view.armCount(); arm++) {
            for (int k = start.ran[arm] + 1; k < RunTimeCurves.POINTS; k += 2) {
                considerWith(start, arm, k, prefixes, at + 1);
            }
        }
    }

    /** The next slice with another length, or for another arm. */
    private void replace(PartialPlan start, List<PartialPlan> prefixes, int at) {
        PartialPlan old = prefixes.get(at + 1);
        for (int k = start.ran[old.arm] + 1; k < RunTimeCurves.POINTS; k++) {
            considerWith(start, old.arm, k, prefixes, at + 2);
        }
        for (int arm = 0; arm < view.armCount(); arm++) {
            if (arm != old.arm && old.point > start.ran[arm]) {
                considerWith(start, arm, old.point, prefixes, at + 2);
            }
        }
    }

    private void considerWith(PartialPlan start, int arm, int point, List<PartialPlan> prefixes, int next) {
        PartialPlan with = extended(start, arm, point);
        if (with != null) {
            consider(with, prefixes, next);
        }
    }

    /** Goes on after {@code start} with the slices that led to the prefixes from {@code next} on, as far as they still do anything. */
    private void consider(PartialPlan start, List<PartialPlan> prefixes, int next) {
        PartialPlan plan = start;
        for (int i = next; i < prefixes.size() && plan.bound < best.total; i++) {
            PartialPlan slice = prefixes.get(i);
            PartialPlan longer = slice.point > plan.ran[slice.arm] ? extended(plan, slice.arm, slice.point) : null;
            plan = longer == null ? plan : longer;
        }
        if (plan == root || plan.bound >= best.total) {
            return;
        }
        // The last arm is looked for again only where the old one already gains; that saves most of the time.
        int lastArm = prefixes.get(prefixes.size() - 1).lastArm;
        if (view.totalMs(plan, lastArm) < best.total * (1 - LEAST_GAIN)) {
            view.complete(plan);
            best = plan;
        }
    }

    private @Nullable PartialPlan extended(PartialPlan plan, int arm, int point) {
        return plan.elapsedMs + curves.ms(point) < curves.ms(RunTimeCurves.POINTS)
                ? view.extended(plan, arm, point)
                : null;
    }
}
