package io.granger.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReturnsTest {

    @Test
    void nStep_byHand() {
        // 1 + .5 * 2 + .25 * 4 + .125 * 8
        assertThat(Returns.nStep(new double[] {1, 2, 4}, 0.5, 8)).isEqualTo(4);
        assertThat(Returns.nStep(new double[0], 0.5, 8)).isEqualTo(8);
    }

    @Test
    void generalizedAdvantages_byHand() {
        // deltas 1 + .5 * 2 - 1 = 1 and 3 + .5 * 4 - 2 = 3; the first also has .5 * .5 * 3
        assertThat(advantages(new double[] {1, 3}, new double[] {1, 2}, new double[] {2, 4}, -1, -1, 0.5, 0.5))
                .containsExactly(1.75, 3);
    }

    @Test
    void generalizedAdvantages_terminatedInTheMiddle() {
        // the first step ends the episode: neither the value after it nor the next advantage counts, 1 - 1
        assertThat(advantages(new double[] {1, 3}, new double[] {1, 2}, new double[] {2, 4}, 0, -1, 0.5, 0.5))
                .containsExactly(0, 3);
    }

    @Test
    void generalizedAdvantages_truncatedInTheMiddle() {
        // the value after it counts, the next advantage does not: 1 + .5 * 2 - 1
        assertThat(advantages(new double[] {1, 3}, new double[] {1, 2}, new double[] {2, 4}, -1, 0, 0.5, 0.5))
                .containsExactly(1, 3);
    }

    /** With lambda 1 an advantage is the n-step return less the value it started from. */
    @Property(seed = "1")
    void generalizedAdvantages_lambda1(
            @ForAll @Size(4) List<@DoubleRange(min = -2, max = 2) Double> rewards,
            @ForAll @Size(5) List<@DoubleRange(min = -2, max = 2) Double> values) {
        double[] r = rewards.stream().mapToDouble(Double::doubleValue).toArray();
        double[] v = values.stream().mapToDouble(Double::doubleValue).toArray();
        double[] before = Arrays.copyOfRange(v, 0, 4);
        double[] after = Arrays.copyOfRange(v, 1, 5);
        double first = advantages(r, before, after, -1, -1, 0.9, 1)[0];
        assertThat(first).isEqualTo(Returns.nStep(r, 0.9, v[4]) - v[0], within(1e-12));
    }

    @Test
    void generalizedAdvantages_arraysOfOtherLengths_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> advantages(new double[2], new double[1], new double[2], -1, -1, 1, 1))
                .withMessageContaining("as long as the rewards");
    }

    private static double[] advantages(
            double[] r, double[] v, double[] vNext, int terminatedAt, int truncatedAt, double gamma, double lambda) {
        boolean[] terminated = new boolean[r.length];
        boolean[] truncated = new boolean[r.length];
        if (terminatedAt >= 0) {
            terminated[terminatedAt] = true;
        }
        if (truncatedAt >= 0) {
            truncated[truncatedAt] = true;
        }
        return Returns.generalizedAdvantages(r, v, vNext, terminated, truncated, gamma, lambda);
    }
}
