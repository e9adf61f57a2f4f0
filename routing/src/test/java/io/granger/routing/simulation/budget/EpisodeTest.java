package io.granger.routing.simulation.budget;

import static io.granger.routing.simulation.budget.Tables.NEVER;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EpisodeTest {

    private static Episode played(double featureMs, double[] finishMs, Move... moves) {
        Deque<Move> left = new ArrayDeque<>(List.of(moves));
        BudgetAgent agent = new BudgetAgent() {
            @Override
            public Move next(double elapsedMs) {
                return left.remove();
            }

            @Override
            public void see(double[] features) {
                assertArrayEquals(new double[] {7}, features);
            }
        };
        return Episode.played(agent, new BudgetTask(new double[] {7}, finishMs, 0, featureMs), 100);
    }

    private static Move run(int arm, double ms) {
        return new Move.Run(new Slice(arm, ms));
    }

    @Test
    void played_secondArmFinishes_timesAddUp() {
        Episode episode = played(0, new double[] {50, 30}, run(0, 20), run(1, 40));
        assertTrue(episode.solved());
        assertEquals(20 + 30, episode.elapsedMs());
        assertEquals(0, episode.firstArm());
        assertArrayEquals(new double[] {20, 0}, episode.ranMs());
        assertArrayEquals(new double[] {NEVER, 30}, episode.finishMs());
    }

    @Test
    void played_armComesBack_beginsAnew() {
        // 30 ms twice do not finish an arm that takes 40; 40 more do, at 30 + 30 + 40.
        Episode episode = played(0, new double[] {40, NEVER}, run(0, 30), run(0, 30), run(0, 40));
        assertTrue(episode.solved());
        assertEquals(100, episode.elapsedMs());
    }

    @Test
    void played_budgetEndsInsideTheSlice_unsolved() {
        Episode episode = played(0, new double[] {45, 60}, run(0, 44), run(1, NEVER));
        assertFalse(episode.solved());
        assertEquals(100, episode.elapsedMs());
        assertArrayEquals(new double[] {44, 56}, episode.ranMs());
    }

    @Test
    void played_looksTwice_paysOnce() {
        Episode episode = played(10, new double[] {20}, new Move.Look(), new Move.Look(), run(0, 90));
        assertTrue(episode.looked());
        assertEquals(30, episode.elapsedMs());
    }

    @Test
    void played_featuresEatTheBudget_noArmStarts() {
        Episode episode = played(100, new double[] {1}, new Move.Look());
        assertFalse(episode.solved());
        assertEquals(-1, episode.firstArm());
    }

    @Test
    void played_neverLooks_paysNothingAndKnowsNothing() {
        Episode episode = played(10, new double[] {20}, run(0, 90));
        assertEquals(20, episode.elapsedMs());
        assertTrue(Arrays.stream(episode.features()).allMatch(Double::isNaN));
    }
}
