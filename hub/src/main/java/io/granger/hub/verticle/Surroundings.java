package io.granger.hub.verticle;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * All that the core asks of the world besides its clock, its store and its chance: timers, calls to spokes,
 * announcements, and work that blocks. The hub's is the event bus; a simulation's is a queue of events in virtual time.
 *
 * <p>Whatever is handed back runs on the core's own thread and never inside the call that asked for it.
 */
public interface Surroundings {

    /** Runs something once after so many milliseconds, at least 1; the number is for {@link #cancel}. */
    long after(long delayMs, Runnable task);

    /** Forgets what was to be run; a number that is not known changes nothing. */
    void cancel(long timer);

    /**
     * Asks whoever listens at an address.
     *
     * @return the answer's body; fails with a {@link io.vertx.core.eventbus.ReplyException} that says whether anybody heard
     */
    Future<Object> ask(String address, JsonObject message, long timeoutMs);

    /** Tells whoever listens at an address; nobody need, and then the event is not made either. */
    void publish(String address, Supplier<JsonObject> event);

    /** Does what blocks, store reads above all, off the core's thread. */
    <T> Future<T> blocking(Callable<T> work);
}
