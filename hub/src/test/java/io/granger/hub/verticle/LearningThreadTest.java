package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LearningThreadTest {
    private final LearningThread queue = new LearningThread();

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void catchUp_returnsWhenAllIsDone_inTheOrderGiven() {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int lesson = i;
            queue.add(() -> done.add(lesson));
        }
        queue.catchUp();
        assertThat(done).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
    }

    @Test
    void add_byNobodyWaitedFor_isDoneByAnotherThread() throws Exception {
        var done = new CountDownLatch(1);
        var by = new Thread[1];
        queue.add(() -> {
            by[0] = Thread.currentThread();
            done.countDown();
        });
        done.await();
        assertThat(by[0]).isNotSameAs(Thread.currentThread());
    }

    @Test
    void add_afterItFellAsleep_wakesIt() throws Exception {
        var begun = new CountDownLatch(1);
        queue.add(begun::countDown);
        begun.await();
        while (queue.thread().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        var again = new CountDownLatch(1);
        queue.add(again::countDown);
        again.await();
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void add_moreThanItCanDo_neverLetsMoreWait() {
        for (int i = 0; i < 20 * LearningThread.WAITING_MAX; i++) {
            queue.add(() -> {
                for (int spin = 0; spin < 100; spin++) {
                    Thread.onSpinWait();
                }
            });
            assertThat(queue.waiting()).isLessThanOrEqualTo(LearningThread.WAITING_MAX);
        }
    }

    @Test
    void afterSeveral_followsTheLast_andIsNotDoneForEach() {
        var lessons = new AtomicInteger();
        List<Integer> after = new ArrayList<>();
        queue.afterSeveral(() -> after.add(lessons.get()));
        int all = 10 * LearningThread.SEVERAL;
        var full = new CountDownLatch(1);
        queue.add(() -> {
            lessons.incrementAndGet();
            awaitUninterruptibly(full);
        });
        for (int i = 1; i < LearningThread.WAITING_MAX; i++) {
            queue.add(lessons::incrementAndGet);
        }
        full.countDown();
        for (int i = LearningThread.WAITING_MAX; i < all; i++) {
            queue.add(lessons::incrementAndGet);
        }
        queue.catchUp();
        assertThat(after).last().isEqualTo(all);
        assertThat(after.getFirst()).isEqualTo(LearningThread.SEVERAL);
        queue.catchUp();
        assertThat(after).last().isEqualTo(all);
        assertThat(after).doesNotHaveDuplicates();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void close_doesWhatWaits_endsTheThread_andFromThenOnEverythingIsDoneAtOnce() throws Exception {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int lesson = i;
            queue.add(() -> done.add(lesson));
        }
        queue.close();
        assertThat(done).hasSize(100);
        queue.add(() -> done.add(100));
        assertThat(done).hasSize(101);
        queue.thread().join();
        assertThat(queue.thread().isAlive()).isFalse();
    }
}
