package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When the writer waits for company, and how long. */
class BatchPaceTest {

    private final BatchPace pace = new BatchPace(new StoreSettings(256, 2));

    @Test
    void waitNanos_fewTwiceInARow_isNothing() {
        assertThat(pace.waitNanos(1, 0, 0, 300_000)).isZero();
        assertThat(pace.waitNanos(1, 0, 7, 300_000)).isZero();
    }

    @Test
    void waitNanos_fewerThanLastTime_isAnEighthOfTheLastCommit() {
        assertThat(pace.waitNanos(1, 0, 20, 400_000)).isEqualTo(50_000);
        assertThat(pace.waitNanos(19, 30_000, 20, 400_000)).isEqualTo(20_000);
        assertThat(pace.waitNanos(19, 50_000, 20, 400_000)).isZero();
    }

    @Test
    void waitNanos_asManyAsLastTime_isNothing() {
        assertThat(pace.waitNanos(20, 0, 20, 300_000)).isZero();
        assertThat(pace.waitNanos(8, 0, 1, 300_000)).isZero();
        assertThat(pace.waitNanos(256, 0, 256, 300_000)).isZero();
    }

    @Test
    void waitNanos_slowDisk_isTheSetting() {
        assertThat(pace.waitNanos(10, 0, 100, 40_000_000)).isEqualTo(2_000_000);
        assertThat(new BatchPace(new StoreSettings(256, 0)).waitNanos(10, 0, 100, 40_000_000))
                .isZero();
    }
}
