package io.granger.hub.load;

import io.granger.hub.Hub;
import io.granger.hub.config.ConfigLoader;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many one-step tasks a second does a whole hub do, and how much later does it answer than the raw bus?
 *
 * <p>One JVM: a client, the hub, four spokes; beside it, in the same run, a client that asks the same spokes through a
 * relay that does nothing. Run it with {@code .ci/load [memory|local] [heuristic|rl] [seconds]}; with {@code overload} as a
 * fourth word it offers three times what the hub can do and tells what is still done in time, with {@code modes} it switches between heuristic and
 * learned routing and tells what that costs, with {@code rows N} it first fills the replay buffer with so many rows, and with
 * {@code heap} it tells what 100,000 rows and 10,000 open tasks take.
 */
public final class HubLoad {
    private static final int IN_FLIGHT = 256;
    private static final int SPOKES = 4;
    private static final int HEAP_ROWS = 100_000;
    private static final int HEAP_OPEN = 10_000;
    private static final int FILL_S = 5;
    private static final String PAD = "x".repeat(200);

    private final Vertx vertx;
    private volatile boolean isSilent;
    private int turn;

    private HubLoad(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs the measurement and prints one table. */
    public static void main(String... args) {
        int exit = 1;
        try {
            run(args);
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    private static void run(String... args) throws Exception {
        var durability = args.length > 0 ? args[0] : "memory";
        var mode = args.length > 1 ? args[1] : "heuristic";
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        var what = args.length > 3 ? args[3] : "rate";
        int rows = what.equals("rows") ? Integer.parseInt(args[4]) : HEAP_ROWS;
        var directory = Files.createTempDirectory("hub-load");
        var hub = start(directory, durability, rows);
        System.err.printf(
                "ready %,d ms after the process began%n",
                System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime());
        var load = new HubLoad(hub.vertx());
        load.prepare(mode);
        switch (what) {
            case "overload" -> new Overload(hub.vertx(), load.submitAndAwait()).measure(seconds);
            case "modes" -> new Modes(hub.vertx(), load.submitAndAwait()).measure(seconds);
            case "heap" -> load.heap();
            case "rows" -> {
                load.fill(rows);
                load.measure(durability, mode, seconds);
            }
            default -> load.measure(durability, mode, seconds);
        }
        await(hub.close());
    }

    private static Hub start(Path directory, String durability, int maxRows) throws Exception {
        var conf = directory.resolve("conf");
        var pipelines = Files.createDirectories(conf.resolve("pipelines"));
        Files.writeString(conf.resolve("granger.yaml"), """
            data: %s
            http: {port: 0}
            store: {durability: %s}
            routing: {holdout: 0}
            replay: {maxRows: %d}
            """.formatted(
                        directory.resolve("data"), durability, maxRows + maxRows / 10));
        var features = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            features.append(i == 0 ? "" : ", ").append("{name: f").append(i).append(", kind: numeric}");
        }
        Files.writeString(pipelines.resolve("one.yaml"), """
            name: one
            version: 1.0.0
            accepts: text/plain
            features: [%s]
            alternatives: [[work]]
            """.formatted(features));
        return await(Hub.start(ConfigLoader.load(conf)));
    }

    private void prepare(String mode) throws Exception {
        for (int i = 0; i < SPOKES; i++) {
            var address = "spoke.load" + i;
            var registration = registration(i, address);
            await(vertx.deployVerticle(new VerticleBase() {
                @Override
                public Future<?> start() {
                    vertx.eventBus().<JsonObject>consumer(address, m -> {
                        if (!isSilent) {
                            m.reply(answer());
                        }
                    });
                    vertx.setPeriodic(
                            1000, t -> vertx.eventBus().request("granger.spokes.register", registration.copy()));
                    return vertx.eventBus().request("granger.spokes.register", registration.copy());
                }
            }));
        }
        await(vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                vertx.eventBus()
                        .<JsonObject>consumer(
                                "relay",
                                m -> vertx.eventBus()
                                        .<JsonObject>request("spoke.load" + Math.floorMod(turn++, SPOKES), m.body())
                                        .onSuccess(reply -> m.reply(reply.body())));
                return Future.succeededFuture();
            }
        }));
        if (!mode.equals("heuristic")) {
            route(vertx, mode);
        }
    }

    static void route(Vertx vertx, String mode) throws Exception {
        await(vertx.eventBus()
                .request(
                        "granger.routing.set",
                        new JsonObject().put("mode", mode).put("override", true).put("reason", "load")));
    }

    private static JsonObject registration(int i, String address) {
        return new JsonObject()
                .put("name", "load" + i)
                .put("version", "1.0.0")
                .put("address", address)
                .put("concurrency", 10_000)
                .put(
                        "capabilities",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("name", "work")
                                        .put("accepts", "text/plain")
                                        .put("produces", "text/plain")
                                        .put("expectedMs", 5)
                                        .put("effects", "none")));
    }

    private static JsonObject answer() {
        return new JsonObject().put("output", new JsonObject().put("text", PAD));
    }

    /** Runs tasks until the replay buffer holds so many rows. */
    private void fill(int rows) throws Exception {
        var hub = new ClosedLoop(vertx, submitAndAwait());
        long held = 0;
        while (held < rows) {
            await(hub.inFlight(IN_FLIGHT, FILL_S));
            held = await(vertx.eventBus().<JsonObject>request("granger.experience.stats", new JsonObject()))
                    .body()
                    .getJsonObject("replayBuffer")
                    .getLong("rows");
            System.err.printf("%,d rows in the replay buffer ...%n", held);
        }
    }

    /** What is left after a collection, with the buffer full and tasks whose spoke does not answer. */
    private void heap() throws Exception {
        fill(HEAP_ROWS);
        isSilent = true;
        for (int i = 0; i < HEAP_OPEN; i += IN_FLIGHT) {
            var submitted = new ArrayList<Future<?>>();
            for (int j = i; j < Math.min(HEAP_OPEN, i + IN_FLIGHT); j++) {
                submitted.add(untilAccepted());
            }
            await(Future.all(submitted));
        }
        System.gc();
        System.out.printf(
                Locale.ROOT,
                "%,d rows, %,d open tasks: %,d MiB of heap%n",
                HEAP_ROWS,
                HEAP_OPEN,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
        isSilent = false;
    }

    /** One open task; a hub that has just been kept busy refuses for a moment. */
    private Future<Message<Object>> untilAccepted() {
        return vertx.eventBus()
                .request("granger.tasks.submit", task().put("deadlineMs", 600_000))
                .recover(refused -> vertx.timer(100, TimeUnit.MILLISECONDS).compose(v -> untilAccepted()));
    }

    private void measure(String durability, String mode, int seconds) throws Exception {
        var raw = new ClosedLoop(vertx, () -> vertx.eventBus().request("relay", task()));
        var hub = new ClosedLoop(vertx, submitAndAwait());
        System.err.println("warming up ...");
        raw.untilItGrowsNoMore(IN_FLIGHT, Math.max(2, seconds / 4));
        hub.untilItGrowsNoMore(IN_FLIGHT, Math.max(5, seconds / 2));
        System.err.println("measuring throughput ...");
        var rawCpu = new CpuByThread();
        var rawFull = await(raw.inFlight(IN_FLIGHT, seconds));
        var rawUsed = rawCpu.perOperation(rawFull.perSecond() * seconds);
        var hubCpu = new CpuByThread();
        var hubFull = await(hub.inFlight(IN_FLIGHT, seconds));
        var hubUsed = hubCpu.perOperation(hubFull.perSecond() * seconds);
        double half = hubFull.perSecond() / 2;
        raw.untilItIsCompiled(half, Math.max(2, seconds / 4));
        hub.untilItIsCompiled(half, Math.max(5, seconds / 2));
        System.err.println("measuring latency at half load ...");
        var rawHalf = await(raw.atRate(half, seconds));
        var hubHalf = await(hub.atRate(half, seconds));
        System.out.printf(
                Locale.ROOT,
                "durability %s, mode %s, %d s each, %d in flight%n"
                        + "raw client -> relay -> spoke   %,10.0f /s%n"
                        + "hub, submit and await          %,10.0f tasks/s   %.1f %% of raw, %d failed%n"
                        + "processor time, raw            %s%n"
                        + "processor time, hub            %s%n"
                        + "latency with all in flight, us   p50 %,9.0f   p99 %,9.0f   (raw p50 %,.0f p99 %,.0f)%n"
                        + "latency at half load, us         p50 %,9.0f   p99 %,9.0f   (raw p50 %,.0f p99 %,.0f)%n"
                        + "added by the hub, us             p50 %,9.0f   p99 %,9.0f%n",
                durability,
                mode,
                seconds,
                IN_FLIGHT,
                rawFull.perSecond(),
                hubFull.perSecond(),
                100 * hubFull.perSecond() / rawFull.perSecond(),
                hubFull.failed(),
                rawUsed,
                hubUsed,
                hubFull.micros(50),
                hubFull.micros(99),
                rawFull.micros(50),
                rawFull.micros(99),
                hubHalf.micros(50),
                hubHalf.micros(99),
                rawHalf.micros(50),
                rawHalf.micros(99),
                hubHalf.micros(50) - rawHalf.micros(50),
                hubHalf.micros(99) - rawHalf.micros(99));
    }

    private Supplier<Future<?>> submitAndAwait() {
        var options = new DeliveryOptions()
                .setSendTimeout(TimeUnit.SECONDS.toMillis(60))
                .addHeader("prefer", "wait=30");
        return () -> vertx.eventBus()
                .<JsonObject>request("granger.tasks.submit", task(), options)
                .map(Message::body)
                .compose(view -> view.getString("state").equals("completed")
                        ? Future.succeededFuture()
                        : Future.failedFuture("task is " + view.getString("state")));
    }

    private JsonObject task() {
        int n = turn++;
        return new JsonObject()
                .put("pipeline", "one")
                .put("input", new JsonObject().put("text", PAD).put("n", n))
                .put(
                        "features",
                        new JsonObject()
                                .put("f0", n % 7)
                                .put("f1", n % 3)
                                .put("f2", n % 11)
                                .put("f3", n % 2));
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(300, TimeUnit.SECONDS);
    }
}
