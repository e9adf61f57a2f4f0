package io.granger.hub.load;

import io.granger.hub.config.ConfigLoader;
import io.granger.hub.config.HubConfig;
import io.granger.hub.door.Caller;
import io.granger.hub.door.Operation;
import io.granger.hub.door.TaskDoor;
import io.granger.hub.shape.SpokeShape;
import io.granger.hub.shape.StrictJson;
import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.store.SqliteStore;
import io.granger.hub.store.StoreSettings;
import io.granger.hub.verticle.HubCore;
import io.granger.hub.verticle.HubMetrics;
import io.granger.hub.verticle.LearningQueue;
import io.granger.hub.verticle.Worker;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What does one task cost the hub's owner thread? The real core with its door and its store in one thread, without a bus; processor
 * time, so that a busy machine says the same.
 *
 * <p>Run it with {@code .ci/core [memory|local] [heuristic|rl] [tasks] [eligible N] [spokes N] [open N] [logged 0]}: so many
 * spokes can do the work, so many others are registered, so many other tasks wait for an answer all the while; with {@code logged 0} no
 * row is stored.
 */
public final class CoreLoad {
    private static final int IN_FLIGHT = 256;
    private static final int ELIGIBLE = 4;
    private static final int ROUNDS = 6;
    private static final int SPOKES_A_CAPABILITY = 16;
    private static final String PAD = "x".repeat(200);
    private static final Caller CALLER = Caller.local(Optional.empty());

    private final OneThread thread = new OneThread();
    private final HubStore store;
    private final HubCore core;
    private final Map<String, Operation> door;
    private int turn;
    private int ended;

    private CoreLoad(HubConfig config, Path data, boolean isLogged) {
        store = config.store().durability().equals("memory")
                ? new MemoryStore(thread)
                : SqliteStore.open(
                        data.resolve("hub.db"),
                        new StoreSettings(
                                config.store().batchMaxTasks(), config.store().batchMaxMs()),
                        thread);
        var logged = isLogged ? store : withoutRows(store);
        core = new HubCore(
                new HubCore.Given(
                        thread,
                        config,
                        logged,
                        LearningQueue.AT_ONCE,
                        new byte[32],
                        System::currentTimeMillis,
                        // Of a machine that is late by other work nothing is to be seen here.
                        () -> 0,
                        new Random(1),
                        new HubMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)),
                        "one"),
                Map.of(),
                name -> Optional.empty());
        door = TaskDoor.of(core, config, logged, new Worker(thread), System::currentTimeMillis);
        thread.answer(new JsonObject().put("output", new JsonObject().put("text", PAD)));
    }

    /** Runs the measurement and prints a line a round. */
    public static void main(String... args) throws Exception {
        var durability = args.length > 0 ? args[0] : "memory";
        var mode = args.length > 1 ? args[1] : "heuristic";
        int tasks = args.length > 2 ? Integer.parseInt(args[2]) : 100_000;
        var directory = Files.createTempDirectory("core-load");
        boolean isLogged = !List.of(args).contains("logged");
        var data = Files.createDirectories(directory.resolve("data"));
        var load = new CoreLoad(config(directory, durability, mode), data, isLogged);
        load.register("load", "work", ELIGIBLE, "spoke");
        for (int i = 3; i + 1 < args.length; i += 2) {
            load.beside(args[i], Integer.parseInt(args[i + 1]));
        }
        for (int round = 1; round <= ROUNDS; round++) {
            load.round(round, tasks / ROUNDS);
        }
        load.store.close();
    }

    /** A store that loses the rows it is given. */
    private static HubStore withoutRows(HubStore store) {
        return (HubStore) Proxy.newProxyInstance(
                HubStore.class.getClassLoader(), new Class<?>[] {HubStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("commitForReceipt") && args[0] instanceof Change c) {
                        args[0] = new Change(
                                c.task(),
                                c.insert(),
                                List.of(),
                                List.of(),
                                c.key(),
                                c.settings(),
                                c.audit(),
                                c.policies());
                    }
                    return method.isDefault()
                            ? InvocationHandler.invokeDefault(proxy, method, args)
                            : method.invoke(store, args);
                });
    }

    private static HubConfig config(Path directory, String durability, String mode) throws Exception {
        var conf = directory.resolve("conf");
        var pipelines = Files.createDirectories(conf.resolve("pipelines"));
        var routing = mode.equals("heuristic") ? "{holdout: 0}" : "{holdout: 0, mode: canary, share: 1}";
        Files.writeString(conf.resolve("granger.yaml"), """
            data: %s
            store: {durability: %s}
            spokes: {leaseMs: 600000, heartbeatMs: 2000}
            tasks: {maxOpen: 1000000, maxQueued: 100000}
            routing: %s
            """.formatted(directory.resolve("data"), durability, routing));
        for (var name : new String[] {"work", "wait"}) {
            Files.writeString(pipelines.resolve(name + ".yaml"), """
                name: %s
                version: 1.0.0
                accepts: text/plain
                features: [{name: f0, kind: numeric}, {name: f1, kind: numeric}, {name: f2, kind: numeric}, {name: f3, kind: numeric}]
                alternatives: [[%s]]
                """.formatted(name, name));
        }
        return ConfigLoader.load(conf);
    }

    private void register(String name, String capability, int spokes, String address) {
        for (int i = 0; i < spokes; i++) {
            core.desk()
                    .register(SpokeShape.read(
                            new JsonObject()
                                    .put("name", name + i)
                                    .put("version", "1.0.0")
                                    .put("address", address + "." + name + i)
                                    .put("concurrency", 10_000)
                                    .put(
                                            "capabilities",
                                            new JsonArray()
                                                    .add(new JsonObject()
                                                            .put("name", capability)
                                                            .put("accepts", "text/plain")
                                                            .put("produces", "text/plain")
                                                            .put("expectedMs", 5)
                                                            .put("effects", "none"))),
                            ""));
        }
    }

    /** What is there all the while and should cost nothing. */
    private void beside(String what, int count) {
        switch (what) {
            case "logged" -> {
                // The store was made so.
            }
            case "eligible" -> register("more", "work", count - ELIGIBLE, "spoke");
            case "spokes" -> {
                for (int i = 0; i < count; i += SPOKES_A_CAPABILITY) {
                    register("other" + i + "x", "other" + i, Math.min(SPOKES_A_CAPABILITY, count - i), "silent");
                }
            }
            case "open" -> {
                register("waits", "wait", SPOKES_A_CAPABILITY, "silent");
                for (int i = 0; i < count; i++) {
                    var unused = door("tasks.submit").apply(task("wait"), CALLER);
                    if (i % IN_FLIGHT == 0) {
                        settle();
                    }
                }
                settle();
            }
            default -> throw new IllegalArgumentException("spokes N, eligible N or open N, got " + what);
        }
    }

    /** Until all that was said is stored. */
    private void settle() {
        var stored = new boolean[1];
        store.commit(Change.NONE, e -> stored[0] = true);
        thread.runUntil(() -> stored[0]);
    }

    private void round(int round, int tasks) {
        var cpu = new CpuByThread();
        long start = System.nanoTime();
        int before = ended;
        for (int i = 0; i < IN_FLIGHT; i++) {
            one(before + tasks);
        }
        thread.runUntil(() -> ended >= before + tasks + IN_FLIGHT - 1);
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        System.out.printf(
                Locale.ROOT,
                "round %d: %,d tasks, %,d open, %,.0f a second; processor time a task %s%n",
                round,
                ended - before,
                core.runner().openCount(),
                (ended - before) / seconds,
                cpu.perOperation(ended - before));
    }

    private void one(int upTo) {
        door("tasks.submit")
                .apply(StrictJson.check(task("work")), CALLER)
                .compose(accepted -> door("tasks.await")
                        .apply(
                                StrictJson.check(new JsonObject()
                                        .put("taskId", accepted.getString("taskId"))
                                        .put("waitMs", 30_000)),
                                CALLER))
                .onComplete(view -> {
                    if (view.failed() || !view.result().getString("state").equals("completed")) {
                        throw new IllegalStateException("a task was not done: " + view);
                    }
                    ended++;
                    if (ended < upTo) {
                        thread.execute(() -> one(upTo));
                    }
                });
    }

    private Operation door(String operation) {
        return Objects.requireNonNull(door.get(operation), operation);
    }

    private JsonObject task(String pipeline) {
        int n = turn++;
        return new JsonObject()
                .put("pipeline", pipeline)
                .put("input", new JsonObject().put("text", PAD).put("n", n))
                .put(
                        "features",
                        new JsonObject()
                                .put("f0", n % 7)
                                .put("f1", n % 3)
                                .put("f2", n % 11)
                                .put("f3", n % 2));
    }
}
