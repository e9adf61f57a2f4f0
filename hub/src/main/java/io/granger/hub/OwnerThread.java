package io.granger.hub;

import io.vertx.core.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Runs tasks on the hub's owner context; those that come before there is one wait for it. Safe from any thread. */
final class OwnerThread implements Executor {
    private final CompletableFuture<Context> context = new CompletableFuture<>();

    /** From now on this context runs everything. */
    void takeOver(Context owner) {
        context.complete(owner);
    }

    @Override
    public void execute(Runnable task) {
        var owner = context.getNow(null);
        if (owner != null) {
            owner.runOnContext(v -> task.run());
        } else {
            var unused = context.thenAcceptAsync(late -> late.runOnContext(v -> task.run()), Runnable::run);
        }
    }
}
