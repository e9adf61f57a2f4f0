package io.granger.hub.verticle;

import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskMachine;
import io.granger.hub.task.TaskSpec;
import io.granger.hub.task.TaskState;
import io.granger.registry.CandidateId;
import io.granger.registry.SpokeRegistry;
import io.granger.routing.Decision;
import io.granger.routing.Level;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The first decisions a task would get: its chain, and the spoke of its first step. Owner thread only. */
public final class DryRun {
    private final Chooser chooser;
    private final SpokeRegistry registry;
    private final LongSupplier clock;

    DryRun(Chooser chooser, SpokeRegistry registry, LongSupplier clock) {
        this.chooser = chooser;
        this.registry = registry;
        this.clock = clock;
    }

    /** The decisions, none stored, nothing sent; empty when nothing is eligible now. */
    public List<Decision> decisions(TaskSpec spec, JsonObject input) {
        var slot = new TaskSlot(TaskState.accepted(spec, JsonPayload.of(input)), false);
        slot.isDry = true;
        var decisions = new ArrayList<Decision>(2);
        if (chooser.choose(slot, Level.OPTION) instanceof TaskEvent.ChainChosen chain) {
            decisions.add(chain.decision());
            slot.state = TaskMachine.apply(slot.state, chain).state();
            if (chooser.choose(slot, Level.STEP) instanceof TaskEvent.StepChosen step) {
                decisions.add(step.decision());
                var candidate = CandidateId.parse(step.decision().chosenEntry().id());
                registry.abandon(candidate, step.dispatch(), clock.getAsLong());
            }
        }
        return decisions;
    }
}
