package io.granger.hub.verticle;

import io.granger.hub.admission.SlotWait;
import io.granger.hub.task.WaitReason;
import io.granger.hub.task.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tasks that wait for a slot or a spoke, by capability: the most urgent first, within a priority the pipelines in turn,
 * within a pipeline the oldest. A pipeline whose task left goes to the end of its priority's turn, so that with P
 * pipelines waiting at one priority the oldest task of each is at most P places away from the next slot, however many
 * tasks the others have. Owner thread only.
 */
final class WaitingRoom {
    private final LongSupplier clock;
    private final Map<String, WaitingLine> slotsWanted = new HashMap<>();
    private final Map<String, WaitingLine> spokesWanted = new HashMap<>();
    private final Map<String, SlotWait> waits = new HashMap<>();
    private final Map<String, Guest> guests = new HashMap<>();
    private volatile int size;

    /** An empty room. */
    WaitingRoom(LongSupplier clock) {
        this.clock = clock;
    }

    /** Who waits, and for what; ids sort by age. */
    record Guest(String taskId, int priority, String pipeline, WaitReason reason, String capability) {}

    /** Lets a task wait; one that waits for the same already keeps its place. Waits that end by a timer are not kept here. */
    void enter(TaskSlot slot, Waiting waiting) {
        var spec = slot.state.spec();
        enter(new Guest(
                spec.taskId(), spec.priority(), spec.pipeline().name(), waiting.reason(), waiting.capability()));
    }

    void enter(Guest guest) {
        if (guest.equals(guests.get(guest.taskId()))) {
            return;
        }
        leave(guest.taskId());
        if (guest.reason() != WaitReason.CONCURRENCY && guest.reason() != WaitReason.NO_SPOKE) {
            return;
        }
        guests.put(guest.taskId(), guest);
        size = guests.size();
        room(guest.reason())
                .computeIfAbsent(guest.capability(), c -> {
                    wait(guest).ifPresent(w -> w.began(clock.getAsLong()));
                    return new WaitingLine();
                })
                .add(guest);
    }

    /** The task got what it waited for. */
    void served(String taskId) {
        var guest = guests.get(taskId);
        if (guest != null) {
            wait(guest).ifPresent(w -> w.served(clock.getAsLong()));
            leave(taskId);
        }
    }

    /** The task waits no more. */
    void leave(String taskId) {
        var guest = guests.remove(taskId);
        size = guests.size();
        if (guest == null) {
            return;
        }
        var room = room(guest.reason());
        var line = room.get(guest.capability());
        if (line != null) {
            line.remove(guest);
            if (line.isEmpty()) {
                room.remove(guest.capability());
                wait(guest).ifPresent(w -> w.ended(clock.getAsLong()));
            }
        }
    }

    /** The measure of waits for slots of a capability; waits for spokes are not measured. */
    private Optional<SlotWait> wait(Guest guest) {
        return guest.reason() == WaitReason.CONCURRENCY
                ? Optional.of(waits.computeIfAbsent(guest.capability(), c -> new SlotWait()))
                : Optional.empty();
    }

    /**
     * The tasks to wake, in turn, when a slot came free that these capabilities share; the first may not be allowed to
     * take it. The most urgent go first whatever they wait for, among equals the capabilities in the given order.
     */
    List<String> nextForSlot(List<String> capabilities, int atMost) {
        if (capabilities.size() == 1) {
            var line = slotsWanted.get(capabilities.getFirst());
            return line == null ? List.of() : line.first(atMost);
        }
        var lines = new ArrayList<WaitingLine>();
        capabilities.forEach(c -> Optional.ofNullable(slotsWanted.get(c)).ifPresent(lines::add));
        lines.sort(Comparator.comparingInt(WaitingLine::mostUrgent));
        return lines.stream().flatMap(line -> line.first(atMost).stream()).toList();
    }

    /** For each wait, by what is waited for, the first to wake when the registered spokes or their breakers changed. */
    List<List<String>> nextForSpokes(int atMost) {
        var lines = new ArrayList<List<String>>();
        spokesWanted.values().forEach(line -> lines.add(line.first(atMost)));
        slotsWanted.values().forEach(line -> lines.add(line.first(atMost)));
        return lines;
    }

    /** Whether this task waits here. */
    boolean holds(String taskId) {
        return guests.containsKey(taskId);
    }

    /** All that wait, the most urgent first, then the oldest. */
    List<String> all() {
        var woken = new ArrayList<>(guests.values());
        woken.sort(Comparator.comparingInt(Guest::priority).thenComparing(Guest::taskId));
        return woken.stream().map(Guest::taskId).toList();
    }

    /** How many wait; safe from any thread. */
    int size() {
        return size;
    }

    /** How long a newcomer of this priority would wait for a slot of this capability, milliseconds; 0 where nobody waits. */
    double expectedMs(String capability, int priority) {
        var line = slotsWanted.get(capability);
        var wait = waits.get(capability);
        return line == null || wait == null ? 0 : wait.expectedMs(line.sizeUpTo(priority), clock.getAsLong());
    }

    private Map<String, WaitingLine> room(WaitReason reason) {
        return reason == WaitReason.CONCURRENCY ? slotsWanted : spokesWanted;
    }
}
