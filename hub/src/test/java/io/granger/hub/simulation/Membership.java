package io.granger.hub.simulation;

import io.granger.hub.cluster.MemoryCluster;
import io.granger.hub.cluster.TaskGrid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is in the cluster, as its members see it: the dead are missed soon, the frozen late, and some may be apart, each for
 * itself. What the cluster knows is held twice, and copied anew some time after somebody came or went.
 */
final class Membership {
    private static final long NOTICED_MICROS = 600_000;
    private static final long HEARTBEAT_MICROS = 10_000_000;
    private static final long COPIED_MICROS = 1_500_000;

    private final VirtualTime time;
    private final MemoryCluster cluster;
    private final Copies copies = new Copies();
    private final Set<String> there = new TreeSet<>();
    private final Map<String, Integer> apart = new HashMap<>();
    private final Set<String> lost = new HashSet<>();
    private final int hubs;
    private int changes;
    private boolean isHealed;

    Membership(VirtualTime time, int hubs) {
        this.time = time;
        this.hubs = hubs;
        this.cluster = new MemoryCluster(hubs);
    }

    /** Whether both hubs that held what the cluster knew of this task were gone at once; only disks knew of it then. */
    boolean hasLost(String taskId) {
        return lost.contains(taskId);
    }

    TaskGrid enter(String node) {
        there.add(node);
        copyLater();
        return cluster.enter(node, Runnable::run);
    }

    /** A member died: the others notice it a little later; what only it had is gone at once. */
    void died(String node) {
        there.remove(node);
        copies.died(node);
        lose(Set.of());
        time.after(NOTICED_MICROS, () -> {
            apart.remove(node);
            cluster.leave(node);
            copyLater();
        });
    }

    /** A member stands still for so long: if that is longer than a heartbeat it is out until it moves again. */
    void frozen(String node, long micros) {
        if (micros > HEARTBEAT_MICROS) {
            time.after(HEARTBEAT_MICROS, () -> part(node));
            time.after(micros + NOTICED_MICROS, () -> join(node));
        }
    }

    /** From now on it and the others do not see each other; as often as this is said, it must join again. */
    void part(String node) {
        if (there.contains(node) && !isHealed) {
            apart.merge(node, 1, Integer::sum);
            see();
            if (present().size() > hubs / 2) {
                // Whoever is not of the majority has nothing that counts.
                lose(apart.keySet());
            }
        }
    }

    void join(String node) {
        apart.computeIfPresent(node, (n, times) -> times == 1 ? null : times - 1);
        see();
    }

    /** All see all, for good. */
    void heal() {
        isHealed = true;
        apart.clear();
        see();
    }

    private void see() {
        cluster.cut(apart.keySet());
        copyLater();
    }

    private void lose(Set<String> away) {
        if (copies.isAnyLost(away)) {
            lost.addAll(cluster.lose(entry -> copies.isLost(entry, away)));
        }
        var present = present();
        if (!copies.areSeveral(away) && !present.isEmpty()) {
            copies.make(present);
        }
    }

    private Set<String> present() {
        var present = new TreeSet<>(there);
        present.removeAll(apart.keySet());
        return present;
    }

    /** The majority holds everything twice again after a while. */
    private void copyLater() {
        int change = ++changes;
        time.after(COPIED_MICROS, () -> {
            if (change == changes && present().size() > hubs / 2) {
                copies.make(present());
            }
        });
    }
}
