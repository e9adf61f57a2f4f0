package io.granger.hub.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the event bus over Hazelcast, and reads again and again who listens at the hub's own addresses.
 *
 * <p>The bus remembers who listens at an address it once sent to, and changes its mind only when an event of the grid says so.
 * Such an event is sent once: one that is lost while a member joins and parts of the grid move leaves two members that see
 * each other and never hear each other. So what is remembered is compared with the grid itself. Addresses of spokes are left
 * out: there are thousands of them, and leases watch over those. Thread-safe.
 */
public class RereadingCluster extends HazelcastClusterManager implements BusMembers {
    private static final String OURS = "granger.";

    /** The attribute under which the bus keeps its name of a member. */
    private static final String BUS_NAME = "__vertx.nodeId";

    private final Set<String> remembered = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RegistrationListener bus;

    /** Will join the cluster of this configuration. */
    public RereadingCluster(Config config) {
        super(config);
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
    public Future<Set<String>> listeningAt(String address) {
        Promise<List<RegistrationInfo>> found = Promise.promise();
        super.getRegistrations(address, found);
        return found.future()
                .map(all -> all.stream().map(RegistrationInfo::nodeId).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public void onLeft(Consumer<String> told) {
        getHazelcastInstance().getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                // Whoever comes says what it has.
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                var name = event.getMember().getAttribute(BUS_NAME);
                if (name != null) {
                    told.accept(name);
                }
            }
        });
    }

    /** Has the bus forget or learn what changed unheard. What cannot be read now is read the next time. */
    public void reread() {
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
}
