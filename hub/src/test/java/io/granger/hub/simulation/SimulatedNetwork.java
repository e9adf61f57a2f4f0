package io.granger.hub.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A best-effort bus between machines: a message comes once or never, late or out of turn; an answer too. Machines can be
 * cut off from one another. Who listens nowhere is known at once, who does not answer only by the time that passes.
 */
final class SimulatedNetwork {
    private static final long USUAL_MICROS = 400;
    private static final String BETWEEN = " | ";

    private final VirtualTime time;
    private final Chance chance;
    private final Map<String, Listener> listeners = new HashMap<>();
    private final Set<String> cuts = new HashSet<>();
    private double loss;
    private long usualMicros = USUAL_MICROS;

    /** Answers a message; what it fails with goes back to the asker. */
    @FunctionalInterface
    interface Handler {
        Future<Object> answer(JsonObject message);
    }

    private record Listener(String machine, SimulatedProcess process, Handler handler) {}

    SimulatedNetwork(VirtualTime time, Chance chance) {
        this.time = time;
        this.chance = chance;
    }

    /** From now on this share of messages is lost. */
    void lose(double share) {
        loss = share;
    }

    /** From now on messages usually take so long. */
    void slow(long micros) {
        usualMicros = micros;
    }

    void cut(String machine, String other) {
        cuts.add(machine + BETWEEN + other);
        cuts.add(other + BETWEEN + machine);
    }

    void join(String machine, String other) {
        cuts.remove(machine + BETWEEN + other);
        cuts.remove(other + BETWEEN + machine);
    }

    /** Nothing is lost, slow or cut off any more. */
    void heal() {
        cuts.clear();
        loss = 0;
        usualMicros = USUAL_MICROS;
    }

    boolean isCut(String machine, String other) {
        return cuts.contains(machine + BETWEEN + other);
    }

    void listen(String machine, SimulatedProcess process, String address, Handler handler) {
        listeners.put(address, new Listener(machine, process, handler));
    }

    /** Asks from a process; the answer comes back into it, or {@link ReplyFailure#TIMEOUT} after so long. */
    Future<Object> ask(
            String machine, SimulatedProcess process, String address, JsonObject message, long timeoutMicros) {
        Promise<Object> answered = Promise.promise();
        process.after(
                timeoutMicros,
                () -> answered.tryFail(new ReplyException(ReplyFailure.TIMEOUT, "no answer from " + address)));
        var listener = listeners.get(address);
        if (listener == null || !listener.process().isAlive()) {
            process.after(
                    chance.delay(usualMicros),
                    () -> answered.tryFail(new ReplyException(ReplyFailure.NO_HANDLERS, "nobody at " + address)));
            return answered.future();
        }
        var copy = message.copy();
        carry(
                machine,
                listener.machine(),
                listener.process(),
                () -> listener.handler()
                        .answer(copy)
                        .onComplete(answer -> carry(listener.machine(), machine, process, () -> {
                            if (answer.succeeded()) {
                                answered.tryComplete(answer.result());
                            } else {
                                answered.tryFail(answer.cause());
                            }
                        })));
        return answered.future();
    }

    /** Brings something to a process on another machine, or does not. */
    void carry(String from, String to, SimulatedProcess process, Runnable what) {
        if (isCut(from, to) || chance.happens(loss)) {
            return;
        }
        // A cut that comes while the message is under way stops it too.
        time.after(chance.delay(usualMicros), () -> {
            if (!isCut(from, to)) {
                process.after(0, what);
            }
        });
    }
}
