package io.granger.rl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.dense.Activation;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.lab.ExactSolution;
import io.granger.rl.lab.FiniteMdp;
import io.granger.rl.option.SmdpTransition;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DoubleDqnTest {

    private static final FiniteMdp CORRIDOR = FiniteWorld.corridor(6);
    private static final ScoringShape SHAPE = new ScoringShape(6, List.of(16), 2, List.of(16), Activation.RELU);

    /** Against value iteration, from 3,000 uniform random transitions; every value within .05 of returns up to 1, one seed. */
    @Test
    void train_corridor_valuesOfDynamicProgramming() {
        FiniteWorld world = new FiniteWorld(CORRIDOR);
        DoubleDqn dqn = new DoubleDqn(SHAPE, DqnSettings.defaults(0.9), 1);
        world.randomTransitions(3000, new SplittableRandom(2)).forEach(dqn::observe);
        for (int i = 0; i < 1000; i++) {
            assertThat(dqn.train().isApplied()).isTrue();
        }
        double[][] exact = ExactSolution.optimal(CORRIDOR, 0.9);
        double[][] found = world.scores(dqn.network());
        for (int s = 0; s < exact.length; s++) {
            assertThat(ExactSolution.best(found[s])).isEqualTo(ExactSolution.best(exact[s]));
            for (int a = 0; a < 2; a++) {
                assertThat(found[s][a]).as("state %d action %d", s, a).isCloseTo(exact[s][a], within(0.05));
            }
        }
    }

    @Test
    void train_beforeTheWarmUp() {
        DoubleDqn dqn = new DoubleDqn(SHAPE, DqnSettings.defaults(0.9), 1);
        new FiniteWorld(CORRIDOR)
                .randomTransitions(199, new SplittableRandom(2))
                .forEach(dqn::observe);
        assertThat(dqn.train().outcome()).isEqualTo(StepReport.Outcome.NOT_READY);
    }

    @Test
    void observe_cutOff_passedOver() {
        DoubleDqn dqn = new DoubleDqn(SHAPE, settings(1), 1);
        dqn.observe(transition(new float[6], Optional.empty(), false));
        assertThat(dqn.train().outcome()).isEqualTo(StepReport.Outcome.NOT_READY);
    }

    @Test
    void observe_featuresNotFiniteOrTooMany_refused() {
        DoubleDqn dqn = new DoubleDqn(SHAPE, settings(1), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        dqn.observe(transition(new float[] {Float.NaN, 0, 0, 0, 0, 0}, Optional.empty(), true)))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dqn.observe(transition(new float[7], Optional.empty(), true)))
                .withMessage("state must have 6 features, has 7");
        assertThat(dqn.train().outcome()).isEqualTo(StepReport.Outcome.NOT_READY);
    }

    @Test
    void train_rewardsBeyondAnyNumberOfTheNetwork_refusedOrBounded() {
        DoubleDqn dqn = new DoubleDqn(SHAPE, settings(1), 1);
        dqn.observe(new SmdpTransition("k", "a", new float[6], new float[2], 1e308, 1, true, Optional.empty()));
        for (int i = 0; i < 50; i++) {
            dqn.train();
        }
        for (float weight : dqn.network().weights()) {
            assertThat(weight).isFinite();
        }
    }

    /** What is packed scores on plain arrays as it did in training, and survives the way to bytes and back. */
    @Test
    void pack_opened() {
        DoubleDqn dqn = new DoubleDqn(SHAPE, settings(32), 1);
        new FiniteWorld(CORRIDOR)
                .randomTransitions(100, new SplittableRandom(2))
                .forEach(dqn::observe);
        for (int i = 0; i < 50; i++) {
            dqn.train();
        }
        assertThat(dqn.pack("corridor").open("corridor").weights())
                .isEqualTo(dqn.network().weights());
    }

    @Test
    void train_sameSeedAndTransitions() {
        assertThat(trained(3)).isEqualTo(trained(3)).isNotEqualTo(trained(4));
    }

    private static float[] trained(long seed) {
        DoubleDqn dqn = new DoubleDqn(SHAPE, settings(32), seed);
        new FiniteWorld(CORRIDOR)
                .randomTransitions(100, new SplittableRandom(2))
                .forEach(dqn::observe);
        for (int i = 0; i < 30; i++) {
            dqn.train();
        }
        return dqn.network().weights();
    }

    private static DqnSettings settings(int warmUp) {
        return new DqnSettings(0.9, AdamSettings.withLearningRate(0.01), 16, 1000, warmUp, 10, 0.6, 0.4, 1);
    }

    private static SmdpTransition transition(
            float[] state, Optional<io.granger.rl.option.Next> next, boolean terminated) {
        return new SmdpTransition("k", "a", state, new float[2], 0, 1, terminated, next);
    }
}
