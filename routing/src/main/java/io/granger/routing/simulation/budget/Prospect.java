package io.granger.routing.simulation.budget;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What a task may be like: seen tasks, each with the chance that this one is alike and still not done.
 *
 * <p>The arrays are owned by the prospect once given and must not be changed.
 *
 * @param rows rows of {@link RunTimeCurves}
 * @param weights of each row, at least 0
 * @param ran the point of the grid each arm ran to without finishing, 0 where it never started
 * @param elapsedMs time spent so far
 */
@SuppressWarnings("ArrayRecordComponent") // read in inner loops; nobody compares them
record Prospect(int[] rows, double[] weights, int[] ran, double elapsedMs) {

    static Prospect fresh(int[] rows, double[] weights, int arms) {
        return new Prospect(rows, weights, new int[arms], 0);
    }

    /** The prospect after those slices have failed: rows that they would have done weigh less. */
    Prospect after(List<GridSlice> failed, RunTimeCurves curves) {
        double[] left = weights.clone();
        int[] reached = ran.clone();
        double spent = elapsedMs;
        for (GridSlice slice : failed) {
            int arm = slice.arm();
            int from = reached[arm];
            for (int i = 0; i < left.length && slice.point() > from; i++) {
                double before = curves.running(rows[i], arm, from);
                left[i] *= before > 0 ? curves.running(rows[i], arm, slice.point()) / before : 0;
            }
            reached[arm] = Math.max(from, slice.point());
            spent += curves.ms(slice.point());
        }
        return new Prospect(rows, left, reached, spent);
    }

    /**
     * The prospect as another draw of as many rows might have had it: each weight times an exponential draw. Rubin (1981), "The
     * Bayesian bootstrap".
     */
    Prospect redrawn(SplittableRandom random) {
        double[] drawn = weights.clone();
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] *= -StrictMath.log(1 - random.nextDouble());
        }
        return new Prospect(rows, drawn, ran, elapsedMs);
    }

    Prospect later(double ms) {
        return new Prospect(rows, weights, ran, elapsedMs + ms);
    }

    double mass() {
        double mass = 0;
        for (double weight : weights) {
            mass += weight;
        }
        return mass;
    }
}
