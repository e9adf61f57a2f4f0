package io.granger.hub.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.hub.admission.AdmissionLimit.Delay;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The limit, interval by interval, with values by hand. */
class AdmissionLimitTest {
    private final AdmissionLimit limit = new AdmissionLimit();
    private long nowMs = 1_000_000;

    private void delayed(Delay kind, long delayMs) {
        limit.watch(kind, nowMs - delayMs);
        limit.done(kind, nowMs);
    }

    /** One interval of 100 ms with so many tasks at its start, and this delay; the verdict falls at its end. */
    private int interval(int tasks, long delayMs) {
        int taken = 0;
        delayed(Delay.OWNER, delayMs);
        for (int i = 0; i < tasks; i++) {
            taken += limit.take(3, nowMs) ? 1 : 0;
        }
        nowMs += 100;
        return taken;
    }

    /** Ten intervals at rest, then three late ones, each with 100 tasks: 1,000 a second is what the hub can do. */
    private void fallBehind() {
        for (int i = 0; i < 10; i++) {
            interval(100, 1);
        }
        assertThat(limit.perSecond(nowMs)).isEmpty();
        interval(100, 40);
        interval(100, 40);
        interval(100, 40);
    }

    @Test
    void twoLateIntervals_limitIsNineTenthsOfWhatWasTaken() {
        fallBehind();

        assertThat(limit.perSecond(nowMs).orElseThrow()).isCloseTo(900, within(1e-9));
    }

    @Test
    void oneLateInterval_isABurst() {
        for (int i = 0; i < 10; i++) {
            interval(100, 1);
        }
        interval(100, 40);
        interval(100, 1);

        assertThat(limit.perSecond(nowMs)).isEmpty();
    }

    @Test
    void limitInForce_bucketHoldsFiftyMilliseconds_minusTheReserveOfThePriority() {
        fallBehind();
        nowMs += 1_000;

        // 45 tokens; priority 3 leaves 2/5 of them: 27 may be taken. The urgent get the rest.
        int taken = 0;
        while (taken < 100 && limit.take(3, nowMs)) {
            taken++;
        }
        int urgent = 0;
        while (urgent < 100 && limit.take(1, nowMs)) {
            urgent++;
        }
        assertThat(taken + urgent).isBetween(45, 46);
        assertThat(urgent).isBetween(18, 19);
        assertThat(limit.take(5, nowMs)).isFalse();
    }

    @Test
    void notLateAnyMore_limitRises_fasterWhenNobodyIsRefused() {
        fallBehind();
        double before = limit.perSecond(nowMs).orElseThrow();

        interval(200, 1);
        double afterRefusals = limit.perSecond(nowMs).orElseThrow();
        interval(0, 1);

        // By shares of the 1,000 that were too much.
        assertThat(afterRefusals).isCloseTo(before + 30, within(1e-9));
        assertThat(limit.perSecond(nowMs).orElseThrow()).isCloseTo(before + 30 + 100, within(1e-9));
    }

    @Test
    void tenIntervalsWithoutARefusal_liftIt() {
        fallBehind();
        nowMs += 50;

        for (int i = 0; i < 10; i++) {
            interval(1, 1);
        }

        assertThat(limit.perSecond(nowMs)).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void lateAgain_fallsOnAndOn_neverBelowTheLeast() {
        fallBehind();
        for (int i = 0; i < 7; i++) {
            // Whatever was taken lately is forgotten after five intervals.
            interval(0, 40);
        }
        // Two cuts of a tenth: the limit before counts no less than half, however little was taken meanwhile.
        assertThat(limit.perSecond(nowMs).orElseThrow()).isLessThanOrEqualTo(900 * .5 * .9);

        for (int i = 0; i < 100; i++) {
            interval(0, 40);
        }

        // At rest is what was the rule for long: the least, and a step or two up from it.
        assertThat(limit.perSecond(nowMs).orElseThrow()).isBetween(20.0, 25.0);
    }

    @Test
    void commitsLate_countLikeALateOwner_onTheirOwnScale() {
        for (int i = 0; i < 20; i++) {
            delayed(Delay.COMMIT, i < 10 ? 20 : 240);
            limit.take(3, nowMs);
            nowMs += 100;
        }
        assertThat(limit.perSecond(nowMs)).isEmpty();

        for (int i = 0; i < 3; i++) {
            delayed(Delay.COMMIT, 800);
            limit.take(3, nowMs);
            nowMs += 100;
        }

        assertThat(limit.perSecond(nowMs)).isPresent();
    }

    @Test
    void retryAfter_isTheTimeForAllWhoWereRefused() {
        fallBehind();
        // 45 tokens are there after a second, of which priority 3 leaves 2/5: 473 of 500 in a tenth of a second are
        // refused.
        nowMs += 1_000;
        interval(500, 1);

        assertThat(limit.retryAfterSeconds()).isBetween(5L, 6L);
        assertThat(new AdmissionLimit().retryAfterSeconds()).isEqualTo(1);
    }
}
