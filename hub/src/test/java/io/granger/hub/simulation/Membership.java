package io.granger.hub.simulation;

import io.granger.hub.cluster.MemoryCluster;
import io.granger.hub.cluster.TaskGrid;
import java.util.Set;
import java.util.TreeSet;

/** Who is in the cluster, as its members see it: the dead are missed soon, the frozen late, and some may be apart. */
final class Membership {
    private static final long NOTICED_MICROS = 600_000;
    private static final long HEARTBEAT_MICROS = 10_000_000;

    private final VirtualTime time;
    private final MemoryCluster cluster;
    private final Set<String> apart = new TreeSet<>();

    Membership(VirtualTime time, int hubs) {
        this.time = time;
        this.cluster = new MemoryCluster(hubs);
    }

    TaskGrid enter(String node) {
        return cluster.enter(node, Runnable::run);
    }

    /** A member died: the others notice it a little later. */
    void died(String node) {
        time.after(NOTICED_MICROS, () -> {
            apart.remove(node);
            cluster.leave(node);
        });
    }

    /** A member stands still for so long: if that is longer than a heartbeat it is out until it moves again. */
    void frozen(String node, long micros) {
        if (micros > HEARTBEAT_MICROS) {
            time.after(HEARTBEAT_MICROS, () -> part(node));
            time.after(micros + NOTICED_MICROS, () -> join(node));
        }
    }

    void part(String node) {
        apart.add(node);
        cluster.cut(Set.copyOf(apart));
    }

    void join(String node) {
        apart.remove(node);
        cluster.cut(Set.copyOf(apart));
    }

    void heal() {
        apart.clear();
        cluster.heal();
    }
}
