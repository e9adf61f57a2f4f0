package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.granger.hub.admission.AdmissionLimit;
import io.granger.hub.admission.PriorityShare;
import io.granger.hub.config.HubConfig;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.store.MemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is refused when the hub is behind, on a stopwatch that the test moves. */
class AdmissionTest {
    private static final long NOW = 1_793_000_000_000L;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicLong nanos = new AtomicLong();
    private final MemoryStore store = new MemoryStore(callbacks -> context.runOnContext(v -> callbacks.run()));

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private HubCore core(String node) throws Exception {
        return on(() -> Future.succeededFuture(new HubCore(
                new HubCore.Given(
                        new BusSurroundings(vertx),
                        HubConfig.defaults(),
                        store,
                        LearningQueue.AT_ONCE,
                        new byte[32],
                        () -> NOW,
                        nanos::get,
                        new Random(node.hashCode()),
                        new HubMetrics(new SimpleMeterRegistry()),
                        node),
                Map.of(),
                name -> Optional.empty())));
    }

    /** Half a second in which the owner thread comes to each probe 90 ms late. */
    private void fallBehind(HubCore core) throws Exception {
        on(() -> {
            for (int i = 0; i < 5; i++) {
                nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
                core.admission().probed();
            }
            return Future.succeededFuture(true);
        });
    }

    private static int taken(HubCore core, int priority) {
        for (int taken = 0; taken < 10_000; taken++) {
            try {
                core.admission().take(priority);
            } catch (ApiError refused) {
                assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
                assertThat(refused.retryAfterSeconds().orElseThrow()).isPositive();
                return taken;
            }
        }
        return 10_000;
    }

    @Test
    void behind_takesLess_theLessUrgentLeast_andAllAgainWhenItCaughtUp() throws Exception {
        var core = core("node");
        int most = taken(core, 1);
        assertThat(most).isEqualTo(AdmissionLimit.MOST);
        fallBehind(core);

        int limit = core.admission().limit();
        assertThat(limit).isLessThan(AdmissionLimit.MOST);
        assertThat(taken(core, 1)).isZero();
        for (int i = 0; i < most; i++) {
            core.admission().untilAnswered(Future::succeededFuture);
        }
        int lowest = taken(core, 5);
        assertThat(lowest).isEqualTo(PriorityShare.of(limit, 5));
        assertThat(taken(core, 1)).isEqualTo(limit - lowest);

        // Three seconds in which it is on time.
        for (int i = 0; i < 300; i++) {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(Admission.PROBE_MS));
            core.admission().probed();
        }
        assertThat(core.admission().limit()).isEqualTo(AdmissionLimit.MOST);
    }

    @Test
    void behindWithFewOnTheirWay_isTheMachine_andRefusesNobody() throws Exception {
        var core = core("node");
        for (int i = 0; i < 10; i++) {
            fallBehind(core);
        }

        assertThat(core.admission().limit()).isEqualTo(AdmissionLimit.LEAST);
        for (int i = 0; i < 10_000; i++) {
            core.admission().take(1);
            core.admission().untilAnswered(Future::succeededFuture);
        }
    }

    @Test
    void takenOn_keepsItsPlaceUntilItsAnswer_alsoWhereThatIsARefusal() throws Exception {
        var core = core("node");
        var refusal = ApiError.of(ErrorCode.NO_CHAIN, "there is none");
        Promise<String> answer = Promise.promise();
        int most = taken(core, 1);

        core.admission().untilAnswered(answer::future);
        assertThat(taken(core, 1)).isZero();
        answer.complete("accepted");
        core.admission().untilAnswered(() -> Future.failedFuture(refusal));
        var thrown = assertThrows(
                ApiError.class,
                () -> core.admission().untilAnswered(() -> {
                    throw refusal;
                }));

        assertThat(most).isEqualTo(AdmissionLimit.MOST);
        assertThat(thrown).isSameAs(refusal);
        assertThat(taken(core, 1)).isEqualTo(3);
    }

    @Test
    void refusals_sayTheSameInTheSameWords_writtenOnce() throws Exception {
        var core = core("node");
        taken(core, 1);

        var first = assertThrows(ApiError.class, () -> core.admission().requireRoom(1));
        var second = assertThrows(ApiError.class, () -> core.admission().take(3));

        assertThat(second.toText()).isSameAs(first.toText());
        assertThat(first.toText())
                .isEqualTo(
                        "{\"error\":{\"code\":\"overloaded\",\"message\":\"more tasks come than the hub can do; try again later\","
                                + "\"retryAfter\":1}}");
    }

    private <T> T on(Supplier<Future<T>> work) throws Exception {
        Promise<T> done = Promise.promise();
        context.runOnContext(v -> {
            try {
                work.get().onComplete(done);
            } catch (RuntimeException e) {
                done.fail(e);
            }
        });
        return done.future().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
