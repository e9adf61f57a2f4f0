package io.granger.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ActionDistributionTest {

    @Test
    void pick_boundariesOfIntervals() {
        ActionDistribution distribution = ActionDistribution.of(new double[] {.25, .5, .25});
        assertThat(distribution.pick(0)).isEqualTo(0);
        assertThat(distribution.pick(.2499)).isEqualTo(0);
        assertThat(distribution.pick(.25)).isEqualTo(1);
        assertThat(distribution.pick(.7499)).isEqualTo(1);
        assertThat(distribution.pick(.75)).isEqualTo(2);
        assertThat(distribution.pick(Math.nextDown(1.0))).isEqualTo(2);
    }

    @Test
    void pick_probabilityZero_neverPicked() {
        ActionDistribution distribution = ActionDistribution.of(new double[] {0, 1 - 5e-10, 0});
        assertThat(distribution.pick(0)).isEqualTo(1);
        assertThat(distribution.pick(Math.nextDown(1.0))).isEqualTo(1);
    }

    @Test
    void withFloor_byHand() {
        ActionDistribution floored =
                ActionDistribution.of(new double[] {1, 0, 0, 0}).withFloor(.02);
        assertThat(floored.toArray()).containsExactly(new double[] {.985, .005, .005, .005}, within(1e-15));
    }

    @Test
    void entropy_certainAndUniform() {
        assertThat(ActionDistribution.certain(3, 1).entropy()).isZero();
        assertThat(ActionDistribution.uniform(4).entropy()).isEqualTo(Math.log(4), within(1e-15));
    }

    @Test
    void of_badProbabilities_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ActionDistribution.of(new double[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActionDistribution.of(new double[] {1.5, -.5}))
                .withMessage("probability 1 must be at least 0, is -0.5");
        assertThatIllegalArgumentException().isThrownBy(() -> ActionDistribution.of(new double[] {Double.NaN, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> ActionDistribution.of(new double[] {.5, .5 + 2e-9}));
        assertThat(ActionDistribution.of(new double[] {.5, .5 + 5e-10}).size()).isEqualTo(2);
    }

    @Test
    void pick_badDraw_refused() {
        ActionDistribution distribution = ActionDistribution.uniform(2);
        assertThatIllegalArgumentException().isThrownBy(() -> distribution.pick(1));
        assertThatIllegalArgumentException().isThrownBy(() -> distribution.pick(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> distribution.pick(-.1));
    }

    @Test
    void toArray_changed_distributionStays() {
        double[] given = {.5, .5};
        ActionDistribution distribution = ActionDistribution.of(given);
        given[0] = 9;
        distribution.toArray()[1] = 9;
        assertThat(distribution).isEqualTo(ActionDistribution.uniform(2));
    }

    @Property(seed = "1", tries = 300)
    void withFloor_sumsToOneAndKeepsTheFloor(
            @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = 0, max = 10) Double> weights,
            @ForAll @DoubleRange(min = 0, max = 1) double eps) {
        double[] floored =
                ActionDistribution.of(normalised(weights)).withFloor(eps).toArray();
        assertThat(Arrays.stream(floored).sum()).isEqualTo(1, within(1e-12));
        assertThat(Arrays.stream(floored).min().orElseThrow()).isGreaterThanOrEqualTo(eps / weights.size() - 1e-15);
    }

    @Property(seed = "1", tries = 300)
    void pick_isTheInverseOfTheCumulativeDistribution(
            @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = 0, max = 10) Double> weights,
            @ForAll @DoubleRange(min = 0, max = .999999) @Scale(6) double u) {
        double[] p = normalised(weights);
        int picked = ActionDistribution.of(p).pick(u);
        double below = 0;
        for (int i = 0; i < picked; i++) {
            below += p[i];
        }
        assertThat(p[picked]).isPositive();
        assertThat(u).isBetween(below - 1e-12, below + p[picked] + 1e-12);
    }

    private static double[] normalised(List<Double> weights) {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        double[] p = new double[weights.size()];
        for (int i = 0; i < p.length; i++) {
            p[i] = sum > 1e-9 ? weights.get(i) / sum : 1.0 / p.length;
        }
        return p;
    }
}
