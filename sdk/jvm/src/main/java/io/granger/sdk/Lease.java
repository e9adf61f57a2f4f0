package io.granger.sdk;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A spoke's registration and the heartbeats that keep it. The hub names the interval. A heartbeat the hub does not know (404) is
 * followed by a new registration; silence of the hub is met with patience. Safe from any thread.
 */
final class Lease {

    private static final String REGISTER = "granger.spokes.register";
    private static final String HEARTBEAT = "granger.spokes.heartbeat";
    private static final long REGISTER_TIMEOUT_MS = 3_000;
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 2_000;
    private static final long DEFAULT_HEARTBEAT_MS = 2_000;
    private static final long SHORTEST_HEARTBEAT_MS = 50;

    private final JsonObject registration;
    private final IntSupplier inFlight;
    private final Notices notices;
    private final long giveUpAt;
    private final Promise<Void> first = Promise.promise();
    private @Nullable Vertx vertx;
    private @Nullable String spokeId;
    private long heartbeatMs = DEFAULT_HEARTBEAT_MS;
    private long generation;
    private boolean leaving;

    Lease(JsonObject registration, IntSupplier inFlight, Notices notices, Duration patience) {
        this.registration = registration;
        this.inFlight = inFlight;
        this.notices = notices;
        this.giveUpAt = System.nanoTime() + patience.toNanos();
    }

    /** Done with the first registration; failed when the hub refuses it, or none answers within the patience. */
    Future<Void> first() {
        return first.future();
    }

    synchronized Optional<String> spokeId() {
        return Optional.ofNullable(spokeId);
    }

    /** Registers on this bus; whatever was under way on another one is dropped. */
    void start(Vertx bus) {
        long own;
        synchronized (this) {
            vertx = bus;
            own = ++generation;
        }
        register(bus, own, FIRST_PAUSE_MS);
    }

    /** No more heartbeats, no more registrations, and not a word to the hub. */
    synchronized void stop() {
        generation++;
    }

    /** Heartbeats go on while work in flight ends, but a lease the hub has forgotten is not taken again. */
    synchronized void leave() {
        leaving = true;
    }

    private synchronized boolean stands(long own) {
        return own == generation;
    }

    private void register(Vertx bus, long own, long pauseMs) {
        if (!stands(own)) {
            return;
        }
        bus.eventBus()
                .<JsonObject>request(REGISTER, registration, new DeliveryOptions().setSendTimeout(REGISTER_TIMEOUT_MS))
                .onSuccess(reply -> registered(bus, own, reply.body()))
                .onFailure(refusal -> refused(bus, own, pauseMs, refusal));
    }

    private void registered(Vertx bus, long own, JsonObject granted) {
        synchronized (this) {
            if (own != generation) {
                return;
            }
            spokeId = granted.getString("spokeId");
            heartbeatMs = Math.max(SHORTEST_HEARTBEAT_MS, granted.getLong("heartbeatMs", DEFAULT_HEARTBEAT_MS));
        }
        notices.over("registration", "registered");
        first.tryComplete();
        bus.setTimer(heartbeatMs, fired -> heartbeat(bus, own));
    }

    private void refused(Vertx bus, long own, long pauseMs, Throwable refusal) {
        if (!stands(own)) {
            return;
        }
        boolean hopeless = isFinal(refusal);
        boolean impatient = !first.future().isComplete() && System.nanoTime() >= giveUpAt;
        notices.once("registration", "not registered" + (hopeless ? "" : " yet") + ": " + refusal.getMessage());
        if (hopeless || impatient) {
            stop();
            first.tryFail(refusal);
            return;
        }
        bus.setTimer(pauseMs, fired -> register(bus, own, Math.min(2 * pauseMs, LONGEST_PAUSE_MS)));
    }

    /** Whether the hub will say the same again: bad names and shapes, but not a name taken for now nor a full hub. */
    private static boolean isFinal(Throwable refusal) {
        return refusal instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && reply.failureCode() >= 400
                && reply.failureCode() < 500
                && reply.failureCode() != 409
                && reply.failureCode() != 429;
    }

    private void heartbeat(Vertx bus, long own) {
        JsonObject beat;
        long intervalMs;
        synchronized (this) {
            if (own != generation) {
                return;
            }
            beat = new JsonObject().put("spokeId", spokeId).put("inFlight", inFlight.getAsInt());
            intervalMs = heartbeatMs;
        }
        bus.eventBus()
                .<JsonObject>request(HEARTBEAT, beat, new DeliveryOptions().setSendTimeout(Math.max(1_000, intervalMs)))
                .onSuccess(reply -> {
                    notices.over("heartbeat", "the hub answers heartbeats again");
                    bus.setTimer(intervalMs, fired -> heartbeat(bus, own));
                })
                .onFailure(unheard -> unheard(bus, own, intervalMs, unheard));
    }

    private void unheard(Vertx bus, long own, long intervalMs, Throwable failure) {
        if (failure instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && reply.failureCode() == 404) {
            synchronized (this) {
                if (leaving) {
                    return;
                }
            }
            register(bus, own, FIRST_PAUSE_MS);
            return;
        }
        notices.once("heartbeat", "a heartbeat went unanswered: " + failure.getMessage());
        if (stands(own)) {
            bus.setTimer(intervalMs, fired -> heartbeat(bus, own));
        }
    }
}
