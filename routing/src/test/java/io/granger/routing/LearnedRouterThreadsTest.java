package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.rl.Scores;
import io.granger.rl.bandit.PartsBandit;
import io.granger.routing.simulation.SeededDraws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread learns while others score, save and share: each of them sees what one thread alone would have seen. */
@Timeout(60)
class LearnedRouterThreadsTest {
    private static final int ROWS = 600;
    private static final Situation STEP = Fixtures.random(Level.STEP, new SplittableRandom(1));
    private static final Situation OPTION = Fixtures.random(Level.OPTION, new SplittableRandom(2));

    private static List<ExperienceRow> rows() {
        var random = new SplittableRandom(5);
        var maker = new DecisionMaker(
                Fixtures.routers(Optional.of(LearnedRouter.cold())), new SeededDraws(5), 1, 250, () -> 0);
        var rows = new ArrayList<ExperienceRow>();
        for (int i = 0; i < ROWS; i++) {
            var situation = i % 2 == 0 ? STEP : OPTION;
            var decision = maker.decide(Fixtures.request("d" + i, situation, RoutingMode.RL, Arm.TREATMENT));
            double success = random.nextInt(2);
            rows.add(Fixtures.row(decision, 2 * success - 1, new double[] {success, success, success, 1}, i % 2 == 1));
        }
        return rows;
    }

    private static void learn(LearnedRouter router, ExperienceRow row) {
        if (row.decision().level() == Level.STEP) {
            router.learnStep(row);
        } else {
            router.learnOption(row, Optional.empty());
        }
    }

    @Test
    void judge_whileItLearns_givesTheScoresOfTheRevisionItNames() {
        assertScoresOfTheRevision(0);
    }

    /** Published after every row, after some, after many, where the last lessons of all are published too. */
    @Test
    void judge_whileItLearnsAndPublishes_givesTheScoresOfTheRevisionItNames() {
        assertScoresOfTheRevision(1);
        assertScoresOfTheRevision(7);
        assertScoresOfTheRevision(ROWS);
    }

    private static void assertScoresOfTheRevision(int publishedAfter) {
        var rows = rows();
        var alone = LearnedRouter.cold();
        Map<Long, List<Scores>> known = new HashMap<>();
        known.put(0L, List.of(alone.score(STEP), alone.score(OPTION)));
        for (var row : rows) {
            learn(alone, row);
            known.put(alone.revision(), List.of(alone.score(STEP), alone.score(OPTION)));
        }

        var router = LearnedRouter.cold();
        var learning = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < ROWS; i++) {
                learn(router, rows.get(i));
                if (publishedAfter > 0 && (i + 1 == ROWS || (i + 1) % publishedAfter == 0)) {
                    router.publish();
                }
            }
        });
        do {
            var step = router.judge(STEP);
            var option = router.judge(OPTION);
            assertSame(
                    step.scores(),
                    Objects.requireNonNull(known.get(step.revision())).get(0));
            assertSame(
                    option.scores(),
                    Objects.requireNonNull(known.get(option.revision())).get(1));
        } while (!learning.isDone());
        learning.join();

        assertThat(router.revision()).isEqualTo(ROWS);
        assertSame(router.score(STEP), alone.score(STEP));
        assertSame(router.score(OPTION), alone.score(OPTION));
    }

    @Test
    void judge_published_doesNotWaitForALesson() {
        var router = LearnedRouter.cold();
        router.publish();
        var taken = new CountDownLatch(1);
        var judged = new CountDownLatch(1);
        var lesson = CompletableFuture.runAsync(() -> router.alone(() -> {
            taken.countDown();
            return await(judged);
        }));
        await(taken);
        assertThat(router.judge(STEP).revision()).isZero();
        assertThat(router.score(OPTION).size()).isPositive();
        judged.countDown();
        lesson.join();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void assertSame(Scores scores, Scores expected) {
        assertThat(scores.value()).containsExactly(expected.value());
        assertThat(scores.spread()).containsExactly(expected.spread());
    }

    @Test
    void drainAndState_whileItLearns_knowTheSameRows() {
        var rows = rows();
        var router = LearnedRouter.cold();
        var sharing = router.share("first");
        sharing.startMinute(1);
        var learning = CompletableFuture.runAsync(() -> rows.forEach(row -> learn(router, row)));
        long[] drained = {0};
        do {
            var second = LearnedRouter.cold();
            var ofSecond = second.share("second");
            ofSecond.startMinute(1);
            var state = sharing.alone(() -> {
                sharing.drain().forEach(ofSecond::merge);
                return sharing.state();
            });
            drained[0] += second.revision();
            // options and steps are files of their own; steps are every other row
            var steps = PartsBandit.restore(Objects.requireNonNull(state.get("auto-0/steps")));
            assertThat(2 * steps.revision()).isBetween(drained[0] - 1, drained[0] + 1);
        } while (!learning.isDone());
        learning.join();

        var last = LearnedRouter.cold();
        var ofLast = last.share("last");
        ofLast.startMinute(1);
        sharing.drain().forEach(ofLast::merge);
        assertThat(drained[0] + last.revision()).isEqualTo(ROWS);
    }
}
