package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.config.HubConfig;
import io.granger.hub.shape.SpokeShape;
import io.granger.hub.shape.TaskShape;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.task.TaskState;
import io.granger.hub.task.TaskStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slots over a restart: what another hub, or this one before, had in flight was never in this hub's count. */
class CreditsTest {
    private static final long NOW = 1_793_000_000_000L;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
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
                        () -> 0,
                        new Random(node.hashCode()),
                        new HubMetrics(new SimpleMeterRegistry()),
                        node),
                Map.of(),
                name -> Optional.empty())));
    }

    private static void register(HubCore core) {
        var can = new JsonObject().put("name", "work").put("accepts", "*/*").put("produces", "*/*");
        core.desk()
                .register(SpokeShape.read(
                        new JsonObject()
                                .put("name", "narrow")
                                .put("version", "1.0.0")
                                .put("address", "spoke.narrow")
                                .put("concurrency", 1)
                                .put("capabilities", new JsonArray().add(can)),
                        "owner"));
    }

    private static Future<TaskState> submit(HubCore core) {
        var task = TaskShape.read(new JsonObject().put("steps", "work").put("input", new JsonObject()));
        return core.runner()
                .submit(core.intake().spec(task, Optional.empty()), JsonPayload.of(task.input()), Optional.empty());
    }

    @Test
    void taskOfBefore_takenOver_givesBackNoSlotOfNow() throws Exception {
        vertx.eventBus().consumer("spoke.narrow", call -> {});
        var before = core("before");
        var after = core("after");
        var left = on(() -> {
            register(before);
            return submit(before);
        });
        assertThat(left.status()).isEqualTo(TaskStatus.RUNNING);

        // The spoke is back and busy before what was left is taken up.
        on(() -> {
            register(after);
            return submit(after);
        });
        on(() -> {
            after.runner().resume(left);
            return Future.succeededFuture(true);
        });
        var taken = on(() -> after.runner().await(left.spec().taskId(), 1)).orElseThrow();

        assertThat(taken.epoch()).isEqualTo(2);
        assertThat(taken.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(after.inFlight()).isEqualTo(1);
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
