package io.granger.hub.simulation;

import io.granger.hub.config.ConfigLoader;
import io.granger.hub.config.HubConfig;
import io.granger.hub.door.Caller;
import io.granger.hub.door.Operation;
import io.granger.hub.door.RolloutDoor;
import io.granger.hub.door.TaskDoor;
import io.granger.hub.shape.SpokeShape;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.train.EvaluateWork;
import io.granger.hub.train.GateReport;
import io.granger.hub.train.GateRules;
import io.granger.hub.train.Imports;
import io.granger.hub.train.PolicyFolder;
import io.granger.hub.train.SnapshotQuery;
import io.granger.hub.train.Snapshots;
import io.granger.hub.train.TrainingProgress;
import io.granger.hub.verticle.HubCore;
import io.granger.hub.verticle.HubMetrics;
import io.granger.hub.verticle.LearningQueue;
import io.granger.hub.verticle.Surroundings;
import io.granger.hub.verticle.Worker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * One hub's core in virtual time, with spokes that are quick as often as they are told to: everything from a row to the verdict of a
 * rollout is the product's, only the spokes, the clock and the store's disk are not.
 */
final class RolloutWorld {
    /** Half of all choices are even, so that a log of so few tasks can judge other policies. */
    private static final double FLOOR = .5;

    private static final long TASK_MICROS = 10_000;
    private static final long QUICK_MICROS = 2_000;

    /** Twice what is expected: worth nothing as far as latency goes. No other spoke could make up for it. */
    private static final long LATE_MICROS = 200_000;

    private static final long TICK_MICROS = 500_000;
    private static final String CONF = """
            data: %s
            routing: {heuristic: fixed-order}
            exploration: {floor: %s}
            policy: {online: none}
            rollout: {stages: [0.2, 0.5], minKeys: 100}
            gate: {minEss: 200}
            spokes: {leaseMs: 600000}
            tasks: {deadlineMs: 300000}
            """;
    private static final String PIPELINE = """
            name: work
            version: 1.0.0
            accepts: text/plain
            features: [{name: kind, kind: numeric}]
            alternatives:
              - [work]
            """;

    private final Path directory;
    private final VirtualTime time = new VirtualTime();
    private final MemoryStore store = new MemoryStore(callbacks -> time.after(0, callbacks));
    private final Map<String, Double> quick = new HashMap<>();
    private final SplittableRandom luck;
    private final HubConfig config;
    private final HubCore core;
    private final Map<String, Operation> operations = new HashMap<>();
    private int submitted;

    /** A hub on a directory of its own, with spokes by name and how often each is quick. */
    RolloutWorld(Path directory, long seed, Map<String, Double> spokes) throws IOException {
        this.directory = directory;
        this.luck = new SplittableRandom(seed);
        this.config = config();
        var surroundings = new Around();
        var worker = new Worker(surroundings);
        core = new HubCore(
                new HubCore.Given(
                        surroundings,
                        config,
                        store,
                        LearningQueue.AT_ONCE,
                        Long.toString(seed)
                                .repeat(32)
                                .substring(0, 32)
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        time::nowMs,
                        () -> 0,
                        new Random(seed),
                        new HubMetrics(new SimpleMeterRegistry()),
                        "node"),
                Map.of(),
                name -> Optional.empty());
        core.offer(folder(), worker, version -> {});
        operations.putAll(TaskDoor.of(core, config, store, worker, time::nowMs));
        operations.putAll(RolloutDoor.of(core, config, store, worker, time::nowMs));
        quick.putAll(spokes);
        spokes.keySet().forEach(this::register);
        tick();
    }

    private HubConfig config() throws IOException {
        var conf = directory.resolve("conf");
        Files.createDirectories(conf.resolve("pipelines"));
        Files.writeString(conf.resolve("granger.yaml"), CONF.formatted(directory.resolve("data"), FLOOR));
        Files.writeString(conf.resolve("pipelines/work.yaml"), PIPELINE);
        return ConfigLoader.load(conf);
    }

    private final class Around implements Surroundings {
        @Override
        public long after(long delayMs, Runnable task) {
            return time.after(delayMs * 1_000, task);
        }

        @Override
        public void cancel(long timer) {
            time.cancel(timer);
        }

        @Override
        public Future<Object> ask(String address, JsonObject message, long timeoutMs) {
            Promise<Object> answer = Promise.promise();
            boolean isQuick = luck.nextDouble() < Objects.requireNonNull(quick.get(address));
            var output = new JsonObject().put("output", new JsonObject().put("text", "done"));
            time.after(isQuick ? QUICK_MICROS : LATE_MICROS, () -> answer.complete(output));
            return answer.future();
        }

        @Override
        public void publish(String address, Supplier<JsonObject> event) {}

        @Override
        public <T> Future<T> blocking(Callable<T> work) {
            Promise<T> done = Promise.promise();
            time.after(1, () -> {
                try {
                    done.complete(work.call());
                } catch (Exception e) {
                    done.fail(e);
                }
            });
            return done.future();
        }
    }

    private void register(String name) {
        core.desk()
                .register(SpokeShape.read(
                        new JsonObject()
                                .put("name", name)
                                .put("version", "1.0.0")
                                .put("address", name)
                                .put("concurrency", 1_000)
                                .put(
                                        "capabilities",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("name", "work")
                                                        .put("accepts", "*/*")
                                                        .put("produces", "*/*")
                                                        .put("expectedMs", 100)
                                                        .put("effects", "none"))),
                        "owner"));
    }

    private void tick() {
        time.after(TICK_MICROS, () -> {
            core.tick();
            tick();
        });
    }

    /** From now on this spoke is quick so often. */
    void become(String spoke, double often) {
        quick.put(spoke, often);
    }

    /** One task for each of so many new keys, of a kind that is told anew for each. */
    void run(int tasks, Supplier<Integer> kind) {
        for (int i = 0; i < tasks; i++) {
            var task = new JsonObject()
                    .put("pipeline", "work")
                    .put("preset", "speed")
                    .put("key", "key-" + submitted++)
                    .put("input", new JsonObject().put("text", "in"))
                    .put("features", new JsonObject().put("kind", kind.get()));
            done(ask("tasks.submit", task));
            pass(TASK_MICROS);
        }
    }

    private void pass(long micros) {
        long until = time.nowMicros() + micros;
        while (time.step(until)) {
            // everything that is due happens
        }
    }

    private Future<JsonObject> ask(String operation, JsonObject body) {
        try {
            return Objects.requireNonNull(operations.get(operation)).apply(body, Caller.local(Optional.empty()));
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    private JsonObject done(Future<JsonObject> asked) {
        for (int i = 0; i < 1_000 && !asked.isComplete(); i++) {
            pass(100);
        }
        if (asked.failed()) {
            throw asked.cause() instanceof RuntimeException e ? e : new IllegalStateException(asked.cause());
        }
        return asked.result();
    }

    PolicyFolder folder() {
        return new PolicyFolder(policies());
    }

    Path policies() {
        return directory.resolve("data/policies");
    }

    /** All rows there are, as a snapshot on disk. */
    Path snapshot() throws IOException {
        var snapshots = directory.resolve("data/snapshots");
        var imports = new Imports(directory.resolve("data/imports"));
        return new Snapshots(snapshots, store, Optional::empty, imports)
                .take(SnapshotQuery.ALL)
                .file();
    }

    /** Judges a version by all there is; what the gate says. How long a decision takes is no matter here. */
    GateReport evaluate(String version) throws IOException {
        var gate = config.gate();
        EvaluateWork.run(
                new EvaluateWork.Request(
                        snapshot(),
                        policies(),
                        version,
                        "heuristic",
                        Optional.empty(),
                        config.routing().heuristic(),
                        FLOOR,
                        new GateRules(gate.margin(), gate.minEss(), gate.segmentMargin(), gate.maxCensored(), 1e9)),
                time.nowMs(),
                TrainingProgress.SILENT);
        return folder().gate(version).orElseThrow();
    }

    /** Asks for the first place of a rollout, or the next one. */
    JsonObject promote(String version, boolean override) {
        return done(ask(
                "policies.promote",
                new JsonObject()
                        .put("version", version)
                        .put("override", override)
                        .put("reason", "trial")));
    }

    /** Where the rollout stands. */
    JsonObject rollout() {
        return done(ask("rollout.get", new JsonObject()));
    }

    /** How often it came to a larger share by itself. */
    long promotions() {
        return actions().stream().filter("policy.promoted"::equals).count();
    }

    private List<String> actions() {
        return done(ask("audit.list", new JsonObject().put("limit", 1_000))).getJsonArray("audit").stream()
                .map(record -> ((JsonObject) record).getString("action"))
                .toList();
    }
}
