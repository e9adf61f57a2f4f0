package io.granger.rl.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.rl.dense.Activation;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.lab.ExactSolution;
import io.granger.rl.lab.FiniteMdp;
import io.granger.rl.lab.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActorCriticTest {

    /** One state, three actions that pay 1 with .2, .5 and .8, and end. */
    private static final FiniteMdp BANDIT = new FiniteMdp(new double[] {1}, 3, (s, a) -> {
        double p = 0.2 + 0.3 * a;
        return List.of(new Outcome(p, 0, 1, true), new Outcome(1 - p, 0, 0, true));
    });

    static Stream<ActorCriticSettings> bothAlgorithms() {
        return Stream.of(ActorCriticSettings.ppo(0.9, 128), ActorCriticSettings.a2c(0.9, 64));
    }

    /** After 60 rollouts, one seed. */
    @ParameterizedTest
    @MethodSource("bothAlgorithms")
    void iterate_bandit_theBestArm(ActorCriticSettings settings) {
        FiniteWorld world = new FiniteWorld(BANDIT);
        ActorCritic learner = new ActorCritic(shape(1, 3), settings, world, 1);
        for (int i = 0; i < 60; i++) {
            assertThat(learner.iterate().refused()).isZero();
        }
        assertThat(world.policy(learner.network())[0][2]).isGreaterThan(0.9);
    }

    /** Its policy, evaluated exactly, against the best there is by value iteration; after 100 rollouts, one seed. */
    @ParameterizedTest
    @MethodSource("bothAlgorithms")
    void iterate_corridor_nearTheOptimum(ActorCriticSettings settings) {
        FiniteMdp corridor = FiniteWorld.corridor(6);
        FiniteWorld world = new FiniteWorld(corridor);
        ActorCritic learner = new ActorCritic(shape(6, 2), settings, world, 1);
        for (int i = 0; i < 100; i++) {
            learner.iterate();
        }
        double[][] policy = world.policy(learner.network());
        double found = ExactSolution.startValue(corridor, ExactSolution.evaluate(corridor, policy, 0.9), policy);
        double[][] best = ExactSolution.optimal(corridor, 0.9);
        double optimum = ExactSolution.startValue(corridor, best, ExactSolution.epsilonGreedy(best, 0));
        assertThat(found).isGreaterThan(0.95 * optimum);
    }

    @Test
    void iterate_report_ofWhatWasPlayed() {
        ActorCritic learner =
                new ActorCritic(shape(1, 3), ActorCriticSettings.ppo(0.9, 90), new FiniteWorld(BANDIT), 1);
        RolloutReport report = learner.iterate();
        // every step ends an episode, the first policy is near uniform: ln 3 = 1.0986
        assertThat(report.episodes()).isEqualTo(90);
        assertThat(report.meanEntropy()).isBetween(1.09, 1.0987);
        assertThat(report.meanReturn()).isBetween(0.3, 0.7);
    }

    @Test
    void pack_opened() {
        ActorCritic learner =
                new ActorCritic(shape(1, 3), ActorCriticSettings.a2c(0.9, 16), new FiniteWorld(BANDIT), 1);
        learner.iterate();
        assertThat(learner.pack("bandit").open("bandit").weights())
                .isEqualTo(learner.network().weights());
    }

    @Test
    void iterate_sameSeed() {
        assertThat(trained(1)).isEqualTo(trained(1)).isNotEqualTo(trained(2));
    }

    private static float[] trained(long seed) {
        ActorCritic learner = new ActorCritic(
                shape(6, 2), ActorCriticSettings.ppo(0.9, 64), new FiniteWorld(FiniteWorld.corridor(6)), seed);
        for (int i = 0; i < 3; i++) {
            learner.iterate();
        }
        return learner.network().weights();
    }

    private static ScoringShape shape(int states, int actions) {
        return new ScoringShape(states, List.of(8), actions, List.of(16), Activation.TANH);
    }
}
