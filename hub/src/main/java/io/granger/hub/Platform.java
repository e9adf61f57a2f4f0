package io.granger.hub;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.granger.hub.cluster.BusMembers;
import io.granger.hub.cluster.HazelcastSettings;
import io.granger.hub.cluster.RereadingCluster;
import io.granger.hub.config.ClusterConfig;
import io.granger.hub.config.HubConfig;
import io.granger.hub.verticle.EventLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a hub runs on: the event bus and one Hazelcast instance. Alone, the instance starts beside the hub and joins
 * nobody; in a cluster the bus itself runs over it.
 */
final class Platform {
    private static final String HAZELCAST_LOG = "hazelcast.logging.type";
    private static final long JOIN_S = 120;
    private static final long REREAD_MS = 1_000;
    private static final int PING_MS = 2_000;
    private static final int PING_REPLY_MS = 3_000;

    private final Vertx vertx;
    private final Predicate<String> isHeard;
    private final String node;
    private final Optional<BusMembers> cluster;
    private volatile @Nullable HazelcastInstance hazelcast;

    private Platform(Vertx vertx, Predicate<String> isHeard, String node, Optional<RereadingCluster> cluster) {
        this.vertx = vertx;
        this.isHeard = isHeard;
        this.node = node;
        this.cluster = cluster.map(manager -> manager);
        this.hazelcast = cluster.map(RereadingCluster::getHazelcastInstance).orElse(null);
    }

    /** Starts the bus; blocks while it joins a cluster. */
    static Platform start(HubConfig config, MeterRegistry meters) {
        logThroughOurs();
        var node = UUID.randomUUID().toString().substring(0, 8);
        var listeners = new Listeners(new MicrometerMetricsFactory(meters), EventLog.ALL);
        var builder = Vertx.builder().withMetrics(listeners);
        var cluster = config.cluster();
        var options = options(cluster);
        if (!cluster.enabled()) {
            return new Platform(builder.with(options).build(), listeners::at, node, Optional.empty());
        }
        var settings = HazelcastSettings.member(cluster.name(), cluster.host(), cluster.port(), cluster.members())
                .hub(node, cluster.hubs());
        var manager = new RereadingCluster(settings.config());
        var vertx = join(builder.with(options).withClusterManager(manager).buildClustered());
        vertx.setPeriodic(REREAD_MS, t -> manager.reread());
        // Who listens at other members is not known here.
        return new Platform(vertx, address -> true, node, Optional.of(manager));
    }

    // A setting of the instance comes too late: Hazelcast's own start logs before it reads any.
    private static void logThroughOurs() {
        if (System.getProperty(HAZELCAST_LOG) == null) {
            System.setProperty(HAZELCAST_LOG, "slf4j");
        }
    }

    private static VertxOptions options(ClusterConfig cluster) {
        var metrics = new MicrometerMetricsOptions()
                .setEnabled(true)
                // Per message and per timer would cost more than it tells; the hub has meters of its own.
                .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS)
                .addDisabledMetricsCategory(MetricsDomain.NAMED_POOLS)
                .addDisabledMetricsCategory(MetricsDomain.VERTICLES);
        var bus = new EventBusOptions().setClusterPingInterval(PING_MS).setClusterPingReplyInterval(PING_REPLY_MS);
        if (cluster.enabled()) {
            bus.setHost(cluster.host());
        }
        return new VertxOptions().setMetricsOptions(metrics).setEventBusOptions(bus);
    }

    private static Vertx join(Future<Vertx> joining) {
        try {
            return joining.toCompletionStage().toCompletableFuture().get(JOIN_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot join the cluster: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("cannot join the cluster within " + JOIN_S + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while joining the cluster", e);
        }
    }

    Vertx vertx() {
        return vertx;
    }

    /** Whether anybody may listen at an address under {@link EventLog#ALL}; safe from any thread. */
    Predicate<String> isHeard() {
        return isHeard;
    }

    /** This hub's name among members; another one at every start. */
    String node() {
        return node;
    }

    /** The members of the cluster that the bus runs over; empty for one of this hub's own. */
    Optional<BusMembers> cluster() {
        return cluster;
    }

    /** The grid, started on first use; blocks for a second or two then. */
    synchronized HazelcastInstance hazelcast() {
        var started = hazelcast;
        if (started == null) {
            started = Hazelcast.newHazelcastInstance(HazelcastSettings.alone().config());
            hazelcast = started;
        }
        return started;
    }

    /** Ends the bus, and the grid with it. */
    Future<Void> close() {
        var started = hazelcast;
        return vertx.close().onComplete(done -> {
            if (started != null && started.getLifecycleService().isRunning()) {
                started.shutdown();
            }
        });
    }
}
