package io.granger.hub.load;

import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Has a context look again and again what is due. A timer of the context itself looks once a millisecond and a bit at most, and starts all
 * that fell due since in one burst.
 */
final class Pacer {
    private final Context context;
    private final long everyNanos;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private volatile boolean isOver;

    Pacer(Context context, long everyNanos) {
        this.context = context;
        this.everyNanos = everyNanos;
    }

    /** Runs this on the context again and again until it returns false. */
    void run(BooleanSupplier look) {
        Thread.ofPlatform().daemon().name("pacer").start(() -> {
            while (!isOver) {
                if (isAsked.compareAndSet(false, true)) {
                    context.runOnContext(v -> {
                        isAsked.set(false);
                        isOver = isOver || !look.getAsBoolean();
                    });
                }
                LockSupport.parkNanos(everyNanos);
            }
        });
    }
}
