package io.granger.sdk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A spoke that is registered and takes calls, until it drains. Safe from any thread. */
public final class ServedSpoke {

    private static final String DEREGISTER = "granger.spokes.deregister";

    private final SpokeDescription description;
    private final BusLink link;
    private final String address;
    private final CallDesk desk;
    private final Lease lease;
    private @Nullable MessageConsumer<Object> consumer;
    private boolean gone;

    ServedSpoke(SpokeDescription description, BusLink link, Duration patience) {
        this.description = description.checked();
        this.link = link;
        this.address = "spoke." + description.name() + "." + UUID.randomUUID();
        Notices notices = new Notices(SpokeClient.class, "spoke " + description.name());
        this.desk = new CallDesk(description, notices);
        this.lease = new Lease(description.registration(address), desk::inFlight, notices, patience);
    }

    Future<ServedSpoke> start() {
        attach(link.vertx());
        link.whenRenewed(this::attach);
        return lease.first().map(this).onFailure(refused -> {
            synchronized (this) {
                gone = true;
            }
            quiet();
        });
    }

    private void attach(Vertx vertx) {
        MessageConsumer<Object> listening;
        synchronized (this) {
            if (gone) {
                return;
            }
            listening = vertx.eventBus().consumer(address, message -> desk.receive(vertx, message));
            consumer = listening;
            desk.open();
        }
        // Registered only once the address is known to the cluster, or the first calls would find nobody.
        listening.completion().onComplete(known -> lease.start(vertx));
    }

    /** What the spoke was described as. */
    public SpokeDescription description() {
        return description;
    }

    /** The address at which it takes calls, the same for its whole life. */
    public String address() {
        return address;
    }

    /** The id the hub gave it, once registered. */
    public Optional<String> spokeId() {
        return lease.spokeId();
    }

    /** Calls taken and not yet answered. */
    public int inFlight() {
        return desk.inFlight();
    }

    /**
     * Takes no new work, finishes what is in flight, and leaves. Done when the last answer is sent, or the limit is over; a second call
     * is done at once.
     */
    public Future<Void> drain(Duration limit) {
        synchronized (this) {
            if (gone) {
                return Future.succeededFuture();
            }
            gone = true;
        }
        lease.leave();
        long limitMs = Math.max(1, limit.toMillis());
        return farewell(limitMs)
                .eventually(() ->
                        desk.idle().timeout(limitMs, TimeUnit.MILLISECONDS).otherwiseEmpty())
                .eventually(this::quiet)
                .onComplete(left -> desk.stop())
                .otherwiseEmpty();
    }

    private Future<Void> farewell(long limitMs) {
        Optional<String> id = lease.spokeId();
        if (id.isEmpty()) {
            return Future.succeededFuture();
        }
        Vertx vertx;
        try {
            vertx = link.vertx();
        } catch (IllegalStateException noHub) {
            return Future.succeededFuture();
        }
        JsonObject goodbye = new JsonObject().put("spokeId", id.get()).put("drain", true);
        return vertx.eventBus()
                .request(DEREGISTER, goodbye, new DeliveryOptions().setSendTimeout(limitMs))
                .mapEmpty();
    }

    /**
     * Behaves as if its process had died: no heartbeat, no consumer, no answer to work in flight, and no word to the hub. For drills of
     * failure; {@link #comeBack()} ends it.
     */
    public Future<Void> goSilent() {
        return quiet();
    }

    /** Ends a silence: listens and registers again, under the same address. */
    public void comeBack() {
        attach(link.vertx());
    }

    private Future<Void> quiet() {
        MessageConsumer<Object> listening;
        synchronized (this) {
            desk.fallSilent();
            lease.stop();
            listening = consumer;
            consumer = null;
        }
        return listening == null
                ? Future.succeededFuture()
                : listening.unregister().otherwiseEmpty();
    }
}
