package io.granger.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeatureDriftTest {
    private static final float[] NONE = {};

    private static OnlineStandardizer reference(float... values) {
        var seen = new OnlineStandardizer(1);
        for (float value : values) {
            seen.observe(new float[] {value});
        }
        return seen;
    }

    private static FeatureDrift recent(float... values) {
        var drift = new FeatureDrift(1, 100);
        for (float value : values) {
            drift.observe(new float[] {value}, 1, NONE);
        }
        return drift;
    }

    @Test
    void from_byHand() {
        // means 2 and 6, variances 4 (of three, n - 1) and 16 (of two, n): 4 / sqrt(10)
        assertThat(recent(2, 10).from(reference(0, 2, 4))).isEqualTo(4 / Math.sqrt(10), within(1e-12));
    }

    @Test
    void from_theSame_nothing() {
        assertThat(recent(3, 3, 3).from(reference(3, 3))).isZero();
        assertThat(recent().from(reference(3, 3))).isZero();
        assertThat(recent(3).from(reference())).isZero();
    }

    @Test
    void from_whatNeverVaried_countsOnceItMoves() {
        // a category that was never there is there in half of the rows: .5 / sqrt(.25 / 2)
        assertThat(recent(0, 1, 0, 1).from(reference(0, 0, 0))).isEqualTo(.5 / Math.sqrt(.125), within(1e-12));
        assertThat(recent(4, 4).from(reference(3, 3))).isEqualTo(FeatureDrift.MOST);
    }

    @Test
    void from_theFurthestCoordinateCounts_stateThenArm() {
        var seen = new OnlineStandardizer(2);
        seen.observe(new float[] {0}, new float[] {10});
        seen.observe(new float[] {2}, new float[] {12});
        var drift = new FeatureDrift(2, 100);
        drift.observe(new float[] {1, 99}, 1, new float[] {12});
        drift.observe(new float[] {1, 99}, 1, new float[] {14});
        // the second: means 11 and 13, variances 2 and 1
        assertThat(drift.from(seen)).isEqualTo(2 / Math.sqrt(1.5), within(1e-12));
    }

    @Test
    void from_oldRows_areForgotten() {
        var drift = new FeatureDrift(1, 50);
        for (int i = 0; i < 10_000; i++) {
            drift.observe(new float[] {i < 5_000 ? 7 : i % 2}, 1, NONE);
        }
        assertThat(drift.from(reference(0, 1, 0, 1, 0, 1))).isLessThan(.05);
    }

    @Test
    void from_noDrift_staysWithinWhatChanceAlone_does() {
        // 20 coordinates, window 500: the mean of recent rows has a variance of 1 / (2 * 500 - 1); at 5 sigma .158
        var random = new SplittableRandom(11);
        var seen = new OnlineStandardizer(20);
        var drift = new FeatureDrift(20, 500);
        for (int i = 0; i < 20_000; i++) {
            float[] row = new float[20];
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) random.nextDouble();
            }
            seen.observe(row);
            drift.observe(row, 20, NONE);
        }
        assertThat(drift.from(seen)).isLessThan(.158);
    }

    @Test
    void observe_anotherWidth_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureDrift(2, 5).observe(new float[3], 3, NONE))
                .withMessage("features must be 2, are 3");
    }
}
