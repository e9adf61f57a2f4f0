package io.granger.hub.verticle;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.registry.Registration;
import io.granger.registry.Spoke;
import io.granger.registry.SpokeRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Where spokes come, stay and go: registrations, heartbeats, drains, leases that run out. Owner thread only. */
public final class SpokeDesk {
    private final SpokeRegistry registry;
    private final EventLog log;
    private final LongSupplier clock;
    private final Runnable changed;
    private final Consumer<String> left;
    private final Map<String, Promise<Void>> drains = new HashMap<>();

    /**
     * A desk over this registry.
     *
     * @param changed run whenever a candidate may have come
     * @param left given the id of a spoke whose lease ran out
     */
    SpokeDesk(SpokeRegistry registry, EventLog log, LongSupplier clock, Runnable changed, Consumer<String> left) {
        this.registry = registry;
        this.log = log;
        this.clock = clock;
        this.changed = changed;
        this.left = left;
    }

    /** Registers or renews; refused with {@code spoke-name-taken} while another owner's lease lives. */
    public String register(Spoke spoke) {
        return switch (registry.register(spoke, clock.getAsLong())) {
            case Registration.Registered done -> {
                if (!done.renewed()) {
                    log.tell("spoke.joined", new JsonObject().put("spokeId", done.spokeId()));
                }
                changed.run();
                yield done.spokeId();
            }
            case Registration.NameTaken taken ->
                throw ApiError.of(
                        ErrorCode.SPOKE_NAME_TAKEN,
                        "spoke name " + spoke.name() + " is held by another owner for " + taken.secondsLeft()
                                + " more seconds");
            case Registration.RegistryFull full ->
                throw ApiError.of(
                                ErrorCode.REGISTRATION_QUOTA,
                                "at most " + full.limit() + " spoke instances may be registered")
                        .retryAfter(60);
        };
    }

    /** Renews a lease; refused with {@code spoke-unknown} when there is none. */
    public void heartbeat(String spokeId) {
        if (!registry.heartbeat(spokeId, clock.getAsLong())) {
            throw unknown(spokeId);
        }
    }

    /** Takes a spoke out: at once, or once its work in flight ended. */
    public Future<Void> deregister(String spokeId, boolean drain) {
        if (!registry.drain(spokeId, clock.getAsLong())) {
            throw unknown(spokeId);
        }
        if (!drain) {
            leave(spokeId);
            return Future.succeededFuture();
        }
        log.tell("spoke.draining", new JsonObject().put("spokeId", spokeId));
        var promise = drains.computeIfAbsent(spokeId, s -> Promise.promise());
        settle(spokeId);
        return promise.future();
    }

    /** A spoke is surely gone, whatever its lease says; nothing happens when none of that id is registered. */
    public void gone(String spokeId) {
        if (registry.lose(spokeId, clock.getAsLong())) {
            tick();
        }
    }

    /** Whether this spoke has a lease. */
    public boolean knows(String spokeId) {
        return registry.spoke(spokeId).isPresent();
    }

    /** Stops new work for a spoke without removing it. */
    public void drain(String spokeId) {
        if (!registry.drain(spokeId, clock.getAsLong())) {
            throw unknown(spokeId);
        }
        log.tell("spoke.draining", new JsonObject().put("spokeId", spokeId));
    }

    /** A call of this spoke ended: a drain may be over. */
    void settle(String spokeId) {
        if (drains.containsKey(spokeId) && registry.isIdle(spokeId)) {
            leave(spokeId);
        }
    }

    /** Drops the spokes whose leases ran out and tells of breakers that moved. */
    void tick() {
        for (var spoke : registry.expire(clock.getAsLong())) {
            log.tell("spoke.lost", new JsonObject().put("spokeId", spoke.spokeId()));
            left.accept(spoke.spokeId());
            finishDrain(spoke.spokeId());
        }
        for (var change : registry.drainBreakerChanges()) {
            log.tell(
                    "spoke.breaker",
                    new JsonObject()
                            .put("candidate", change.candidate().toString())
                            .put(
                                    "state",
                                    change.to()
                                            .name()
                                            .toLowerCase(java.util.Locale.ROOT)
                                            .replace('_', '-')));
        }
    }

    private void leave(String spokeId) {
        registry.remove(spokeId);
        log.tell("spoke.left", new JsonObject().put("spokeId", spokeId));
        left.accept(spokeId);
        finishDrain(spokeId);
    }

    private void finishDrain(String spokeId) {
        var promise = drains.remove(spokeId);
        if (promise != null) {
            promise.tryComplete();
        }
    }

    private static ApiError unknown(String spokeId) {
        return ApiError.of(ErrorCode.SPOKE_UNKNOWN, "no spoke " + spokeId + " is registered; register it (again)");
    }
}
