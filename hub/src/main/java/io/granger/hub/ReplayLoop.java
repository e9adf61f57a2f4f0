package io.granger.hub;

import io.granger.hub.cluster.HazelcastReplayBuffer;
import io.granger.hub.cluster.ReplayProjection;
import io.granger.hub.config.HubConfig;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.Retention;
import io.granger.hub.verticle.Worker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings up the replay buffer beside the running hub, keeps it fed, and forgets what is too old. */
final class ReplayLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayLoop.class);
    private static final long RETENTION_MS = TimeUnit.MINUTES.toMillis(30);

    private final HubConfig config;
    private final HubStore store;
    private final Platform platform;
    private final LongSupplier clock;
    private volatile @Nullable HazelcastReplayBuffer buffer;
    private volatile @Nullable ReplayProjection projection;
    private volatile long size;
    private volatile Future<?> opening = Future.succeededFuture();

    /**
     * Not begun yet.
     *
     * @param clock epoch milliseconds, by which rows grow old
     */
    ReplayLoop(HubConfig config, HubStore store, Platform platform, LongSupplier clock) {
        this.config = config;
        this.store = store;
        this.platform = platform;
        this.clock = clock;
    }

    /** Begins on a worker: the hub takes work before the grid is up. */
    void start() {
        Vertx vertx = platform.vertx();
        opening = vertx.executeBlocking(
                        () -> {
                            open();
                            return true;
                        },
                        false)
                .onFailure(e -> LOG.error("the replay buffer did not come up; rows are safe in the store", e));
        vertx.setPeriodic(
                RETENTION_MS,
                t -> vertx.executeBlocking(
                                () -> {
                                    forgetOld();
                                    return null;
                                },
                                false)
                        .onFailure(e -> LOG.warn("old rows were not deleted: {}", e.getMessage())));
        vertx.setPeriodic(
                1_000,
                t -> vertx.executeBlocking(
                        () -> {
                            measure();
                            return null;
                        },
                        false));
    }

    private void open() {
        var opened = new HazelcastReplayBuffer(platform.hazelcast());
        var feeding = new ReplayProjection(store, opened, config.replay().maxRows());
        feeding.start();
        buffer = opened;
        projection = feeding;
    }

    private void measure() {
        var opened = buffer;
        if (opened != null) {
            size = opened.size();
        }
    }

    private void forgetOld() {
        var retention = Retention.days(
                clock.getAsLong(), config.tasks().keepDays(), config.replay().keepDays());
        store.delete(retention, this::forget);
    }

    private void forget(List<String> decisionIds) {
        var feeding = projection;
        if (feeding != null) {
            feeding.forget(decisionIds);
        }
    }

    /** The buffer, once it is up. */
    Optional<HazelcastReplayBuffer> buffer() {
        return Optional.ofNullable(buffer);
    }

    /** Size, bound and lag of the buffer, as last measured. */
    JsonObject stats() {
        var feeding = projection;
        var stats = new JsonObject()
                .put("up", feeding != null)
                .put("rows", size)
                .put("maxRows", config.replay().maxRows());
        return feeding == null ? stats : stats.put("lag", feeding.lag()).put("cursor", feeding.cursor());
    }

    /** Stops feeding; what the store holds is offered again at the next start. */
    Future<Void> close() {
        // A hub may be closed while its grid still starts: what comes up then must be ended too.
        return opening.transform(opened -> new Worker(platform.vertx()).call(() -> {
                    var feeding = projection;
                    if (feeding != null) {
                        feeding.close();
                    }
                    return true;
                }))
                .mapEmpty();
    }
}
