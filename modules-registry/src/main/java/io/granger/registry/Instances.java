package io.granger.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * All instances by id, in the orders in which the registry asks for them: leases by their end, lost ones by when they
 * were lost, names by who holds them.
 *
 * <p>Every lease is equally long, so renewing moves one to the end of the order: no sorting, whatever their number.
 */
final class Instances {
    private final Map<String, Instance> known = new LinkedHashMap<>();
    private final LinkedHashMap<String, Instance> leases = new LinkedHashMap<>();
    private final LinkedHashMap<String, Instance> lost = new LinkedHashMap<>();
    private final Map<String, Map<String, Instance>> leasesByName = new HashMap<>();

    @Nullable
    Instance find(String spokeId) {
        return known.get(spokeId);
    }

    /** The instance of that spoke's id, made when it is not known. */
    Instance findOrMake(Spoke spoke) {
        return known.computeIfAbsent(spoke.spokeId(), id -> new Instance(spoke));
    }

    /** Leases of a name by instance; all have one owner. */
    Collection<Instance> leasesOf(String name) {
        return leasesByName.getOrDefault(name, Map.of()).values();
    }

    /** The lease of that name and instance, whatever its version. */
    @Nullable
    Instance leaseOf(String name, String instance) {
        return leasesByName.getOrDefault(name, Map.of()).get(instance);
    }

    /** Seconds until the last of the leases ends, rounded up, at least 1. */
    static long secondsLeft(Collection<Instance> leases, long nowMs) {
        long until = leases.stream().mapToLong(Instance::leaseUntilMs).max().orElse(nowMs);
        return Math.max(1, Math.ceilDiv(until - nowMs, 1_000L));
    }

    /** Puts the instance where its phase belongs; last in the order of ends. */
    void place(Instance instance) {
        String id = instance.spokeId();
        Spoke spoke = instance.spoke();
        if (instance.isLeased()) {
            leases.putLast(id, instance);
            leasesByName
                    .computeIfAbsent(spoke.name(), name -> new LinkedHashMap<>())
                    .put(spoke.instance(), instance);
        } else if (leases.remove(id) != null) {
            Map<String, Instance> ofName = leasesByName.getOrDefault(spoke.name(), Map.of());
            ofName.remove(spoke.instance(), instance);
            if (ofName.isEmpty()) {
                leasesByName.remove(spoke.name());
            }
        }
        if (instance.phase() == Instance.Phase.LOST) {
            lost.putLast(id, instance);
        } else {
            lost.remove(id);
        }
        forgetWhenDone(instance);
    }

    /** Forgets a removed instance once its last call ended. */
    void forgetWhenDone(Instance instance) {
        if (instance.phase() == Instance.Phase.GONE && instance.inFlight() == 0) {
            known.remove(instance.spokeId());
        }
    }

    /** Every lease ends so much later; their order stays. */
    void extendLeases(long ms) {
        leases.values().forEach(instance -> instance.extend(ms));
    }

    /** The lease that ends first. */
    @Nullable
    Instance firstLease() {
        Map.Entry<String, Instance> first = leases.firstEntry();
        return first == null ? null : first.getValue();
    }

    /** The instance lost longest ago of those still listed. */
    @Nullable
    Instance firstLost() {
        Map.Entry<String, Instance> first = lost.firstEntry();
        return first == null ? null : first.getValue();
    }

    /** Those with a lease and those lost, in the order in which they came. */
    List<Instance> listed() {
        List<Instance> listed = new ArrayList<>(listedCount());
        for (Instance instance : known.values()) {
            if (instance.phase() != Instance.Phase.GONE) {
                listed.add(instance);
            }
        }
        return listed;
    }

    int listedCount() {
        return leases.size() + lost.size();
    }

    /** When the next lease ends, or the next lost instance is no longer listed. */
    OptionalLong nextEndMs(long lostMs) {
        Instance lease = firstLease();
        Instance gone = firstLost();
        if (lease == null && gone == null) {
            return OptionalLong.empty();
        }
        long leaseEnd = lease == null ? Long.MAX_VALUE : lease.leaseUntilMs();
        long lostEnd = gone == null ? Long.MAX_VALUE : gone.lostAtMs() + lostMs;
        return OptionalLong.of(Math.min(leaseEnd, lostEnd));
    }
}
