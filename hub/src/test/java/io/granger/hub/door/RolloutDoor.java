package io.granger.hub.door;

import io.granger.hub.config.HubConfig;
import io.granger.hub.control.RolloutPlan;
import io.granger.hub.store.HubStore;
import io.granger.hub.verticle.HubCore;
import io.granger.hub.verticle.Worker;
import java.util.Map;
import java.util.function.LongSupplier;

/** The operations on the rollout of one core, for a test that has no bus. */
public final class RolloutDoor {
    private RolloutDoor() {}

    /** By name, as operators ask for them. */
    public static Map<String, Operation> of(
            HubCore core, HubConfig config, HubStore store, Worker worker, LongSupplier clock) {
        return new RolloutOperations(
                        clock,
                        worker,
                        store,
                        core.rollout(),
                        core.routing(),
                        core.pipelines(),
                        core.shelf(),
                        RolloutPlan.of(
                                config.rollout(),
                                config.gate().maxCensored(),
                                config.routing().holdout()))
                .byName();
    }
}
