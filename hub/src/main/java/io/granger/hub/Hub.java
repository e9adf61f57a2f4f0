package io.granger.hub;

import io.granger.hub.cluster.ClusteredStore;
import io.granger.hub.cluster.HazelcastTaskGrid;
import io.granger.hub.cluster.TaskGrid;
import io.granger.hub.config.HubConfig;
import io.granger.hub.door.ExperienceImport;
import io.granger.hub.door.ExperienceStream;
import io.granger.hub.door.HealthDoor;
import io.granger.hub.door.HttpDoor;
import io.granger.hub.door.LearningOperations;
import io.granger.hub.door.PolicyOperations;
import io.granger.hub.store.DataDirectory;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.store.SqliteStore;
import io.granger.hub.store.StoreSettings;
import io.granger.hub.train.EvaluationRequest;
import io.granger.hub.train.GateRules;
import io.granger.hub.train.Imports;
import io.granger.hub.train.Snapshots;
import io.granger.hub.train.TrainingDesk;
import io.granger.hub.train.TrainingRequest;
import io.granger.hub.verticle.BusSurroundings;
import io.granger.hub.verticle.HubCore;
import io.granger.hub.verticle.HubMetrics;
import io.granger.hub.verticle.LearningThread;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** A running hub: one owner thread, its store, its doors and the replay buffer. */
public final class Hub {
    /** How long calls in flight may go on once a stop was asked for. */
    private static final long DRAIN_MS = 5_000;

    private final HubConfig config;
    private final Platform platform;
    private final DataDirectory directory;
    private final HubStore store;
    private final HubVerticle verticle;
    private final HttpDoor http;
    private final ReplayLoop replay;
    private final TrainingDesk training;
    private final Optional<LearningLink> link;
    private volatile boolean isStopping;

    private Hub(
            HubConfig config,
            Platform platform,
            DataDirectory directory,
            HubStore store,
            HubVerticle verticle,
            HttpDoor http,
            ReplayLoop replay,
            TrainingDesk training,
            Optional<LearningLink> link) {
        this.config = config;
        this.platform = platform;
        this.directory = directory;
        this.store = store;
        this.verticle = verticle;
        this.http = http;
        this.replay = replay;
        this.training = training;
        this.link = link;
    }

    /**
     * Starts a hub; completes when it takes work.
     *
     * <p>Blocks while it opens its data directory and, where configured, joins the cluster.
     *
     * @throws io.granger.hub.store.DirectoryInUse when another hub uses the data directory
     */
    public static Future<Hub> start(HubConfig config) {
        return start(config, System::currentTimeMillis, System::nanoTime, UnaryOperator.identity());
    }

    /**
     * The same with other clocks, and with what is to stand between the hub and its store.
     *
     * @param clock epoch milliseconds
     * @param nanoTime what the policy's budget is measured by
     */
    static Future<Hub> start(
            HubConfig config, LongSupplier clock, LongSupplier nanoTime, UnaryOperator<HubStore> around) {
        var directory = DataDirectory.open(config.data());
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var owner = new OwnerThread();
        HubStore local;
        try {
            local = around.apply(store(config, directory, owner));
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        Platform platform;
        try {
            platform = Platform.start(config, meters);
        } catch (RuntimeException e) {
            local.close();
            directory.close();
            throw e;
        }
        // Of no context: those of the bus hand nothing on once it is closed, as it is when the start failed.
        Promise<Hub> started = Promise.promise();
        Future.<Hub>future(starting -> {
                    var store = config.store().isCluster() ? shared(local, config, platform, owner) : local;
                    start(config, clock, nanoTime, directory, meters, owner, store, platform)
                            .onComplete(starting);
                })
                .onSuccess(started::complete)
                .onFailure(e -> platform.close().onComplete(closed -> {
                    local.close();
                    directory.close();
                    started.fail(e);
                }));
        return started.future();
    }

    private static Future<Hub> start(
            HubConfig config,
            LongSupplier clock,
            LongSupplier nanoTime,
            DataDirectory directory,
            PrometheusMeterRegistry meters,
            OwnerThread owner,
            HubStore store,
            Platform platform) {
        var vertx = platform.vertx();
        var given = new HubCore.Given(
                new BusSurroundings(vertx, platform.isHeard()),
                config,
                store,
                new LearningThread(),
                directory.secret(),
                clock,
                nanoTime,
                new SecureRandom(),
                new HubMetrics(meters),
                platform.node());
        var replay = new ReplayLoop(config, store, platform, clock);
        var imports = new Imports(directory.imports());
        var snapshots = new Snapshots(directory.snapshots(), store, replay::buffer, imports);
        var learning = new LearningOperations(vertx, snapshots);
        var training = new TrainingDesk(config.train().heapMb(), clock);
        var places = new TrainingRequest.Places(snapshots, directory.snapshots(), directory.policies());
        var loop =
                new LearningLoop(vertx, training, places, config.train().everyEpisodes(), given.metrics()::endedTasks);
        var deployed = new HubVerticle[1];
        var operations = new HashMap<>(learning.byName());
        operations.putAll(new PolicyOperations(
                        vertx,
                        training,
                        places,
                        ground(config, store),
                        () -> deployed[0] == null ? "heuristic" : deployed[0].live())
                .byName());
        var verticle = new HubVerticle(
                new HubParts(
                        config,
                        store,
                        owner,
                        given,
                        meters,
                        platform.node(),
                        platform.cluster(),
                        clock,
                        places.folder()),
                replay::stats,
                operations);
        deployed[0] = verticle;
        var self = new Hub[1];
        var health = new HealthDoor(meters, () -> self[0] == null ? Optional.of("starting") : self[0].notReady());
        return vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.EVENT_LOOP))
                .compose(id -> {
                    var http = new HttpDoor(
                            config.http().host(),
                            config.http().port(),
                            verticle.operations(),
                            List.of(
                                    health,
                                    new ExperienceStream(vertx, store),
                                    new ExperienceImport(vertx, directory.imports(), imports)));
                    return vertx.deployVerticle(http).map(v -> {
                        var link = verticle.core().shared().map(policy -> new LearningLink(platform, policy, owner));
                        self[0] = new Hub(config, platform, directory, store, verticle, http, replay, training, link);
                        link.ifPresent(LearningLink::start);
                        replay.start();
                        loop.start();
                        verticle.hear(loop::heard);
                        training.onEnd(run -> verticle.tell(LearningLoop.kind(run), LearningLoop.told(run)));
                        return self[0];
                    });
                });
    }

    private static EvaluationRequest.Ground ground(HubConfig config, HubStore store) {
        var gate = config.gate();
        return new EvaluationRequest.Ground(
                store,
                config.routing().heuristic(),
                config.exploration().floor(),
                new GateRules(
                        gate.margin(),
                        gate.minEss(),
                        gate.segmentMargin(),
                        gate.maxCensored(),
                        config.policy().budgetMicros()));
    }

    private static HubStore store(HubConfig config, DataDirectory directory, Executor owner) {
        return config.store().durability().equals("memory")
                ? new MemoryStore(owner)
                : SqliteStore.open(
                        directory.store(),
                        new StoreSettings(
                                config.store().batchMaxTasks(), config.store().batchMaxMs()),
                        owner);
    }

    private static HubStore shared(HubStore local, HubConfig config, Platform platform, Executor owner) {
        var vertx = platform.vertx();
        Executor workers = blocking -> vertx.executeBlocking(
                () -> {
                    blocking.run();
                    return null;
                },
                false);
        return new ClusteredStore(
                local,
                new HazelcastTaskGrid(platform.hazelcast(), config.cluster().hubs(), owner, workers));
    }

    /** The bus it is on. */
    public Vertx vertx() {
        return platform.vertx();
    }

    /** The port it serves HTTP on, the one that was free where configuration says 0. */
    public int httpPort() {
        return http.port();
    }

    /** What it was configured with. */
    public HubConfig config() {
        return config;
    }

    /** What it shares with other hubs, where it shares tasks. */
    Optional<TaskGrid> grid() {
        return store instanceof ClusteredStore shared ? Optional.of(shared.grid()) : Optional.empty();
    }

    /** Leaves the cluster without a word, as a hub does that is killed or cut off; the rest of it goes on for all it can. */
    void vanish() {
        platform.hazelcast().getLifecycleService().terminate();
    }

    private Optional<String> notReady() {
        if (isStopping) {
            return Optional.of("stopping");
        }
        if (!store.healthy()) {
            return Optional.of("the store takes nothing more");
        }
        boolean isAlone =
                verticle.core().custody().map(desk -> !desk.hasQuorum()).orElse(false);
        return isAlone ? Optional.of("too few hubs of the cluster can be reached") : Optional.empty();
    }

    /** Takes nothing more, lets calls in flight end for a while, saves what was learnt and stops. */
    public Future<Void> close() {
        return close(DRAIN_MS);
    }

    /** The same, giving calls in flight so long. */
    Future<Void> close(long drainMs) {
        isStopping = true;
        training.close();
        return verticle.drain(drainMs)
                .compose(v -> link.map(LearningLink::close)
                        .orElse(Future.succeededFuture())
                        .otherwiseEmpty())
                .compose(v -> replay.close().otherwiseEmpty())
                .compose(v -> verticle.rest().otherwiseEmpty())
                .compose(v -> vertx().executeBlocking(() -> {
                    store.close();
                    return null;
                }))
                .transform(done -> platform.close().onComplete(closed -> directory.close()));
    }
}
