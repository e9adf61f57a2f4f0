package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.config.ConfigLoader;
import io.granger.hub.config.HubConfig;
import io.granger.hub.shape.SpokeShape;
import io.granger.hub.shape.TaskShape;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.task.TaskState;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same secret, clock, ids and spokes: what a shadow changes in the routes, which is nothing. */
class SameSeedTest {
    private static final long NOW = 1_793_000_000_000L;
    private static final int TASKS = 60;

    @TempDir
    Path directory;

    @Test
    void shadow_leavesEveryDecisionAsItWas() throws Exception {
        var without = routes("heuristic");
        var with = routes("shadow");

        assertThat(with).hasSizeGreaterThan(3 * TASKS);
        assertThat(with.stream().map(SameSeedTest::route).toList())
                .isEqualTo(without.stream().map(SameSeedTest::route).toList());
        assertThat(without).allMatch(d -> d.shadow().isEmpty());
        assertThat(with).allMatch(d -> d.shadow().isPresent());
        // A shadow that always agreed would prove little.
        assertThat(with).anyMatch(d -> d.shadow().orElseThrow().chosen() != d.chosen());
    }

    @Test
    void policy_decidesOtherwise() throws Exception {
        assertThat(routes("canary").stream().map(SameSeedTest::route).toList())
                .isNotEqualTo(
                        routes("heuristic").stream().map(SameSeedTest::route).toList());
    }

    private static String route(Decision d) {
        return d.decisionId() + " " + d.level() + " " + d.chosenEntry().id() + " " + d.propensity() + " " + d.draw()
                + " " + d.policy() + " "
                + d.candidates().stream().map(CandidateEntry::probability).toList();
    }

    /** All decisions of some tasks that run one after the other. */
    private List<Decision> routes(String mode) throws Exception {
        var vertx = Vertx.vertx();
        try {
            var context = vertx.getOrCreateContext();
            var store = new MemoryStore(callbacks -> context.runOnContext(v -> callbacks.run()));
            var core = on(context, () -> Future.succeededFuture(core(vertx, store, config(mode))));
            on(context, () -> {
                List.of("a", "b", "c").forEach(name -> spoke(vertx, core, name));
                return Future.succeededFuture(true);
            });
            var decisions = new ArrayList<Decision>();
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                var ended = on(context, () -> run(core, number));
                store.rows(ended.spec().taskId()).stream()
                        .map(ExperienceRow::decision)
                        .forEach(decisions::add);
            }
            return decisions;
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private HubConfig config(String mode) {
        try {
            var conf = Files.createDirectories(directory.resolve(mode));
            Files.writeString(
                    conf.resolve("granger.yaml"),
                    "data: " + directory.resolve("data") + "\nrouting: {mode: " + mode + ", share: 1, holdout: 0}\n"
                            + "retry: {maxAttempts: 2, backoffMs: 1, backoffMaxMs: 1, budgetShare: 1}\n");
            return ConfigLoader.load(conf);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static HubCore core(Vertx vertx, MemoryStore store, HubConfig config) {
        return new HubCore(
                new HubCore.Given(
                        new BusSurroundings(vertx),
                        config,
                        store,
                        LearningQueue.AT_ONCE,
                        new byte[32],
                        () -> NOW,
                        () -> 0,
                        new Random(5),
                        new HubMetrics(new SimpleMeterRegistry()),
                        "node"),
                Map.of(),
                name -> Optional.empty());
    }

    /** A spoke that fails by the number of the task. */
    private static void spoke(Vertx vertx, HubCore core, String name) {
        vertx.eventBus().<JsonObject>consumer("spoke." + name, message -> {
            int number = message.body().getJsonObject("input").getInteger("number");
            boolean fails = (number + name.charAt(0)) % 4 == 0;
            message.reply(
                    fails
                            ? new JsonObject().put("error", new JsonObject().put("class", "internal"))
                            : new JsonObject()
                                    .put("output", new JsonObject().put("number", number))
                                    .put("quality", (name.charAt(0) - 'a') / 2.0));
        });
        var can = new JsonObject().put("accepts", "*/*").put("produces", "*/*");
        core.desk()
                .register(SpokeShape.read(
                        new JsonObject()
                                .put("name", name)
                                .put("version", "1.0.0")
                                .put("address", "spoke." + name)
                                .put(
                                        "capabilities",
                                        new JsonArray()
                                                .add(can.copy().put("name", "read"))
                                                .add(can.copy().put("name", "sum"))),
                        "owner"));
    }

    private static Future<TaskState> run(HubCore core, int number) {
        var task = TaskShape.read(
                new JsonObject().put("steps", "read | sum").put("input", new JsonObject().put("number", number)));
        var spec = core.intake().spec(task, Optional.empty());
        return core.runner()
                .submit(spec, JsonPayload.of(task.input()), Optional.empty())
                .compose(accepted -> core.runner().await(spec.taskId(), 20_000))
                .map(Optional::orElseThrow);
    }

    private static <T> T on(Context context, Supplier<Future<T>> work) throws Exception {
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
