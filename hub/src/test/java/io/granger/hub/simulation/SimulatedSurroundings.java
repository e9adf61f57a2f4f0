package io.granger.hub.simulation;

import io.granger.hub.verticle.Surroundings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Timers, calls and blocking reads of one life of a hub. */
final class SimulatedSurroundings implements Surroundings {
    private static final long MILLI = 1_000;
    private static final long READ_MICROS = 200;

    private final World world;
    private final String machine;
    private final SimulatedProcess process;
    private final Chance chance;

    SimulatedSurroundings(World world, String machine, SimulatedProcess process, Chance chance) {
        this.world = world;
        this.machine = machine;
        this.process = process;
        this.chance = chance;
    }

    @Override
    public long after(long delayMs, Runnable task) {
        if (delayMs < 1) {
            throw new IllegalArgumentException("a timer must be set for at least 1 ms, got " + delayMs);
        }
        return process.after(delayMs * MILLI, task);
    }

    @Override
    public void cancel(long timer) {
        process.cancel(timer);
    }

    @Override
    public Future<Object> ask(String address, JsonObject message, long timeoutMs) {
        world.laws().sent(machine, message);
        return world.network()
                .ask(machine, process, address, message, timeoutMs * MILLI)
                .onComplete(answer -> world.laws().heard(message, answer));
    }

    @Override
    public void publish(String address, Supplier<JsonObject> event) {
        // Each event of a task is published a second time, on its own address.
        if (address.equals("granger.events")) {
            world.laws().told(machine, event.get());
        }
    }

    @Override
    public <T> Future<T> blocking(Callable<T> work) {
        Promise<T> done = Promise.promise();
        process.after(chance.delay(READ_MICROS), () -> {
            try {
                T result = work.call();
                process.after(chance.delay(READ_MICROS), () -> done.complete(result));
            } catch (Exception e) {
                process.after(chance.delay(READ_MICROS), () -> done.fail(e));
            }
        });
        return done.future();
    }
}
