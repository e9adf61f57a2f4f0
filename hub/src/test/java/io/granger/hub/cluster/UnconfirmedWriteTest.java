package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.IndeterminateOperationStateException;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Writes whose copy nobody confirms at first, as happens while members join: entries of the bus, and what tasks are. */
class UnconfirmedWriteTest {
    private static final RuntimeException LOST = new IndeterminateOperationStateException("no confirmation");

    private int written;

    /** Writes, at most so many times; each write fails with the next of these, and then none does. */
    private Promise<Void> write(int tries, RuntimeException... failures) {
        Deque<RuntimeException> next = new ArrayDeque<>(List.of(failures));
        Promise<Void> done = Promise.promise();
        RereadingCluster.untilConfirmed(
                tries,
                told -> {
                    written++;
                    var failure = next.pollFirst();
                    if (failure == null) {
                        told.succeed();
                    } else {
                        told.fail(failure);
                    }
                },
                done);
        return done;
    }

    @Test
    void notConfirmedTwice_isWrittenThreeTimes() {
        var done = write(5, LOST, LOST);

        assertThat(done.future().succeeded()).isTrue();
        assertThat(written).isEqualTo(3);
    }

    @Test
    void neverConfirmed_failsAfterTheLastTry() {
        var done = write(3, LOST, LOST, LOST, LOST);

        assertThat(done.future().cause()).isSameAs(LOST);
        assertThat(written).isEqualTo(3);
    }

    @Test
    void failedForAnotherReason_isNotWrittenAgain() {
        var other = new IllegalStateException("another reason");

        assertThat(write(5, other).future().cause()).isSameAs(other);
        assertThat(written).isEqualTo(1);
    }

    private CompletionStage<String> change(RuntimeException... failures) {
        Deque<RuntimeException> next = new ArrayDeque<>(List.of(failures));
        return HazelcastTaskGrid.untilConfirmed(
                () -> {
                    written++;
                    var failure = next.pollFirst();
                    return failure == null
                            ? CompletableFuture.completedFuture("stands")
                            : CompletableFuture.failedFuture(new CompletionException(failure));
                },
                Runnable::run);
    }

    @Test
    void changeOfATask_notConfirmed_isMadeOnceMore() {
        assertThat(change(LOST)).isCompletedWithValue("stands");
        assertThat(written).isEqualTo(2);
    }

    @Test
    void changeOfATask_notConfirmedTwice_isUnknown() {
        assertThat(change(LOST, LOST)).isCompletedExceptionally();
        assertThat(written).isEqualTo(2);
    }

    @Test
    void changeOfATask_failedForAnotherReason_isNotMadeAgain() {
        assertThat(change(new IllegalStateException("another reason"))).isCompletedExceptionally();
        assertThat(written).isEqualTo(1);
    }
}
