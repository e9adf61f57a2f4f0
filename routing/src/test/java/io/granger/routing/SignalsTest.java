package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.routing.simulation.SeededDraws;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static final Situation TWO =
            Fixtures.steps(Fixtures.spoke("a@1.0.0/extract", .9, 1, 0), Fixtures.spoke("b@1.0.0/extract", .9, 1, 0));

    private static DecisionMaker maker(Optional<Router> policy, double floor, long nanosLater) {
        long[] now = {0};
        return new DecisionMaker(Fixtures.routers(policy), new SeededDraws(1), floor, 250, () -> now[0] += nanosLater);
    }

    private static Decision decide(DecisionMaker maker, Situation situation, RoutingMode mode) {
        return maker.decide(Fixtures.request("d", situation, mode, mode == RoutingMode.RL ? Arm.TREATMENT : Arm.NONE));
    }

    private static ExperienceRow ended(RoutingMode mode, double reward) {
        var option = Fixtures.situation(Level.OPTION, List.of(Fixtures.option("x", 0), Fixtures.option("y", 1)), 0);
        return Fixtures.row(
                decide(maker(Optional.of(LearnedRouter.cold()), .02, 0), option, mode), reward, new double[0], true);
    }

    @Test
    void entropy_policyThatKnowsNothing_isUndecided_exceptForMaskedOnes() {
        var signals = new Signals();
        var masked = Fixtures.steps(
                Fixtures.spoke("a@1.0.0/extract", .9, 1, 0),
                Fixtures.spoke("b@1.0.0/extract", .9, 1, 0),
                Fixtures.spoke("c@1.0.0/extract", .9, 1, 0, Mask.DRAINING));
        var maker = maker(Optional.of(LearnedRouter.cold()), .02, 0);

        assertThat(signals.entropy(Level.STEP)).isNaN();
        signals.decided(decide(maker, masked, RoutingMode.SHADOW));
        signals.decided(decide(maker, masked, RoutingMode.RL));
        assertThat(signals.entropy(Level.STEP)).isEqualTo(1, within(1e-12));
        assertThat(signals.entropy(Level.OPTION)).isNaN();
    }

    @Test
    void entropy_heuristicAlone_tellsNothingOfThePolicy() {
        var signals = new Signals();
        signals.decided(decide(maker(Optional.of(LearnedRouter.cold()), .02, 0), TWO, RoutingMode.HEURISTIC));
        assertThat(signals.entropy(Level.STEP)).isNaN();
        assertThat(signals.fallbackShare()).isNaN();
    }

    @Test
    void fallbackShare_ofTheDecisionsThatWereAskedOfThePolicy() {
        var signals = new Signals();
        var quick = maker(Optional.of(LearnedRouter.cold()), .02, 0);
        var slow = maker(Optional.of(LearnedRouter.cold()), .02, 1_000_000_000);
        for (int i = 0; i < 3; i++) {
            signals.decided(decide(quick, TWO, RoutingMode.RL));
            signals.decided(decide(quick, TWO, RoutingMode.HEURISTIC));
        }
        signals.decided(decide(slow, TWO, RoutingMode.RL));
        assertThat(signals.fallbackShare()).isEqualTo(.25, within(1e-12));
    }

    @Test
    void rewardDrift_levelFalls_shownByHowFarTheRecentTasksAre() {
        var signals = new Signals();
        var router = LearnedRouter.cold();
        for (int i = 0; i < Signals.FORMER_TASKS; i++) {
            signals.closed(ended(RoutingMode.RL, .8), router);
        }
        assertThat(signals.rewardDrift(RoutingMode.RL)).isEqualTo(0, within(1e-12));
        for (int i = 0; i < Signals.RECENT_TASKS; i++) {
            signals.closed(ended(RoutingMode.RL, .3), router);
        }
        // what is left of the old level in each mean
        double late = Math.pow(1 - 1.0 / Signals.RECENT_TASKS, Signals.RECENT_TASKS);
        double before = Math.pow(1 - 1.0 / Signals.FORMER_TASKS, Signals.RECENT_TASKS);
        assertThat(signals.reward(RoutingMode.RL)).isEqualTo(.3 + .5 * late, within(1e-12));
        assertThat(signals.rewardDrift(RoutingMode.RL)).isEqualTo(.5 * (late - before), within(1e-12));
        assertThat(signals.rewardDrift(RoutingMode.HEURISTIC)).isNaN();
    }

    @Test
    void featureDrift_tasksOfAnotherKind_told_onlyWhenEnoughWereSeen() {
        var signals = new Signals();
        var router = LearnedRouter.cold();
        feed(signals, router, 0, 1_000, 0, true);
        assertThat(signals.featureDrift(Level.STEP)).isLessThan(.1);

        var later = new Signals();
        feed(later, router, 0, Signals.ROWS_LEAST - 1, 3, false);
        assertThat(later.featureDrift(Level.STEP)).isNaN();
        feed(later, router, Signals.ROWS_LEAST - 1, Signals.ROWS_LEAST, 3, false);
        // a state feature that was 0 and 1 in turn is 3 and 4 in turn: 3 / sqrt((1/4 + 1000/999/4) / 2), nearly 6
        assertThat(later.featureDrift(Level.STEP))
                .isEqualTo(3 / Math.sqrt((.25 + .25 * 1_000 / 999) / 2), within(1e-6));
        assertThat(later.featureDrift(Level.OPTION)).isNaN();
    }

    private static void feed(Signals signals, LearnedRouter router, int first, int end, int lowest, boolean isLearnt) {
        var maker = maker(Optional.of(router), 1, 0);
        for (int i = first; i < end; i++) {
            var state = new float[Fixtures.STATE];
            state[0] = lowest + i % 2;
            var situation =
                    Fixtures.situation(Level.STEP, List.of(Fixtures.spoke("a@1.0.0/extract", .9, 1, 0)), state, 0);
            var row =
                    Fixtures.row(decide(maker, situation, RoutingMode.HEURISTIC), 0, new double[] {1, 1, 1, 1}, false);
            if (isLearnt) {
                router.learnStep(row);
            }
            signals.closed(row, router);
        }
    }
}
