package io.granger.routing.simulation.budget;

import static io.granger.routing.simulation.budget.Tables.NEVER;
import static io.granger.routing.simulation.budget.Tables.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class BudgetScoreTest {
    /** Penalised times, budget 100: a 10, 20, 1000, 1000; b 1000, 40, 30, 1000 (101 is after the budget). */
    private static final BudgetTable TABLE =
            Tables.of(100, task(10, NEVER), task(20, 40), task(NEVER, 30), task(NEVER, 101));

    @Test
    void references_smallTable_byHand() {
        References references = References.of(TABLE);
        assertEquals(0, references.best().arm());
        assertEquals((10 + 20 + 1000 + 1000) / 4.0, references.best().par10Ms());
        assertEquals(2, references.best().solved());
        assertEquals((10 + 20 + 30 + 1000) / 4.0, references.oracle().par10Ms());
        assertEquals(3, references.oracle().solved());
    }

    @Test
    void score_bestFixedAndOracle_closeNoneAndAllOfTheGap() {
        BudgetSimulation simulation = new BudgetSimulation(TABLE, false);
        assertEquals(0, simulation.score(PolicyKind.BEST_FIXED, 1).gapClosed().getAsDouble());
        assertEquals(1, simulation.score(PolicyKind.ORACLE, 1).gapClosed().getAsDouble());
    }

    @Test
    void score_equalSlices_byHand() {
        // 50 ms each, starting with a, b, a, b: 10, 40, 50 + 30, unsolved.
        BudgetScore score = new BudgetSimulation(TABLE, false).score(PolicyKind.HEURISTIC, 1);
        assertEquals((10 + 40 + 80 + 1000) / 4.0, score.par10Ms());
        assertEquals(3, score.solved());
        // only at the third task did the first arm have no chance while another had one
        assertEquals(1, score.recovered().getAsDouble());
        assertEquals((2030 - 1130) / (2030 - 1060.0), score.gapClosed().getAsDouble(), 1e-12);
    }

    @Test
    void score_oneArm_hasNoGapAndNothingToRecover() {
        BudgetScore score =
                new BudgetSimulation(Tables.of(100, task(10), task(NEVER)), false).score(PolicyKind.RANDOM, 1);
        assertTrue(score.gapClosed().isEmpty());
        assertTrue(score.recovered().isEmpty());
    }
}
