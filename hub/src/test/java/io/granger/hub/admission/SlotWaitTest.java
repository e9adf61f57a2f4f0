package io.granger.hub.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Waits are the line before, by the pace at which it moved. */
class SlotWaitTest {
    private final SlotWait wait = new SlotWait();

    @Test
    void expected_steadyPace_isTheLineTimesThePause() {
        wait.began(0);
        for (int at = 100; at <= 60_000; at += 100) {
            wait.served(at);
        }

        // One every 100 ms: with nine before it a newcomer is the tenth.
        assertThat(wait.expectedMs(9, 60_000)).isCloseTo(1000, within(10.0));
    }

    @Test
    void expected_nobodyServedYet_knowsNothing() {
        wait.began(0);

        assertThat(wait.expectedMs(1_000, 30_000)).isZero();
    }

    @Test
    void expected_afterAnIdleHour_isAsItWas() {
        wait.began(0);
        wait.served(1_000);
        wait.ended(1_000);
        double before = wait.expectedMs(4, 1_000);

        wait.began(3_601_000);

        assertThat(before).isPositive();
        assertThat(wait.expectedMs(4, 3_601_000)).isEqualTo(before);
    }

    @Test
    void expected_slotsStopComing_grows() {
        wait.began(0);
        wait.served(1_000);

        // Weights decay by e in 5 s: served 1/e; watched (5 s (1 - 1/e^.2)) / e + 5 s (1 - 1/e).
        double served = 1 / Math.E;
        double watched = 5000 * (1 - Math.exp(-.2)) / Math.E + 5000 * (1 - 1 / Math.E);
        assertThat(wait.expectedMs(0, 6_000)).isCloseTo(watched / served, within(1e-6));
    }
}
