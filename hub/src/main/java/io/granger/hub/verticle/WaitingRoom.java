package io.granger.hub.verticle;

import io.granger.hub.task.WaitReason;
import io.granger.hub.task.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Tasks that wait for a slot or a spoke, by capability; the most urgent first, then the oldest. Owner thread only.
 */
final class WaitingRoom {
    private static final Comparator<Guest> ORDER =
            Comparator.comparingInt(Guest::priority).thenComparing(Guest::taskId);

    private final Map<String, TreeSet<Guest>> slotsWanted = new HashMap<>();
    private final Map<String, TreeSet<Guest>> spokesWanted = new HashMap<>();
    private final Map<String, Guest> guests = new HashMap<>();

    private record Guest(String taskId, int priority, WaitReason reason, String capability) {}

    /** Lets a task wait; one that waits already waits for this instead. Waits that end by a timer are not kept here. */
    void enter(TaskSlot slot, Waiting waiting) {
        leave(slot.taskId());
        if (waiting.reason() != WaitReason.CONCURRENCY && waiting.reason() != WaitReason.NO_SPOKE) {
            return;
        }
        var guest = new Guest(slot.taskId(), slot.state.spec().priority(), waiting.reason(), waiting.capability());
        guests.put(guest.taskId(), guest);
        room(guest.reason())
                .computeIfAbsent(guest.capability(), c -> new TreeSet<>(ORDER))
                .add(guest);
    }

    /** The task waits no more. */
    void leave(String taskId) {
        var guest = guests.remove(taskId);
        if (guest == null) {
            return;
        }
        var room = room(guest.reason());
        var same = room.get(guest.capability());
        if (same != null) {
            same.remove(guest);
            if (same.isEmpty()) {
                room.remove(guest.capability());
            }
        }
    }

    /** The tasks to wake, in turn, when a slot of this capability came free; the first may not be allowed to take it. */
    List<String> nextForSlot(String capability, int atMost) {
        var same = slotsWanted.get(capability);
        return same == null
                ? List.of()
                : same.stream().limit(atMost).map(Guest::taskId).toList();
    }

    /** Whether this task waits here. */
    boolean holds(String taskId) {
        return guests.containsKey(taskId);
    }

    /** All tasks to wake when the registered spokes or their breakers changed, the most urgent first. */
    List<String> all() {
        var woken = new ArrayList<>(guests.values());
        woken.sort(ORDER);
        return woken.stream().map(Guest::taskId).toList();
    }

    /** How many wait. */
    int size() {
        return guests.size();
    }

    private Map<String, TreeSet<Guest>> room(WaitReason reason) {
        return reason == WaitReason.CONCURRENCY ? slotsWanted : spokesWanted;
    }
}
