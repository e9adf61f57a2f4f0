package io.granger.routing.simulation.budget;

/** The mean penalised time of slices at tasks like one seen, as its curves say: one slice after the other. For one thread. */
final class ExpectedRun {
    /** A chance below this has no rest worth dividing. */
    private static final double GONE = 1e-9;

    private final RunTimeCurves curves;
    private final int row;
    private final double budgetMs;
    /** The longest each arm has run without finishing. */
    private final double[] ranMs;

    private double left = 1;
    private double elapsedMs;
    private double spentMs;

    ExpectedRun(RunTimeCurves curves, int row) {
        this.curves = curves;
        this.row = row;
        this.budgetMs = curves.ms(RunTimeCurves.POINTS);
        this.ranMs = new double[curves.arms()];
    }

    /** Runs a slice, cut off where the budget ends. */
    void slice(GridSlice slice) {
        double ms = Math.min(curves.ms(slice.point()), budgetMs - elapsedMs);
        int arm = slice.arm();
        // It is known not to finish before this.
        double knownMs = Math.min(ms, ranMs[arm]);
        double before = curves.runningAt(row, arm, ranMs[arm]);
        double chance = before > GONE ? left / before : 0;
        spentMs += left * knownMs;
        if (ms > ranMs[arm]) {
            spentMs += chance * (curves.meanMsAt(row, arm, ms) - curves.meanMsAt(row, arm, ranMs[arm]));
            left = chance * curves.runningAt(row, arm, ms);
            ranMs[arm] = ms;
        }
        elapsedMs += ms;
    }

    /** Spends time on something that finishes nothing. */
    void spend(double ms) {
        double spent = Math.min(ms, budgetMs - elapsedMs);
        spentMs += left * spent;
        elapsedMs += spent;
    }

    /** Mean time spent so far. */
    double spentMs() {
        return spentMs;
    }

    /** The chance that the task is not done yet. */
    double left() {
        return left;
    }

    /** Mean penalised time when nothing more is run. */
    double meanMs() {
        return spentMs + left * (budgetMs - elapsedMs + 9 * budgetMs);
    }
}
