package io.granger.hub.verticle;

import io.granger.hub.task.ActiveStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Holds back calls to spokes while this hub may not act for its tasks; alone it always may. What was held back is handed out
 * when the gate opens and must be confirmed again before it goes. Owner thread only.
 */
final class SendGate {
    private final List<Held> held = new ArrayList<>();
    private BooleanSupplier isOpen = () -> true;

    private record Held(TaskSlot slot, ActiveStep step) {}

    /** From now on this says whether calls may be sent. */
    void guardedBy(BooleanSupplier mayDispatch) {
        isOpen = mayDispatch;
    }

    boolean isOpen() {
        return isOpen.getAsBoolean();
    }

    /** Sends the call, or keeps it back. */
    void pass(TaskSlot slot, ActiveStep step, BiConsumer<TaskSlot, ActiveStep> send) {
        if (isOpen()) {
            send.accept(slot, step);
        } else {
            held.add(new Held(slot, step));
        }
    }

    /** Hands out what was kept back. */
    void release(BiConsumer<TaskSlot, ActiveStep> again) {
        var all = List.copyOf(held);
        held.clear();
        all.forEach(one -> again.accept(one.slot(), one.step()));
    }
}
