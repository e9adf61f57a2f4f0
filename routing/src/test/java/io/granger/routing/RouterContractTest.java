package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.rl.ActionDistribution;
import io.granger.rl.Scores;
import io.granger.routing.heuristic.OptionHeuristic;
import io.granger.routing.heuristic.StepHeuristic;
import io.granger.routing.simulation.SeededDraws;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every router owes whoever asks it, whatever it has learnt. */
class RouterContractTest {
    private static final int SITUATIONS = 300;
    private static final int DRAWS = 1_000_000;

    static Stream<Arguments> routers() {
        List<Arguments> all = new ArrayList<>();
        for (StepHeuristic each : StepHeuristic.values()) {
            all.add(Arguments.of(each.word(), Level.STEP, each));
        }
        all.add(Arguments.of("first-chain", Level.OPTION, OptionHeuristic.FIRST_CHAIN));
        all.add(Arguments.of("first-recovery", Level.RECOVERY, OptionHeuristic.FIRST_RECOVERY));
        for (Level level : Level.values()) {
            all.add(Arguments.of("cold " + level.word(), level, LearnedRouter.cold()));
            all.add(Arguments.of("trained " + level.word(), level, Fixtures.trained(7)));
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routers")
    void base_isDistributionOverEligible(String name, Level level, Router router) {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < SITUATIONS; i++) {
            Situation situation = Fixtures.random(level, random);
            Scores scores = router.score(situation);
            double[] base = router.base(scores, situation);
            double sum = 0;
            for (int j = 0; j < base.length; j++) {
                assertThat(base[j]).isBetween(0.0, 1.0);
                if (!situation.candidates().get(j).eligible()) {
                    assertThat(base[j]).isZero();
                }
                sum += base[j];
            }
            assertThat(Math.abs(sum - 1)).isLessThanOrEqualTo(1e-9);
            assertThat(Exploration.fault(scores, base, situation)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routers")
    void base_isPure(String name, Level level, Router router) {
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 50; i++) {
            Situation situation = Fixtures.random(level, random);
            Scores scores = router.score(situation);
            assertThat(router.score(situation)).isEqualTo(scores);
            assertThat(router.base(scores, situation)).isEqualTo(router.base(scores, situation));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routers")
    void base_onlyOneEligible(String name, Level level, Router router) {
        CandidateEntry one = level == Level.STEP ? Fixtures.spoke("a", 0.5, 2, 1) : Fixtures.option("a", 1);
        CandidateEntry masked = level == Level.STEP
                ? Fixtures.spoke("b", 1, 1, 0, Mask.DRAINING)
                : Fixtures.option("b", 0, Mask.NO_SPOKE);
        Situation situation = Fixtures.situation(level, List.of(one, masked), 3);
        assertThat(router.base(router.score(situation), situation)).containsExactly(1, 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routers")
    void draws_matchProbabilities(String name, Level level, Router router) {
        Situation situation = Fixtures.random(level, new SplittableRandom(5));
        double[] base = router.base(router.score(situation), situation);
        double[] vector = Exploration.withFloor(base, situation, 0.02);
        ActionDistribution distribution = ActionDistribution.of(vector);
        SeededDraws draws = new SeededDraws(1);
        long[] count = new long[vector.length];
        for (int i = 0; i < DRAWS; i++) {
            count[distribution.pick(draws.uniform("t-" + i + ".1-1", Draws.POLICY))]++;
        }
        assertThat(situation.eligibleCount()).isGreaterThan(2);
        for (int i = 0; i < vector.length; i++) {
            double sigma = Math.sqrt(DRAWS * vector[i] * (1 - vector[i]));
            assertThat(Math.abs(count[i] - DRAWS * vector[i])).isLessThanOrEqualTo(4 * sigma);
        }
    }
}
