package io.granger.rl.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.Scores;
import io.granger.rl.SnapshotRejected;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OptionAgentTest {

    private static final float[] STATE = {1, 2};
    private static final float[] NO_FEATURES = {0};
    private static final OptionArm SAFE = new OptionArm("safe", NO_FEATURES);
    private static final OptionArm RISKY = new OptionArm("risky", NO_FEATURES);
    private static final OptionArm RETRY = new OptionArm("retry", NO_FEATURES);
    private static final OptionArm ESCALATE = new OptionArm("escalate", NO_FEATURES);
    private static final Next FAILED = new Next("recovery", STATE, List.of(RETRY, ESCALATE));

    @Test
    void learn_bootstrapsFromTheBestOptionThatMayStart() {
        OptionAgent agent = new OptionAgent();
        for (int i = 0; i < 300; i++) {
            agent.learn(ended("recovery", RETRY, .8));
            agent.learn(ended("recovery", ESCALATE, -1));
            agent.learn(ended("start", SAFE, .3));
            agent.learn(wentOn("start", RISKY, 2));
        }
        Scores recovery = agent.score("recovery", STATE, List.of(RETRY, ESCALATE));
        Scores start = agent.score("start", STATE, List.of(SAFE, RISKY));
        assertThat(recovery.value()).containsExactly(new double[] {.8, -1}, within(.03));
        // worth what the best recovery is worth, not the average
        assertThat(start.value()).containsExactly(new double[] {.3, .8}, within(.05));
    }

    @Test
    void learn_discounted_lengthCounts() {
        OptionAgent agent = new OptionAgent(OptionAgentSettings.defaults().withGamma(.9));
        for (int i = 0; i < 300; i++) {
            agent.learn(ended("recovery", RETRY, 1));
            agent.learn(wentOn("start", SAFE, 1));
            agent.learn(wentOn("start", RISKY, 5));
        }
        double[] values = agent.score("start", STATE, List.of(SAFE, RISKY)).value();
        assertThat(values).containsExactly(new double[] {.9, .59049}, within(.05));
    }

    @Test
    void learn_undiscounted_lengthHasNoPart() {
        OptionAgent one = new OptionAgent();
        OptionAgent other = new OptionAgent();
        one.learn(wentOn("start", SAFE, 1));
        other.learn(wentOn("start", SAFE, 40));
        assertThat(one.save()).isEqualTo(other.save());
    }

    @Test
    void learn_cutOffFromOutside_teachesNothing() {
        OptionAgent agent = new OptionAgent();
        agent.learn(ended("start", SAFE, .5));
        byte[] before = agent.save();
        agent.learn(new SmdpTransition("start", "safe", STATE, NO_FEATURES, 0, 1, false, Optional.empty()));
        assertThat(agent.save()).isEqualTo(before);
    }

    @Test
    void learn_stepSizeZero_everyBitStays() {
        OptionAgent agent = new OptionAgent(OptionAgentSettings.defaults().withStepSize(0));
        byte[] before = agent.save();
        for (int i = 0; i < 100; i++) {
            agent.learn(ended("start", SAFE, .5));
            agent.learn(wentOn("start", RISKY, 3));
        }
        assertThat(agent.save()).isEqualTo(before);
        assertThat(agent.revision()).isZero();
    }

    @Test
    void learn_rewardOutsideTheRange_clipped() {
        OptionAgent agent = new OptionAgent();
        for (int i = 0; i < 200; i++) {
            agent.learn(ended("start", SAFE, 50));
        }
        assertThat(agent.score("start", STATE, List.of(SAFE)).value()[0]).isEqualTo(1, within(.02));
    }

    @Test
    void learn_episodesInterleaved_valuesSameAsOneByOne() {
        List<SmdpTransition> transitions = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            transitions.add(ended("start", random.nextBoolean() ? SAFE : RISKY, random.nextBoolean() ? 1 : -1));
            transitions.add(ended("recovery", RETRY, random.nextBoolean() ? 1 : 0));
        }
        OptionAgent inOrder = new OptionAgent();
        transitions.forEach(inOrder::learn);
        OptionAgent keyByKey = new OptionAgent();
        for (String key : List.of("start", "recovery")) {
            transitions.stream().filter(t -> t.key().equals(key)).forEach(keyByKey::learn);
        }
        // no state of any episode inside: keys do not see one another unless a transition links them
        for (String key : List.of("start", "recovery")) {
            assertThat(inOrder.score(key, STATE, List.of(SAFE, RISKY, RETRY)))
                    .isEqualTo(keyByKey.score(key, STATE, List.of(SAFE, RISKY, RETRY)));
        }
    }

    @Test
    void learn_stateDecidesWhichOptionIsGood_bothLearnt() {
        OptionAgent agent = new OptionAgent();
        List<SmdpTransition> transitions = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            float context = i % 2;
            boolean first = i / 2 % 2 == 0;
            double reward = (context == 1) == first ? 1 : -1;
            transitions.add(new SmdpTransition(
                    "start", first ? "a" : "b", new float[] {context}, NO_FEATURES, reward, 1, true, Optional.empty()));
        }
        Collections.shuffle(transitions, new Random(3));
        transitions.forEach(agent::learn);
        List<OptionArm> options = List.of(new OptionArm("a", NO_FEATURES), new OptionArm("b", NO_FEATURES));
        double[] one = agent.score("start", new float[] {1}, options).value();
        double[] zero = agent.score("start", new float[] {0}, options).value();
        assertThat(one[0]).isGreaterThan(.9);
        assertThat(one[1]).isLessThan(-.9);
        assertThat(zero[0]).isLessThan(-.9);
        assertThat(zero[1]).isGreaterThan(.9);
    }

    @Test
    void restore_afterSave_sameBitsAndSameFuture() {
        OptionAgent agent = new OptionAgent();
        for (int i = 0; i < 50; i++) {
            agent.learn(ended("recovery", RETRY, .8));
            agent.learn(wentOn("start", RISKY, 2));
        }
        OptionAgent restored = OptionAgent.restore(agent.save());
        assertThat(restored.save()).isEqualTo(agent.save());
        assertThat(restored.settings()).isEqualTo(agent.settings());
        agent.learn(wentOn("start", SAFE, 1));
        restored.learn(wentOn("start", SAFE, 1));
        assertThat(restored.save()).isEqualTo(agent.save());
        assertThat(restored.revision()).isEqualTo(101);
    }

    @Test
    void restore_damaged_refused() {
        byte[] damaged = new OptionAgent().save();
        damaged[20] ^= 4;
        assertThatExceptionOfType(SnapshotRejected.class).isThrownBy(() -> OptionAgent.restore(damaged));
    }

    @Test
    void transition_badValues_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SmdpTransition("k", "o", STATE, NO_FEATURES, Double.NaN, 1, true, Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmdpTransition("k", "o", STATE, NO_FEATURES, 0, 0, true, Optional.empty()))
                .withMessage("k must be at least 1, is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Next("k", STATE, List.of()));
    }

    @Test
    void transition_terminated_nextDropped() {
        SmdpTransition transition = new SmdpTransition("k", "o", STATE, NO_FEATURES, 0, 1, true, Optional.of(FAILED));
        assertThat(transition.next()).isEmpty();
    }

    private static SmdpTransition ended(String key, OptionArm option, double reward) {
        return new SmdpTransition(key, option.option(), STATE, option.features(), reward, 1, true, Optional.empty());
    }

    private static SmdpTransition wentOn(String key, OptionArm option, int k) {
        return new SmdpTransition(key, option.option(), STATE, option.features(), 0, k, false, Optional.of(FAILED));
    }
}
