package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ProbationTest {
    /** Two spokes that are known and one that is new. */
    private static final Situation THREE = Fixtures.steps(
            called("a@1.0.0/extract", 60), called("b@1.0.0/extract", 60), called("new@1.0.0/extract", 2));

    private static CandidateEntry called(String id, int calls) {
        var entry = Fixtures.spoke(id, .9, 1, 0);
        entry.features()[CandidateFeatures.LOG_CALLS] = (float) StrictMath.log1p(calls);
        return entry;
    }

    private static double[] bounded(double... base) {
        Probation.bound(base, THREE);
        return base;
    }

    @Test
    void bound_newcomerAboveAFifth_theOthersGetTheRestInProportion() {
        assertThat(bounded(.3, .1, .6)).containsExactly(new double[] {.6, .2, .2}, within(1e-15));
        assertThat(bounded(.5, .4, .1)).containsExactly(.5, .4, .1);
    }

    @Test
    void bound_newcomerNextToCertain_isStillADistribution() {
        // 1 - (1 - 3e-17) is 0, and 1 - .999999999996 is off by a hundred thousandth of itself
        assertThat(bounded(1e-17, 2e-17, 1)).containsExactly(new double[] {.8 / 3, 1.6 / 3, .2}, within(1e-15));
        assertThat(bounded(0, 4e-12, .999999999996)).containsExactly(new double[] {0, .8, .2}, within(1e-15));
        assertThat(bounded(0, 0, 1)).containsExactly(.4, .4, .2);
        assertThat(bounded(0, Double.MIN_VALUE, 1)).containsExactly(0, .8, .2);
    }

    @Property(tries = 500, seed = "21")
    void bound_whateverTheShares_sumsToOne(
            @ForAll @DoubleRange(min = -40, max = 0) double one,
            @ForAll @DoubleRange(min = -40, max = 0) double other) {
        double a = Math.pow(10, one);
        double b = Math.pow(10, other);
        double sum = 1 + a + b;
        assertThat(Arrays.stream(bounded(a / sum, b / sum, 1 / sum)).sum()).isEqualTo(1, within(1e-12));
    }
}
