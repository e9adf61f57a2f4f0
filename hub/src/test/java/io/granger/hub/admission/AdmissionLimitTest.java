package io.granger.hub.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.admission.AdmissionLimit.Delay;
import org.junit.jupiter.api.Test;

/** The limit, interval by interval, with values by hand. */
class AdmissionLimitTest {
    private final AdmissionLimit limit = new AdmissionLimit();
    private long nowMs = 1_000_000;

    private void delayed(Delay kind, long delayMs) {
        limit.watch(kind, nowMs - delayMs);
        limit.done(kind, nowMs);
    }

    private int take(int priority, int tasks) {
        int taken = 0;
        for (int i = 0; i < tasks; i++) {
            taken += limit.take(priority, nowMs) ? 1 : 0;
        }
        return taken;
    }

    private void answer(int tasks) {
        for (int i = 0; i < tasks; i++) {
            limit.answered(nowMs);
        }
    }

    /** One interval of 100 ms in which so many urgent ones come, and are all answered at its end; the verdict falls after it. */
    private int interval(int tasks, long delayMs) {
        delayed(Delay.OWNER, delayMs);
        int taken = take(1, tasks);
        nowMs += 99;
        answer(taken);
        nowMs += 1;
        return taken;
    }

    /** At rest for a second, then late by 50 ms where 27 are fine, with 2,000 on their way. */
    private void fallBehind() {
        for (int i = 0; i < 10; i++) {
            interval(100, 1);
        }
        interval(2_000, 50);
        interval(2_000, 50);
    }

    @Test
    void keepingUp_takesABurstWhole_andNoMoreUntilSomeHaveTheirAnswer() {
        assertThat(take(1, 3_000)).isEqualTo(2_048);

        answer(5);

        assertThat(take(1, 3_000)).isEqualTo(5);
    }

    @Test
    void lessUrgent_haveATenthLessForEachPriority() {
        assertThat(take(5, 3_000)).isEqualTo(1_228);
        assertThat(take(3, 3_000)).isEqualTo(1_638 - 1_228);
        assertThat(take(1, 3_000)).isEqualTo(2_048 - 1_638);
        assertThat(limit.hasRoom(1, nowMs)).isFalse();
    }

    @Test
    void twoLateIntervals_cutIt_fromTheMostThatWasOnItsWay_byHowMuchTooLate() {
        fallBehind();

        // The delay at rest was 1 ms and has drifted by a hundredth in each of two intervals: 50 / (25 + 2 x 1.0201) =
        // 1.849.
        assertThat(limit.limit(nowMs)).isEqualTo((int) (2_000 * (25 + 2 * 1.0201) / 50));
    }

    @Test
    void muchTooLate_cutsToHalf_butSlightlyTooLate_toNineTenths() {
        interval(2_000, 1);
        interval(2_000, 500);
        interval(2_000, 500);
        assertThat(limit.limit(nowMs)).isEqualTo(1_000);

        for (int i = 0; i < 20; i++) {
            interval(2_000, 1);
        }
        interval(2_000, 28);
        interval(2_000, 28);
        assertThat(limit.limit(nowMs)).isEqualTo(1_800);
    }

    @Test
    void oneLateInterval_isABurst() {
        interval(1_000, 1);
        interval(1_000, 40);
        interval(1_000, 1);

        assertThat(limit.limit(nowMs)).isEqualTo(2_048);
    }

    @Test
    void lateButLessAndLess_isWorkedOff() {
        interval(1_000, 1);
        for (long delayMs = 800; delayMs > 50; delayMs = delayMs * 9 / 10) {
            interval(1_000, delayMs);
        }

        assertThat(limit.limit(nowMs)).isEqualTo(2_048);
    }

    @Test
    void notLateAnyMore_limitRises_fasterWhenNobodyIsRefused() {
        fallBehind();
        double before = 2_000 * (25 + 2 * 1.0201) / 50;

        interval(2_000, 1);
        assertThat(limit.limit(nowMs)).isEqualTo((int) (before * 1.05));

        interval(10, 1);
        assertThat(limit.limit(nowMs)).isEqualTo((int) (before * 1.05 * 1.25));
    }

    @Test
    void lateAgainAndAgain_neverBelowTheLeast() {
        for (int i = 0; i < 100; i++) {
            interval(1_000, i < 3 ? 1 : 500);
        }

        // At rest is what was the rule for long: the least, and a step or two up from it.
        assertThat(limit.limit(nowMs)).isBetween(640, 800);
        assertThat(take(3, 1_000)).isGreaterThanOrEqualTo(512);
    }

    @Test
    void commitsLate_countLikeALateOwner_onTheirOwnScale() {
        for (int i = 0; i < 20; i++) {
            delayed(Delay.COMMIT, i < 10 ? 20 : 240);
            nowMs += 100;
        }
        assertThat(limit.limit(nowMs)).isEqualTo(2_048);

        take(1, 2_000);
        for (int i = 0; i < 2; i++) {
            delayed(Delay.COMMIT, 800);
            nowMs += 100;
        }

        assertThat(limit.limit(nowMs)).isEqualTo(1_000);
    }

    @Test
    void retryAfter_isTheTimeForAllWhoWereRefused() {
        assertThat(limit.retryAfterSeconds()).isEqualTo(1);

        // 452 refused in an interval in which 100 had their answer: 4.52 seconds for each second of them.
        take(1, 2_500);
        nowMs += 50;
        answer(100);
        nowMs += 50;
        answer(100);

        assertThat(limit.retryAfterSeconds()).isEqualTo(5);
    }
}
