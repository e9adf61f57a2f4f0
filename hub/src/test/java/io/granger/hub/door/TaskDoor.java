package io.granger.hub.door;

import io.granger.hub.config.HubConfig;
import io.granger.hub.shape.ApiError;
import io.granger.hub.store.HubStore;
import io.granger.hub.verticle.HubCore;
import io.granger.hub.verticle.IdempotencyBook;
import io.granger.hub.verticle.Worker;
import java.util.Map;
import java.util.function.LongSupplier;

/** The operations on tasks of one core, for a test that has no bus. */
public final class TaskDoor {
    private TaskDoor() {}

    /** By name, as clients ask for them. */
    public static Map<String, Operation> of(
            HubCore core, HubConfig config, HubStore store, Worker worker, LongSupplier clock) {
        return new TaskOperations(
                        worker,
                        clock,
                        store,
                        config.store().durability(),
                        config.routing().maxSteps(),
                        core.admission(),
                        core.intake(),
                        new IdempotencyBook(worker, store, clock),
                        core.runner(),
                        core.custody())
                .byName();
    }

    /** Whether other hubs are asked when one refused this operation so. */
    public static boolean isForOthers(String operation, ApiError refused) {
        return Operations.isForOthers(operation, refused.code());
    }
}
