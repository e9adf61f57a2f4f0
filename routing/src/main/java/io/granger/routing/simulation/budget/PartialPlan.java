package io.granger.routing.simulation.budget;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A plan being made; arms are those of its {@link ProspectView}. Filled by the view, then left alone. */
final class PartialPlan {
    final @Nullable PartialPlan before;
    final int arm;
    final int point;
    /** Chance that the task is like each row and not done yet. */
    final double[] left;
    /** The point of the grid each arm has failed at. */
    final int[] ran;

    final double elapsedMs;
    /** Mean time spent so far, unnormalised. */
    final double costMs;
    /** No plan that ends with one arm after this can cost less. */
    final double bound;
    /** Mean penalised time with the best single arm for the rest, unnormalised. */
    double total;

    int lastArm;

    PartialPlan(
            @Nullable PartialPlan before,
            GridSlice slice,
            double[] left,
            int[] ran,
            double elapsedMs,
            double costMs,
            double bound) {
        this.before = before;
        this.arm = slice.arm();
        this.point = slice.point();
        this.left = left;
        this.ran = ran;
        this.elapsedMs = elapsedMs;
        this.costMs = costMs;
        this.bound = bound;
    }

    static PartialPlan root(ProspectView view, Prospect prospect) {
        int[] ran = new int[view.armCount()];
        for (int arm = 0; arm < ran.length; arm++) {
            ran[arm] = prospect.ran()[view.arm(arm)];
        }
        return new PartialPlan(null, new GridSlice(-1, 0), prospect.weights(), ran, prospect.elapsedMs(), 0, 0);
    }

    Plan toPlan(ProspectView view) {
        Deque<GridSlice> slices = new ArrayDeque<>();
        double mass = 0;
        for (PartialPlan at = this; at != null; at = at.before) {
            if (at.before != null) {
                slices.addFirst(new GridSlice(view.arm(at.arm), at.point));
            } else {
                for (double weight : at.left) {
                    mass += weight;
                }
            }
        }
        return new Plan(java.util.List.copyOf(slices), view.arm(lastArm), mass > 0 ? total / mass : 0);
    }
}
