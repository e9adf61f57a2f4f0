package io.granger.routing.simulation.budget;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Slices, then maybe a look, then slices planned for what was seen; fixed once learnt.
 *
 * <p>Safe for one thread, like its planner.
 */
final class SlicePolicy implements BudgetPolicy {
    private final Opening opening;
    private final @Nullable Neighbours neighbours;
    private final SlicePlanner planner;
    private final RunTimeCurves curves;
    private final boolean oneArm;

    SlicePolicy(
            Opening opening,
            @Nullable Neighbours neighbours,
            SlicePlanner planner,
            RunTimeCurves curves,
            boolean oneArm) {
        this.opening = opening;
        this.neighbours = neighbours;
        this.planner = planner;
        this.curves = curves;
        this.oneArm = oneArm;
    }

    Opening opening() {
        return opening;
    }

    /** The opening that does best on the rows it was learnt from; only for one that looks. */
    Opening bestOpening(List<Episode> looked, SplittableRandom random) {
        return new OpeningChoice(looked, curves, planner, Objects.requireNonNull(neighbours), random).best();
    }

    SlicePolicy with(Opening other) {
        return new SlicePolicy(other, neighbours, planner, curves, oneArm);
    }

    @Override
    public BudgetAgent begin() {
        return new Agent(null);
    }

    /** An agent that plans for what the task might be like if other tasks had been seen: Thompson sampling by the bootstrap. */
    BudgetAgent beginExploring(SplittableRandom random) {
        return new Agent(random);
    }

    private final class Agent implements BudgetAgent {
        private final Deque<Move> moves = new ArrayDeque<>();
        private double[] features = {};
        private final @Nullable SplittableRandom exploring;
        private int lastArm = opening.lastArm();

        Agent(@Nullable SplittableRandom exploring) {
            this.exploring = exploring;
            add(opening.slices());
            if (opening.look()) {
                moves.add(new Move.Look());
            }
        }

        private void add(List<GridSlice> slices) {
            for (GridSlice slice : slices) {
                moves.add(new Move.Run(new Slice(slice.arm(), curves.ms(slice.point()))));
            }
        }

        @Override
        public Move next(double elapsedMs) {
            if (features.length > 0 && moves.isEmpty()) {
                planFor(elapsedMs);
                features = new double[0];
            }
            Move move = moves.poll();
            return move == null ? new Move.Run(Slice.toTheEnd(lastArm)) : move;
        }

        private void planFor(double elapsedMs) {
            if (neighbours == null) {
                return;
            }
            Prospect alike = neighbours.of(features, curves.arms());
            Prospect drawn = exploring == null ? alike : alike.redrawn(exploring);
            Prospect failed = drawn.after(opening.slices(), curves);
            Prospect now = failed.later(elapsedMs - failed.elapsedMs());
            Plan plan = oneArm ? planner.planOneArm(now) : planner.plan(now);
            add(plan.slices());
            lastArm = plan.lastArm();
        }

        @Override
        public void see(double[] seen) {
            features = seen;
        }
    }
}
