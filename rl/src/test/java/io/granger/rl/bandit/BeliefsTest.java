package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a bank of beliefs may be made of, and what forgets of it. */
class BeliefsTest {
    private static final String KEY = "key";
    private static final Arm ARM = new Arm("a", new float[0]);

    /** Levels, linear ones and one in waves, each once with a memory of 5 rows and once without. */
    private static final Beliefs TWICE = new Beliefs(
            List.of(new Beliefs.Bare(true, 1), new Beliefs.Bare(false, 1)),
            List.of(new Beliefs.Linear(1, true, 1), new Beliefs.Linear(1, false, 1)),
            List.of(new Beliefs.Waved(3, .5, 1)));

    /** 40 rows of 1, then 40 of 0: who forgets nothing has the mean of 80 rows and the prior's, who does has far less. */
    @Test
    void forgets_eachBeliefAsItSays() {
        LinearArms arms =
                new LinearArms(new LinearArmsSettings(1, 1, 1, .5, .3, 1, 5, 8, 10, List.of(), TWICE, .3, 0, 0), 1);
        for (int row = 0; row < 80; row++) {
            arms.learn(KEY, new float[0], ARM, new double[] {row < 40 ? 1 : 0});
        }
        ArmModel arm = arms.key(KEY).orElseThrow().arm("a").orElseThrow();
        assertThat(arm.level(0).mean(0)).isLessThan(.1);
        assertThat(arm.level(1).mean(0)).isEqualTo(40.5 / 81, within(1e-12));
        assertThat(arm.linear(0).coefficient(0, 0)).isLessThan(.1);
        assertThat(arm.linear(1).coefficient(0, 0)).isEqualTo(40.5 / 81, within(1e-12));
    }

    /** Precision of the level, of two state features under a caution of 3, of an arm feature. */
    @Test
    void features_believedLess_byHand() {
        LinearArmsSettings settings = new LinearArmsSettings(1, 1, 1, .5, .3, 1, 1000, 8);
        assertThat(settings.withFeatures(List.of(1.0, 100.0)).precisions(3, 2, 1))
                .containsExactly(1, 3, 300, 1);
        assertThat(settings.precisions(3, 2, 1)).containsExactly(1, 3, 3, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withFeatures(List.of(1.0)).precisions(3, 2, 1))
                .withMessage("state features must be 1, are 2");
    }

    @Test
    void beliefs_noneLinear_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Beliefs(List.of(new Beliefs.Bare(true, 1)), List.of(), List.of()))
                .withMessage("linear beliefs must be 1 to 8, are 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Beliefs.Waved(0, 1, 1))
                .withMessage("waves must be in [1, 1024], are 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Beliefs.Linear(0, true, 1))
                .withMessage("caution must be finite and above 0, is 0.0");
    }
}
