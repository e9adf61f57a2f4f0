package io.granger.hub.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A cluster in memory for tests and simulation: what is written is at once seen by all; who sees whom, and what is lost
 * with the hubs that held it, is said by the test. Thread-safe.
 */
public final class MemoryCluster {
    private static final List<String> PARTS =
            IntStream.range(0, 16).mapToObj(String::valueOf).toList();

    private final int hubs;
    private final Map<String, SharedTask> tasks = new HashMap<>();
    private final Map<String, SharedKey> keys = new HashMap<>();
    private final Map<String, String> roll = new HashMap<>();
    private final Map<String, MemoryTaskGrid> members = new LinkedHashMap<>();
    private final Set<String> cutOff = new TreeSet<>();

    /**
     * A cluster without members yet.
     *
     * @param hubs how many there are to be; more than half of them make a quorum
     */
    public MemoryCluster(int hubs) {
        if (hubs < 1) {
            throw new IllegalArgumentException("a cluster has at least 1 hub, not " + hubs);
        }
        this.hubs = hubs;
    }

    /** A hub comes; its callbacks run on this executor. */
    public TaskGrid enter(String node, Executor executor) {
        MemoryTaskGrid grid;
        synchronized (this) {
            if (members.containsKey(node)) {
                throw new IllegalArgumentException("node " + node + " is a member already");
            }
            grid = new MemoryTaskGrid(this, node, executor);
            members.put(node, grid);
        }
        tellAll();
        return grid;
    }

    /** A hub is gone, without a word. */
    public void leave(String node) {
        synchronized (this) {
            members.remove(node);
            cutOff.remove(node);
        }
        tellAll();
    }

    /** Each of these hubs sees only itself, and the others do not see it. Who is cut off takes what others held for lost. */
    public void cut(Set<String> nodes) {
        var alone = new ArrayList<MemoryTaskGrid>();
        synchronized (this) {
            nodes.stream()
                    .filter(node -> !cutOff.contains(node) && members.containsKey(node))
                    .map(members::get)
                    .forEach(alone::add);
            cutOff.clear();
            cutOff.addAll(nodes);
        }
        tellAll();
        alone.forEach(MemoryTaskGrid::tellLoss);
    }

    /** The hubs that held these entries are gone, and with them what the cluster knew; which tasks that were. All hubs hear of it. */
    public Set<String> lose(Predicate<String> entries) {
        var lost = new TreeSet<String>();
        List<MemoryTaskGrid> all;
        synchronized (this) {
            tasks.keySet().stream().filter(entries).forEach(lost::add);
            tasks.keySet().removeAll(lost);
            keys.keySet().removeIf(entries);
            roll.keySet().removeIf(entries);
            all = List.copyOf(members.values());
        }
        all.forEach(MemoryTaskGrid::tellLoss);
        return lost;
    }

    /** All see all again. */
    public void heal() {
        cut(Set.of());
    }

    private void tellAll() {
        List<MemoryTaskGrid> all;
        synchronized (this) {
            all = List.copyOf(members.values());
        }
        all.forEach(MemoryTaskGrid::tellMembers);
    }

    synchronized Set<String> seenBy(String node) {
        if (!members.containsKey(node)) {
            return Set.of();
        }
        if (cutOff.contains(node)) {
            return Set.of(node);
        }
        var seen = new TreeSet<>(members.keySet());
        seen.removeAll(cutOff);
        return seen;
    }

    boolean hasQuorum(String node) {
        return seenBy(node).size() > hubs / 2;
    }

    /** What is done with the tasks as this node sees them, or that it sees too few others. */
    synchronized <T> GridAnswer<T> asked(String node, Function<Map<String, SharedTask>, T> what) {
        if (!hasQuorum(node)) {
            return new GridAnswer.NoQuorum<>(node + " sees " + seenBy(node).size() + " of " + hubs + " hubs");
        }
        return new GridAnswer.Done<>(what.apply(tasks));
    }

    synchronized GridAnswer<SharedKey> takeKey(String node, SharedKey offered, String insteadOf) {
        return asked(node, unused -> {
            var name = KeyCell.name(offered.key().principal(), offered.key().key());
            var inForce = Optional.ofNullable(keys.get(name))
                    .map(stored -> stored.meets(offered, insteadOf))
                    .orElse(offered);
            keys.put(name, inForce);
            return inForce;
        });
    }

    synchronized GridAnswer<Optional<SharedKey>> readKey(String node, String principal, String key) {
        return asked(node, unused -> Optional.ofNullable(keys.get(KeyCell.name(principal, key))));
    }

    synchronized GridAnswer<Map<String, String>> answerRoll(String node, Set<String> stores) {
        return asked(node, unused -> {
            stores.forEach(store -> roll.putAll(Roll.notes(store, node, PARTS)));
            return Roll.whole(roll, PARTS);
        });
    }

    /** Parts go by hash among those that see each other. */
    synchronized GridAnswer<List<SharedTask>> orphans(String node) {
        return asked(node, all -> {
            var seen = seenBy(node);
            var found = new ArrayList<SharedTask>();
            var nodes = List.copyOf(seen);
            all.forEach((taskId, task) -> {
                boolean isMyPart = nodes.get(Math.floorMod(taskId.hashCode(), nodes.size()))
                        .equals(node);
                if (isMyPart
                        && !task.version().isEnd()
                        && !seen.contains(task.version().owner())) {
                    found.add(task);
                }
            });
            found.sort(Comparator.comparing(SharedTask::taskId));
            return List.copyOf(found.subList(0, Math.min(found.size(), TaskGrid.ORPHANS_MAX)));
        });
    }
}
