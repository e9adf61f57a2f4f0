package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.config.HubConfig;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.TaskShape;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.task.TaskState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
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

    private static Future<TaskState> submit(HubCore core) {
        var task = TaskShape.read(
                new JsonObject().put("steps", "absent").put("wait", true).put("input", new JsonObject()));
        return core.runner()
                .submit(core.intake().spec(task, Optional.empty()), JsonPayload.of(task.input()), Optional.empty());
    }

    private HubCore with(int openTasks) throws Exception {
        var core = core("node");
        for (int i = 0; i < openTasks; i++) {
            on(() -> submit(core));
        }
        return core;
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
                core.admission().require(priority);
            } catch (ApiError refused) {
                assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
                assertThat(refused.retryAfterSeconds().orElseThrow()).isPositive();
                return taken;
            }
        }
        return 10_000;
    }

    @Test
    void behindWithManyOpenTasks_refuses_theLessUrgentFirst_andTakesAgainWhenItCaughtUp() throws Exception {
        var core = with(Admission.CALM_OPEN);
        on(() -> Future.succeededFuture(taken(core, 3)));
        fallBehind(core);

        assertThat(core.admission().limitPerSecond()).isFinite();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
        int lowest = taken(core, 5);
        int urgent = taken(core, 1);
        assertThat(lowest).isLessThan(10_000);
        // A fifth of the bucket was there for priority 5, the rest for priority 1.
        assertThat(urgent).isGreaterThan(2 * lowest);

        // Three seconds in which it is on time.
        for (int i = 0; i < 300; i++) {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(Admission.PROBE_MS));
            core.admission().probed();
        }
        assertThat(core.admission().limitPerSecond()).isInfinite();
    }

    @Test
    void behindWithFewOpenTasks_isTheMachine_andRefusesNobody() throws Exception {
        var core = with(3);
        fallBehind(core);
        fallBehind(core);

        assertThat(taken(core, 5)).isEqualTo(10_000);
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
