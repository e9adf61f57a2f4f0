package io.granger.hub.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the event bus over Hazelcast, and reads again and again who listens at the hub's own addresses.
 *
 * <p>The bus remembers who listens at an address it once sent to, and changes its mind only when an event of the grid says so.
 * Such an event is sent once: one that is lost while a member joins and parts of the grid move leaves two members that see
 * each other and never hear each other. So what is remembered is compared with the grid itself. Addresses of spokes are left
 * out: there are thousands of them, and leases watch over those.
 *
 * <p>A member that stood still sees all others go and takes their entries out of its part of the grid. It does so while it joins
 * them again, and then out of theirs. So nothing of a member that is there is taken out, and each member looks again and
 * again whether its own entries are in the grid, and tells them anew if not. Thread-safe.
 */
public class RereadingCluster extends HazelcastClusterManager implements BusMembers {
    private static final String OURS = "granger.";

    /** The attribute under which the bus keeps its name of a member. */
    private static final String BUS_NAME = "__vertx.nodeId";

    /** How many of its own addresses a member looks up each time. */
    private static final int LOOKED_UP = 64;

    /** How often the bus's own entries are written until somebody confirms their copy; each try takes five seconds. */
    private static final int TRIES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(RereadingCluster.class);

    private final Set<String> remembered = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> own = new ConcurrentHashMap<>();
    private final AtomicBoolean isTelling = new AtomicBoolean();
    private Iterator<String> inTurn = Collections.emptyIterator();
    private volatile @Nullable RegistrationListener bus;
    private volatile @Nullable Vertx vertx;

    /** Will join the cluster of this configuration. */
    public RereadingCluster(Config config) {
        super(config);
    }

    @Override
    public void init(Vertx of) {
        vertx = of;
        super.init(of);
    }

    @Override
    public void setNodeInfo(NodeInfo info, Completable<Void> done) {
        untilConfirmed(TRIES, told -> super.setNodeInfo(info, told), done);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo info, Completable<Void> done) {
        if (!info.localOnly()) {
            own.merge(address, 1, Integer::sum);
        }
        untilConfirmed(TRIES, told -> super.addRegistration(address, info, told), done);
    }

    /**
     * Repeats a write whose copy nobody confirmed. While members join, parts of the grid move, and what is said to a former holder is not
     * answered: who joins must not fail for that. For writes that are the same done twice.
     */
    static void untilConfirmed(int tries, Consumer<Completable<Void>> write, Completable<Void> done) {
        write.accept((nothing, failure) -> {
            if (failure instanceof IndeterminateOperationStateException && tries > 1) {
                LOG.info("an entry of the bus was not confirmed and is written again: {}", failure.getMessage());
                untilConfirmed(tries - 1, write, done);
            } else {
                done.complete(nothing, failure);
            }
        });
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo info, Completable<Void> done) {
        if (!info.localOnly()) {
            own.computeIfPresent(address, (a, n) -> n == 1 ? null : n - 1);
        }
        super.removeRegistration(address, info, done);
    }

    /** Takes out what a member had that is gone; of one that is back already, nothing. */
    @Override
    public synchronized void memberRemoved(MembershipEvent event) {
        var name = event.getMember().getAttribute(BUS_NAME);
        if (name != null && !areGone(Set.of(name))) {
            LOG.info("member {} was dropped and is back: its listeners stay", name);
        } else {
            super.memberRemoved(event);
        }
    }

    private Set<String> names() {
        return getHazelcastInstance().getCluster().getMembers().stream()
                .map(member -> member.getAttribute(BUS_NAME))
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void registrationListener(RegistrationListener listener) {
        bus = listener;
        super.registrationListener(listener);
    }

    @Override
    public void getRegistrations(String address, Completable<List<RegistrationInfo>> found) {
        if (address.startsWith(OURS)) {
            remembered.add(address);
        }
        super.getRegistrations(address, found);
    }

    @Override
    public Set<String> hubs() {
        return HazelcastSettings.hubs(getHazelcastInstance());
    }

    @Override
    public Future<Set<String>> listeningAt(String address) {
        Promise<List<RegistrationInfo>> found = Promise.promise();
        super.getRegistrations(address, found);
        return found.future()
                .map(all -> all.stream().map(RegistrationInfo::nodeId).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public boolean areGone(Set<String> names) {
        try {
            return Collections.disjoint(names, names());
        } catch (HazelcastInstanceNotActiveException ended) {
            return false;
        }
    }

    @Override
    public void onLeft(Runnable told) {
        getHazelcastInstance().getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                // Whoever comes says what it has.
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                told.run();
            }
        });
    }

    @Override
    public void onReunion(Runnable told) {
        getHazelcastInstance().getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.MERGED) {
                told.run();
            }
        });
    }

    /**
     * Has the bus forget or learn what changed unheard, and has the grid learn what it lost of this member. What cannot be read now
     * is read the next time. One call at a time.
     */
    public void reread() {
        if (!isActive()) {
            // It left, and the workers that would read are going too.
            return;
        }
        lookUpOwn();
        var listener = bus;
        if (listener == null) {
            return;
        }
        remembered.removeIf(address -> !listener.wantsUpdatesFor(address));
        for (var address : remembered) {
            super.getRegistrations(address, (found, error) -> {
                if (error == null) {
                    listener.registrationsUpdated(new RegistrationUpdateEvent(address, found));
                }
            });
        }
    }

    private void lookUpOwn() {
        if (!inTurn.hasNext()) {
            inTurn = own.keySet().iterator();
            super.getNodeInfo(getNodeId(), (found, error) -> {
                if (error != null) {
                    tellOwn();
                }
            });
        }
        for (int i = 0; i < LOOKED_UP && inTurn.hasNext(); i++) {
            var address = inTurn.next();
            super.getRegistrations(address, (found, error) -> {
                boolean isMissing = error == null
                        && own.containsKey(address)
                        && found.stream().noneMatch(one -> one.nodeId().equals(getNodeId()));
                if (isMissing) {
                    tellOwn();
                }
            });
        }
    }

    /** All of it again, as after a merge; what the grid has already stays as it is. */
    private void tellOwn() {
        var workers = vertx;
        if (workers != null && isActive() && isTelling.compareAndSet(false, true)) {
            LOG.debug("the cluster does not know all listeners of this member: they are told again");
            workers.executeBlocking(
                            () -> {
                                stateChanged(new LifecycleEvent(LifecycleState.MERGED));
                                return null;
                            },
                            false)
                    .onComplete(told -> isTelling.set(false));
        }
    }
}
