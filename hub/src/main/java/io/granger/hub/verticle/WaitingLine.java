package io.granger.hub.verticle;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Those who wait for one capability, by priority, then the pipelines in turn, then age. Owner thread only. */
final class WaitingLine {
    private final TreeMap<Integer, Ring> byPriority = new TreeMap<>();

    /** The pipelines of one priority in the order of their turn, each with its tasks by age. */
    private static final class Ring {
        final Map<String, SortedSet<String>> pipelines = new LinkedHashMap<>();
        int size;
    }

    void add(WaitingRoom.Guest guest) {
        var ring = byPriority.computeIfAbsent(guest.priority(), p -> new Ring());
        if (ring.pipelines
                .computeIfAbsent(guest.pipeline(), p -> new TreeSet<>())
                .add(guest.taskId())) {
            ring.size++;
        }
    }

    /** Takes it out; its pipeline had its turn. */
    void remove(WaitingRoom.Guest guest) {
        var ring = byPriority.get(guest.priority());
        var tasks = ring == null ? null : ring.pipelines.remove(guest.pipeline());
        if (ring == null || tasks == null) {
            return;
        }
        if (tasks.remove(guest.taskId())) {
            ring.size--;
        }
        if (!tasks.isEmpty()) {
            ring.pipelines.put(guest.pipeline(), tasks);
        } else if (ring.pipelines.isEmpty()) {
            byPriority.remove(guest.priority());
        }
    }

    /** The priority of the first; nobody must have left it empty. */
    int mostUrgent() {
        return byPriority.firstKey();
    }

    boolean isEmpty() {
        return byPriority.isEmpty();
    }

    /** How many have this priority or a more urgent one. */
    int sizeUpTo(int priority) {
        int size = 0;
        for (Ring ring : byPriority.headMap(priority, true).values()) {
            size += ring.size;
        }
        return size;
    }

    /** The first so many: the oldest of each pipeline in turn, then the second oldest of each, priority by priority. */
    List<String> first(int atMost) {
        var first = new ArrayList<String>(atMost);
        for (Ring ring : byPriority.values()) {
            inTurn(ring.pipelines, atMost, first);
            if (first.size() >= atMost) {
                break;
            }
        }
        return first;
    }

    private static void inTurn(Map<String, SortedSet<String>> pipelines, int atMost, List<String> first) {
        var turns = new ArrayList<Iterator<String>>(pipelines.size());
        pipelines.values().forEach(tasks -> turns.add(tasks.iterator()));
        while (!turns.isEmpty() && first.size() < atMost) {
            for (var turn = turns.iterator(); turn.hasNext() && first.size() < atMost; ) {
                var tasks = turn.next();
                if (tasks.hasNext()) {
                    first.add(tasks.next());
                } else {
                    turn.remove();
                }
            }
        }
    }
}
