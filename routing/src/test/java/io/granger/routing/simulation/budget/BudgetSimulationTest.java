package io.granger.routing.simulation.budget;

import static io.granger.routing.simulation.budget.Tables.NEVER;
import static io.granger.routing.simulation.budget.Tables.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BudgetSimulationTest {

    private static double gapClosed(BudgetTable table, boolean byFold, PolicyKind kind) {
        return new BudgetSimulation(table, byFold).score(kind, 1).gapClosed().orElseThrow();
    }

    @Test
    void auto_featureTellsTheArm_closesTheGapThatNoScheduleCan() {
        BudgetTable table = Tables.toldByFeature(80, 1);
        assertTrue(gapClosed(table, true, PolicyKind.AUTO) > .95);
        assertTrue(gapClosed(table, true, PolicyKind.FOREST) > .95);
        assertEquals(0, gapClosed(table, true, PolicyKind.STATIC), 1e-9);
    }

    @Test
    void auto_featuresCostTheBudget_doesNotLook() {
        BudgetTable table = Tables.toldByFeature(80, 1000);
        List<Episode> episodes = new BudgetSimulation(table, true).episodes(PolicyKind.AUTO, 1);
        assertTrue(episodes.stream().noneMatch(Episode::looked));
        assertEquals(0, gapClosed(table, true, PolicyKind.AUTO), 1e-9);
    }

    @Test
    void auto_sliceSolvesMostBeforeDearFeatures_looksAfterIt() {
        // Four of five tasks take a 2 ms; the rest are told apart by a feature that costs 200 of 1,000 ms.
        List<BudgetTask> tasks = new ArrayList<>();
        for (BudgetTask hard : Tables.toldByFeature(50, 200).tasks()) {
            tasks.add(hard);
            for (int i = 0; i < 4; i++) {
                tasks.add(new BudgetTask(hard.features(), new double[] {2, NEVER}, hard.fold(), 200));
            }
        }
        BudgetTable table = new BudgetTable(List.of("a", "b"), tasks, 1000);
        List<Episode> episodes = new BudgetSimulation(table, true).episodes(PolicyKind.AUTO, 1);
        long looked = episodes.stream().filter(Episode::looked).count();
        // Only the hard ones are left to look at, and most of them are.
        assertTrue(looked > 30 && looked <= 50, "looked at " + looked);
        assertTrue(new BudgetSimulation(table, true)
                        .score(PolicyKind.AUTO, 1)
                        .gapClosed()
                        .orElseThrow()
                > .6);
    }

    @Test
    void auto_onePass_learnsFromItsOwnSlices() {
        // No task has time for both arms, so what is learnt of one is paid for with the other; 0 is the arm that is
        // best in
        // hindsight, at 60 % solved.
        BudgetTable table = Tables.toldByFeature(400, 0);
        assertTrue(gapClosed(table, false, PolicyKind.AUTO) > .25);
    }

    @ParameterizedTest
    @EnumSource(PolicyKind.class)
    void score_nothingEverFinishes_isTenBudgets(PolicyKind kind) {
        BudgetTask[] tasks = new BudgetTask[24];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = new BudgetTask(new double[] {i}, new double[] {NEVER, NEVER}, i % 3, 1);
        }
        for (boolean byFold : new boolean[] {true, false}) {
            BudgetScore score = new BudgetSimulation(Tables.of(100, tasks), byFold).score(kind, 1);
            assertEquals(1000, score.par10Ms());
            assertTrue(score.gapClosed().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(PolicyKind.class)
    void score_oneFoldOrOneTask_stillAnswers(PolicyKind kind) {
        for (BudgetTable table : List.of(Tables.of(100, task(10, 20)), Tables.of(100, task(10, 20), task(NEVER, 5)))) {
            assertTrue(new BudgetSimulation(table, true).score(kind, 1).par10Ms() <= 1000);
        }
    }

    @Test
    void episodes_noFeaturesAtAll_areScheduled() {
        List<BudgetTask> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double[] times = i % 2 == 0 ? new double[] {1, NEVER} : new double[] {NEVER, 500};
            tasks.add(new BudgetTask(new double[0], times, i % 4, 0));
        }
        BudgetTable table = new BudgetTable(List.of("a", "b"), tasks, 1000);
        assertEquals(
                40, new BudgetSimulation(table, true).score(PolicyKind.AUTO, 1).solved());
        assertEquals(
                1,
                new BudgetSimulation(table, true)
                        .score(PolicyKind.AUTO, 1)
                        .recovered()
                        .orElseThrow());
    }

    @Test
    void episodes_missingAndConstantFeatures_areSurvived() {
        SplittableRandom random = new SplittableRandom(1);
        List<BudgetTask> tasks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double[] features = {5, Double.NaN, random.nextDouble() < .5 ? Double.NaN : random.nextDouble()};
            tasks.add(new BudgetTask(features, new double[] {1 + random.nextInt(2000), 700}, i % 5, 3));
        }
        BudgetTable table = new BudgetTable(List.of("a", "b"), tasks, 1000);
        assertFalse(Double.isNaN(
                new BudgetSimulation(table, true).score(PolicyKind.AUTO, 1).par10Ms()));
        assertFalse(Double.isNaN(
                new BudgetSimulation(table, false).score(PolicyKind.AUTO, 1).par10Ms()));
    }

    @Test
    void score_sameSeed_isTheSame() {
        BudgetTable table = Tables.toldByFeature(60, 5);
        for (boolean byFold : new boolean[] {true, false}) {
            BudgetSimulation simulation = new BudgetSimulation(table, byFold);
            assertEquals(simulation.score(PolicyKind.AUTO, 7), simulation.score(PolicyKind.AUTO, 7));
        }
    }
}
