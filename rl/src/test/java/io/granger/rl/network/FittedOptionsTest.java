package io.granger.rl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.dense.Activation;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.option.Next;
import io.granger.rl.option.OptionArm;
import io.granger.rl.option.SmdpTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Two states, gamma .5. From A: "short" takes 1 step to B and gives 0; "long" takes 3 steps, gives .7 and ends; "gamble" gives 0 and is
 * back in A after 1 step half of the time, else gives 1 and ends. From B only "go": 2 steps, gives 2 and ends.
 */
class FittedOptionsTest {

    private static final float[] A = {1, 0};
    private static final float[] B = {0, 1};
    private static final OptionArm SHORT = new OptionArm("short", new float[] {1, 0, 0, 0});
    private static final OptionArm LONG = new OptionArm("long", new float[] {0, 1, 0, 0});
    private static final OptionArm GAMBLE = new OptionArm("gamble", new float[] {0, 0, 1, 0});
    private static final OptionArm GO = new OptionArm("go", new float[] {0, 0, 0, 1});
    private static final Optional<Next> AT_A = Optional.of(new Next("k", A, List.of(SHORT, LONG, GAMBLE)));
    private static final Optional<Next> AT_B = Optional.of(new Next("k", B, List.of(GO)));

    private static final FittedSettings SETTINGS = new FittedSettings(AdamSettings.withLearningRate(0.005), 32, 12, 60);
    private static final ScoringShape SHAPE = new ScoringShape(2, List.of(8), 4, List.of(8), Activation.TANH);

    /** By hand: go 2; short .5 * 2 = 1; long .7; gamble .5 * (.5 * 1) + .5 * 1 = .75. */
    @Test
    void fit_valuesByHand() {
        Fitted fitted = FittedOptions.fit(log(), SHAPE, 0.5, SETTINGS, 1);
        assertThat(fitted.last().isApplied()).isTrue();
        assertThat(score(fitted, B, GO)).isCloseTo(2, within(0.03));
        assertThat(score(fitted, A, SHORT)).isCloseTo(1, within(0.03));
        assertThat(score(fitted, A, LONG)).isCloseTo(0.7, within(0.03));
        assertThat(score(fitted, A, GAMBLE)).isCloseTo(0.75, within(0.03));
    }

    /** A long way to the same end is worth less: 4 steps to B instead of 1 make short .5^4 * 2. */
    @Test
    void fit_longerOption_discountedByItsLength() {
        List<SmdpTransition> slow = new ArrayList<>();
        for (SmdpTransition t : log()) {
            slow.add(t.option().equals("short") ? transition(A, SHORT, 0, 4, false, AT_B) : t);
        }
        Fitted fitted = FittedOptions.fit(slow, SHAPE, 0.5, SETTINGS, 1);
        assertThat(score(fitted, A, SHORT)).isCloseTo(0.125, within(0.03));
    }

    @Test
    void fit_nothingButCutOffRows_refused() {
        List<SmdpTransition> cut = List.of(transition(A, LONG, 0, 1, false, Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FittedOptions.fit(cut, SHAPE, 0.5, SETTINGS, 1))
                .withMessageContaining("at least 1");
    }

    @Test
    void pack_opened() {
        Fitted fitted = FittedOptions.fit(log(), SHAPE, 0.5, new FittedSettings(SETTINGS.adam(), 8, 1, 5), 1);
        assertThat(fitted.pack("two-states").open("two-states").weights())
                .isEqualTo(fitted.network().weights());
    }

    private static double score(Fitted fitted, float[] state, OptionArm option) {
        return fitted.network().scorer().score(state, new float[][] {option.features()})[0];
    }

    private static List<SmdpTransition> log() {
        List<SmdpTransition> log = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            log.add(transition(A, SHORT, 0, 1, false, AT_B));
            log.add(transition(A, LONG, 0.7, 3, true, Optional.empty()));
            log.add(transition(A, GAMBLE, 0, 1, false, AT_A));
            log.add(transition(A, GAMBLE, 1, 1, true, Optional.empty()));
            log.add(transition(B, GO, 2, 2, true, Optional.empty()));
        }
        return log;
    }

    private static SmdpTransition transition(
            float[] state, OptionArm option, double reward, int k, boolean terminated, Optional<Next> next) {
        return new SmdpTransition("k", option.option(), state, option.features(), reward, k, terminated, next);
    }
}
