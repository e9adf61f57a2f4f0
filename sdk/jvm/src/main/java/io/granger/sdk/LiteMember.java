package io.granger.sdk;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * This process as a lite member of the hub's cluster. A lite member whose last data member died keeps running but is broken, and a new
 * data member does not heal it; so this one then leaves, and joins afresh as soon as a hub is there again. All changes happen on one
 * thread of its own.
 */
final class LiteMember implements BusLink.Own {

    private static final long FIRST_PAUSE_MS = 250;
    private static final long LONGEST_PAUSE_MS = 4_000;
    private static final long START_SECONDS = 30;
    private static final long CLOSE_SECONDS = 5;
    private static final List<Long> TOLD_AGAIN_MS = List.of(1_000L, 3_000L, 10_000L, 30_000L);

    private final ClusterAddress address;
    private final Notices notices;
    private final ScheduledExecutorService thread;
    private final List<Consumer<Vertx>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Membership current;
    private volatile boolean closing;

    private record Membership(HazelcastInstance hazelcast, Vertx vertx) {}

    private LiteMember(ClusterAddress address) {
        this.address = address;
        this.notices = new Notices(SpokeClient.class, "cluster " + address.name());
        // Not a daemon: between two memberships nothing else keeps the process alive.
        this.thread = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "granger-member"));
    }

    /** Joins the cluster, trying again until a hub is there or the patience is used up. */
    static Future<LiteMember> join(ClusterAddress address, Duration patience) {
        LiteMember member = new LiteMember(address);
        Promise<LiteMember> joined = Promise.promise();
        long giveUpAt = System.nanoTime() + patience.toNanos();
        member.thread.execute(() -> member.attempt(FIRST_PAUSE_MS, giveUpAt, joined));
        return joined.future();
    }

    private void attempt(long pauseMs, long giveUpAt, Promise<LiteMember> joined) {
        try {
            current = enter();
            joined.complete(this);
        } catch (Exception refused) {
            if (closing || System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs) >= giveUpAt) {
                thread.shutdown();
                joined.fail(refused);
                return;
            }
            notices.once("away", "no hub at " + address.hubs() + " yet, trying again");
            thread.schedule(
                    () -> attempt(Math.min(2 * pauseMs, LONGEST_PAUSE_MS), giveUpAt, joined),
                    pauseMs,
                    TimeUnit.MILLISECONDS);
        }
    }

    private Membership enter() throws Exception {
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(LiteMemberConfig.of(address));
        try {
            if (!hasHub(hazelcast.getCluster())) {
                throw new IllegalStateException(
                        "no hub of cluster " + address.name() + " answers at " + address.hubs());
            }
            HazelcastClusterManager manager = new HazelcastClusterManager(hazelcast);
            Vertx vertx = Vertx.builder()
                    .with(LiteMemberConfig.vertxOptions(address))
                    .withClusterManager(manager)
                    .buildClustered()
                    .await(START_SECONDS, TimeUnit.SECONDS);
            watch(hazelcast, () -> tellAgain(vertx, manager));
            return new Membership(hazelcast, vertx);
        } catch (Exception failed) {
            hazelcast.getLifecycleService().terminate();
            throw failed;
        }
    }

    private static boolean hasHub(Cluster cluster) {
        return cluster.getMembers().stream().anyMatch(member -> !member.isLiteMember());
    }

    /**
     * A hub that stood still took this member for gone, and may take its listeners out of the grid while it joins the others again. So
     * they are told again when a hub came, now and later; what the grid has already stays as it is.
     */
    private static void tellAgain(Vertx vertx, HazelcastClusterManager manager) {
        for (long ms : TOLD_AGAIN_MS) {
            vertx.setTimer(
                    ms,
                    fired -> vertx.executeBlocking(
                            () -> {
                                manager.stateChanged(new LifecycleEvent(LifecycleState.MERGED));
                                return null;
                            },
                            false));
        }
    }

    private void watch(HazelcastInstance hazelcast, Runnable hubCame) {
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                if (!event.getMember().isLiteMember()) {
                    hubCame.run();
                }
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                if (event.getMembers().stream().allMatch(member -> member.isLiteMember())) {
                    onLost(hazelcast, "the last hub is gone");
                }
            }
        });
        hazelcast.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.SHUTDOWN) {
                onLost(hazelcast, "this process was put out of the cluster");
            }
        });
        if (!hasHub(hazelcast.getCluster())) {
            throw new IllegalStateException("the last hub left while this process joined");
        }
    }

    private void onLost(HazelcastInstance hazelcast, String why) {
        try {
            thread.execute(() -> {
                Membership lost = current;
                if (!closing && lost != null && lost.hazelcast() == hazelcast) {
                    notices.once("away", why + ", joining afresh as soon as one is back");
                    current = null;
                    leave(lost);
                    renew(FIRST_PAUSE_MS);
                }
            });
        } catch (RejectedExecutionException closed) {
            // Closed on purpose: there is nothing to join for.
        }
    }

    private void renew(long pauseMs) {
        if (closing) {
            return;
        }
        try {
            Membership joined = enter();
            current = joined;
            notices.over("away", "joined afresh");
            listeners.forEach(listener -> listener.accept(joined.vertx()));
        } catch (Exception stillAway) {
            thread.schedule(() -> renew(Math.min(2 * pauseMs, LONGEST_PAUSE_MS)), pauseMs, TimeUnit.MILLISECONDS);
        }
    }

    private void leave(Membership old) {
        // Hazelcast first: without data members its maps answer nothing, and Vert.x would wait for them.
        old.hazelcast().getLifecycleService().terminate();
        try {
            old.vertx().close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception broken) {
            notices.once("leave", "the broken membership did not close cleanly: " + broken.getMessage());
        }
    }

    @Override
    public Vertx vertx() {
        Membership now = current;
        if (now == null) {
            throw new IllegalStateException("no hub of cluster " + address.name() + " is there now");
        }
        return now.vertx();
    }

    @Override
    public void whenRenewed(Consumer<Vertx> listener) {
        listeners.add(Objects.requireNonNull(listener));
    }

    @Override
    public Future<Void> close() {
        closing = true;
        Promise<Void> closed = Promise.promise();
        try {
            thread.execute(() -> {
                Membership last = current;
                current = null;
                if (last != null) {
                    goodbye(last);
                }
                thread.shutdownNow();
                closed.complete();
            });
        } catch (RejectedExecutionException already) {
            closed.tryComplete();
        }
        return closed.future();
    }

    private void goodbye(Membership last) {
        try {
            last.vertx().close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception slow) {
            notices.once("leave", "Vert.x did not close in time: " + slow.getMessage());
        }
        last.hazelcast().shutdown();
    }
}
