package io.granger.routing.simulation.budget;

import static io.granger.routing.simulation.budget.Tables.NEVER;
import static io.granger.routing.simulation.budget.Tables.task;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpectedRunTest {
    private static final int LAST = RunTimeCurves.POINTS;

    private static ExpectedRun run(double... finishMs) {
        BudgetTable table = Tables.of(1000, task(finishMs));
        return new ExpectedRun(new RunTimeCurves(Tables.seen(table), finishMs.length, 1000), 0);
    }

    @Test
    void meanMs_nothingEverFinishes_isTenBudgets() {
        ExpectedRun run = run(NEVER, NEVER);
        run.slice(new GridSlice(0, 12));
        run.spend(30);
        run.slice(new GridSlice(1, LAST));
        assertEquals(10_000, run.meanMs(), 1e-9);
    }

    @Test
    void meanMs_certainArmAfterADeadOne_isTheTimeOfBoth() {
        // 1 ms is so far below the budget that the spread does not matter: 100 + 20 + about exp(.18) = 1.2 ms, by the
        // grid to 1 ms.
        ExpectedRun run = run(NEVER, 1);
        run.spend(100);
        run.slice(new GridSlice(0, 8));
        run.slice(new GridSlice(1, LAST));
        double dead = new RunTimeCurves(List.of(), 1, 1000).ms(8);
        assertEquals(100 + dead + 1.2, run.meanMs(), 1);
    }

    @Test
    void meanMs_lookAteTheBudget_isTenBudgets() {
        ExpectedRun run = run(1, 1);
        run.spend(5000);
        run.slice(new GridSlice(0, LAST));
        assertEquals(10_000, run.meanMs(), 1e-9);
    }

    @Test
    void meanMs_sliceAfterShorterOneOfTheSameArm_isOneLongSliceAndTheLoss() {
        // Restarting costs what the first slice took and finds the same as one run: running(1000) with no other arm.
        ExpectedRun once = run(900, NEVER);
        once.spend(1);
        once.slice(new GridSlice(0, 14));
        ExpectedRun twice = run(900, NEVER);
        RunTimeCurves grid = new RunTimeCurves(List.of(), 1, 1000);
        twice.spend(1);
        twice.slice(new GridSlice(0, 10));
        twice.slice(new GridSlice(0, 14));
        double lost = grid.ms(10);
        // The chance that the short slice finishes it is below 1e-4, so nearly all tasks lose the whole slice until 14
        // ends.
        assertEquals(once.meanMs(), twice.meanMs(), lost);
    }
}
