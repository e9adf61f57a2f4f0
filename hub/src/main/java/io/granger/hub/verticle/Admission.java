package io.granger.hub.verticle;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.store.HubStore;

/** Says before anything is accepted whether the hub can take one more task. Owner thread only. */
public final class Admission {
    private static final long RETRY_AFTER_SECONDS = 1;

    private final TaskRunner runner;
    private final HubStore store;
    private final int maxOpen;
    private final int maxQueued;
    private boolean isStopping;

    /**
     * Admission up to these bounds.
     *
     * @param maxOpen open tasks
     * @param maxQueued tasks that wait for a slot or a spoke
     */
    Admission(TaskRunner runner, HubStore store, int maxOpen, int maxQueued) {
        this.runner = runner;
        this.store = store;
        this.maxOpen = maxOpen;
        this.maxQueued = maxQueued;
    }

    /** Refuses with {@code stopping}, {@code store-full} or {@code overloaded} when no task can be taken. */
    public void require() {
        if (isStopping) {
            throw ApiError.of(ErrorCode.STOPPING, "the hub is stopping").retryAfter(RETRY_AFTER_SECONDS);
        }
        if (!store.healthy()) {
            throw ApiError.of(ErrorCode.STORE_FULL, "the store takes nothing more; see the hub's log");
        }
        if (runner.openCount() >= maxOpen) {
            throw overloaded("open tasks", maxOpen);
        }
        if (runner.waitingCount() >= maxQueued) {
            throw overloaded("waiting tasks", maxQueued);
        }
    }

    /** From now on nothing is admitted. */
    public void stop() {
        isStopping = true;
    }

    private static ApiError overloaded(String what, int bound) {
        return ApiError.of(ErrorCode.OVERLOADED, what + " are at their bound of " + bound + "; try again later")
                .retryAfter(RETRY_AFTER_SECONDS);
    }
}
