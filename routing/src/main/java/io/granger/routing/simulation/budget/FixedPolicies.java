package io.granger.routing.simulation.budget;

import java.util.SplittableRandom;

/** Policies that learn nothing: references and beginnings. */
final class FixedPolicies {

    private FixedPolicies() {}

    /** One arm to the end. */
    static BudgetPolicy always(int arm) {
        return () -> blind(elapsedMs -> Slice.toTheEnd(arm));
    }

    /** An arm drawn evenly for each task, to the end. */
    static BudgetPolicy random(int arms, SplittableRandom random) {
        return () -> {
            int arm = random.nextInt(arms);
            return blind(elapsedMs -> Slice.toTheEnd(arm));
        };
    }

    /** Equal shares of the budget to every arm in turn; each task starts one arm further. */
    static BudgetPolicy equalSlices(int arms, double budgetMs) {
        int[] begun = {0};
        return () -> {
            int first = begun[0]++ % arms;
            int[] started = {0};
            return blind(elapsedMs -> new Slice((first + started[0]++) % arms, budgetMs / arms));
        };
    }

    /** In turn: a task of equal slices, a task with one arm to the end; so that quick and slow successes are both seen. */
    static BudgetPolicy exploring(int arms, double budgetMs) {
        BudgetPolicy slices = equalSlices(arms, budgetMs);
        int[] begun = {0};
        return () -> {
            int task = begun[0]++;
            return task % 2 == 0 ? slices.begin() : always(task / 2 % arms).begin();
        };
    }

    private interface NextSlice {
        Slice after(double elapsedMs);
    }

    private static BudgetAgent blind(NextSlice slices) {
        return new BudgetAgent() {
            @Override
            public Move next(double elapsedMs) {
                return new Move.Run(slices.after(elapsedMs));
            }

            @Override
            public void see(double[] features) {
                // It does not look.
            }
        };
    }
}
