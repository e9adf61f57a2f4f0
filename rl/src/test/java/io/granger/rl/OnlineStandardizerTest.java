package io.granger.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OnlineStandardizerTest {

    @Test
    void standardize_byHand() {
        OnlineStandardizer standardizer = new OnlineStandardizer(2);
        standardizer.observe(new float[] {1, 5});
        standardizer.observe(new float[] {2, 5});
        standardizer.observe(new float[] {3, 5});
        assertThat(standardizer.mean(0)).isEqualTo(2);
        assertThat(standardizer.sd(0)).isEqualTo(1);
        // the second coordinate never varied
        assertThat(standardizer.standardize(new float[] {4, 9})).containsExactly(2, 0);
    }

    @Test
    void standardize_beforeTwoObservations_sdCountsAsOne() {
        OnlineStandardizer standardizer = new OnlineStandardizer(1);
        assertThat(standardizer.standardize(new float[] {3})).containsExactly(3);
        standardizer.observe(new float[] {2});
        assertThat(standardizer.standardize(new float[] {3})).containsExactly(1);
    }

    @Test
    void standardize_farAway_clipped() {
        OnlineStandardizer standardizer = new OnlineStandardizer(1);
        standardizer.observe(new float[] {0});
        standardizer.observe(new float[] {1});
        assertThat(standardizer.standardize(new float[] {1e9f})).containsExactly(10);
        assertThat(standardizer.standardize(new float[] {-1e9f})).containsExactly(-10);
    }

    @Test
    void observe_smallVarianceOnALargeMean_keepsItsDigits() {
        OnlineStandardizer standardizer = new OnlineStandardizer(1);
        for (int i = 0; i < 1000; i++) {
            standardizer.observe(new float[] {16_000_000 + i % 2});
        }
        assertThat(standardizer.sd(0)).isEqualTo(.5, within(1e-3));
    }

    @Test
    void observe_notFinite_refusedUnchanged() {
        OnlineStandardizer standardizer = new OnlineStandardizer(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standardizer.observe(new float[] {1, Float.NaN}))
                .withMessage("feature 1 must be finite, is NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> standardizer.observe(new float[] {1}));
        assertThat(standardizer.count()).isZero();
        assertThat(standardizer.mean(0)).isZero();
    }

    @Property(seed = "1", tries = 200)
    void observe_anyOrder_equalsTwoPasses(
            @ForAll @Size(min = 2, max = 60) List<@FloatRange(min = -1e4f, max = 1e4f) Float> values) {
        OnlineStandardizer standardizer = new OnlineStandardizer(1);
        values.forEach(value -> standardizer.observe(new float[] {value}));
        double mean = values.stream().mapToDouble(Float::doubleValue).sum() / values.size();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        assertThat(standardizer.mean(0)).isEqualTo(mean, within(1e-8));
        assertThat(standardizer.sd(0)).isEqualTo(Math.sqrt(squares / (values.size() - 1)), within(1e-8));
    }

    @Test
    void restore_afterSave_sameBits() {
        OnlineStandardizer standardizer = new OnlineStandardizer(2);
        standardizer.observe(new float[] {.1f, 7});
        standardizer.observe(new float[] {.3f, -2});
        SnapshotWriter to = new SnapshotWriter(9, 1);
        standardizer.save(to);
        OnlineStandardizer restored = OnlineStandardizer.restore(new SnapshotReader(to.finish(), 9, 1), 2);
        float[] x = {.25f, 1};
        assertThat(restored.standardize(x)).containsExactly(standardizer.standardize(x));
        assertThat(restored.count()).isEqualTo(2);
    }

    @Test
    void copy_saysTheSame_andIsNotMovedByWhatComesLater() {
        OnlineStandardizer standardizer = new OnlineStandardizer(1);
        standardizer.observe(new float[] {1});
        standardizer.observe(new float[] {3});
        OnlineStandardizer copy = standardizer.copy();
        standardizer.observe(new float[] {100});

        assertThat(copy.count()).isEqualTo(2);
        assertThat(copy.mean(0)).isEqualTo(2);
        assertThat(copy.sd(0)).isEqualTo(Math.sqrt(2));
        assertThat(copy.standardize(new float[] {2})).containsExactly(0);
    }
}
