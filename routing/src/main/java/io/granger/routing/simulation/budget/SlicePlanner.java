package io.granger.routing.simulation.budget;

import java.util.ArrayList;
import java.util.List;

/**
 * Plans slices of arms so that the mean penalised time over a prospect is small: beam search, one slice longer at each round, each
 * partial plan judged as if the best single arm took all the time left; then {@link PlanImprovement}.
 *
 * <p>That a slice failed is all that can be learnt before the next one, so the plan made now says what would be decided after
 * each failure: it is the policy over options unrolled. Related: Streeter and Golovin (2008), "An online algorithm for
 * maximizing submodular functions"; Hoos, Kaminski, Lindauer and Schaub (2015), "aspeed".
 *
 * <p>Cost: about arms squared x grid x rows for each partial plan kept, less what the bound prunes. For one thread.
 */
final class SlicePlanner {
    /** Partial plans kept a round. */
    private static final int BEAM = 3;
    /** Most slices before the last arm. */
    private static final int MOST_SLICES = 7;
    /** Most arms of one plan. */
    private static final int MOST_ARMS = 8;
    /** A plan must promise this share of the budget more than a shorter one. */
    private static final double LEAST_GAIN = 1e-6;

    private final RunTimeCurves curves;
    private final double budgetMs;

    SlicePlanner(RunTimeCurves curves) {
        this.curves = curves;
        this.budgetMs = curves.ms(RunTimeCurves.POINTS);
    }

    /** The best plan found; an empty one with any arm when nothing is left to gain. */
    Plan plan(Prospect prospect) {
        ProspectView view = new ProspectView(curves, prospect, MOST_ARMS);
        PartialPlan root = PartialPlan.root(view, prospect);
        view.complete(root);
        PartialPlan best = root;
        List<PartialPlan> beam = List.of(root);
        for (int round = 0; round < MOST_SLICES && !beam.isEmpty(); round++) {
            Beam next = new Beam();
            for (PartialPlan partial : beam) {
                extend(partial, view, next);
            }
            beam = next.kept;
            if (!beam.isEmpty() && beam.get(0).total < best.total - LEAST_GAIN * budgetMs * prospect.mass()) {
                best = beam.get(0);
            } else if (round > 0) {
                break;
            }
        }
        return new PlanImprovement(curves, view, root).improved(best).toPlan(view);
    }

    /** The best plan without any slice: one arm to the end. */
    Plan planOneArm(Prospect prospect) {
        ProspectView view = new ProspectView(curves, prospect, curves.arms());
        PartialPlan root = PartialPlan.root(view, prospect);
        view.complete(root);
        return root.toPlan(view);
    }

    private void extend(PartialPlan partial, ProspectView view, Beam next) {
        for (int arm = 0; arm < view.armCount(); arm++) {
            for (int k = partial.ran[arm] + 1; k < RunTimeCurves.POINTS; k++) {
                if (partial.elapsedMs + curves.ms(k) >= budgetMs) {
                    break;
                }
                PartialPlan longer = view.extended(partial, arm, k);
                if (longer != null && longer.bound < next.worst()) {
                    view.complete(longer);
                    next.offer(longer);
                }
            }
        }
    }

    /** The best partial plans of a round, best first; of two that promise the same one is kept. */
    private static final class Beam {
        private final List<PartialPlan> kept = new ArrayList<>();

        double worst() {
            return kept.size() < BEAM ? Double.POSITIVE_INFINITY : kept.get(BEAM - 1).total;
        }

        void offer(PartialPlan plan) {
            int at = 0;
            while (at < kept.size() && kept.get(at).total < plan.total) {
                at++;
            }
            boolean twin = near(at, plan) || near(at - 1, plan);
            if (!twin && at < BEAM) {
                kept.add(at, plan);
                if (kept.size() > BEAM) {
                    kept.remove(BEAM);
                }
            }
        }

        private boolean near(int at, PartialPlan plan) {
            return at >= 0 && at < kept.size() && Math.abs(kept.get(at).total - plan.total) <= 1e-9 * plan.total;
        }
    }
}
