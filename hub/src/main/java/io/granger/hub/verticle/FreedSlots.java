package io.granger.hub.verticle;

import io.granger.registry.Capability;
import io.granger.registry.Spoke;
import io.granger.registry.SpokeRegistry;
import java.util.ArrayList;
import java.util.List;

/** Hands slots that came free to whoever waits for one: tasks first, then verifiers; a drain may be over. Owner thread only. */
final class FreedSlots {
    private final SpokeRegistry registry;
    private final TaskRunner runner;
    private final SpokeDesk desk;
    private final Verifier verifier;

    FreedSlots(SpokeRegistry registry, TaskRunner runner, SpokeDesk desk, Verifier verifier) {
        this.registry = registry;
        this.runner = runner;
        this.desk = desk;
        this.verifier = verifier;
    }

    /** Those of the calls that ended in this turn. */
    void of(Turn turn) {
        for (int i = 0; i < turn.freed.size(); i++) {
            of(turn.settled.get(i), turn.freed.get(i));
        }
    }

    /** That of a call of this spoke for this capability. */
    void of(String spokeId, String capability) {
        runner.slotFreed(sharing(spokeId, capability));
        desk.settle(spokeId);
        verifier.slotFreed();
    }

    /** The capabilities that share the spoke's slots, the one that just had its turn last. */
    private List<String> sharing(String spokeId, String capability) {
        var capabilities = registry.spoke(spokeId).map(Spoke::capabilities).orElse(List.of());
        if (capabilities.size() < 2) {
            return List.of(capability);
        }
        var names = capabilities.stream().map(Capability::name).toList();
        int after = names.indexOf(capability) + 1;
        if (after == 0) {
            return List.of(capability);
        }
        var inTurn = new ArrayList<>(names.subList(after, names.size()));
        inTurn.addAll(names.subList(0, after));
        return inTurn;
    }
}
