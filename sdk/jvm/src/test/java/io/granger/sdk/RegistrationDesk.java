package io.granger.sdk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** The registering half of a hub, small and real: grants leases, hears heartbeats, says goodbye, and calls spokes. */
final class RegistrationDesk {

    static final long HEARTBEAT_MS = 50;

    private final Vertx vertx;
    private final Map<String, JsonObject> spokes = new HashMap<>();
    private final List<JsonObject> registrations = new ArrayList<>();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final AtomicInteger farewells = new AtomicInteger();
    private OptionalInt refusal = OptionalInt.empty();

    RegistrationDesk(Vertx vertx) {
        this.vertx = vertx;
    }

    Future<RegistrationDesk> open() {
        var register = vertx.eventBus().consumer("granger.spokes.register", this::register);
        var heartbeat = vertx.eventBus().consumer("granger.spokes.heartbeat", this::heartbeat);
        var deregister = vertx.eventBus().consumer("granger.spokes.deregister", this::deregister);
        return Future.all(register.completion(), heartbeat.completion(), deregister.completion())
                .map(this);
    }

    private synchronized void register(Message<JsonObject> message) {
        registrations.add(message.body());
        if (refusal.isPresent()) {
            message.fail(refusal.getAsInt(), "{\"error\":{\"code\":\"refused\",\"message\":\"refused by the test\"}}");
            return;
        }
        JsonObject spoke = message.body();
        String id = spoke.getString("name") + "@" + spoke.getString("version") + "#" + spoke.getString("address");
        spokes.put(id, spoke);
        message.reply(new JsonObject().put("spokeId", id).put("leaseMs", 300).put("heartbeatMs", HEARTBEAT_MS));
    }

    private synchronized void heartbeat(Message<JsonObject> message) {
        heartbeats.incrementAndGet();
        if (spokes.containsKey(message.body().getString("spokeId"))) {
            message.reply(new JsonObject().put("leaseMs", 300));
        } else {
            message.fail(404, "{\"error\":{\"code\":\"spoke-unknown\",\"message\":\"register again\"}}");
        }
    }

    private synchronized void deregister(Message<JsonObject> message) {
        spokes.remove(message.body().getString("spokeId"));
        farewells.incrementAndGet();
        message.reply(new JsonObject());
    }

    synchronized void refuseWith(int status) {
        refusal = OptionalInt.of(status);
    }

    synchronized void refuseNobody() {
        refusal = OptionalInt.empty();
    }

    synchronized void forgetEverybody() {
        spokes.clear();
    }

    synchronized int registered() {
        return spokes.size();
    }

    synchronized List<JsonObject> registrations() {
        return List.copyOf(registrations);
    }

    int heartbeats() {
        return heartbeats.get();
    }

    int farewells() {
        return farewells.get();
    }

    Future<JsonObject> call(String address, JsonObject call) {
        return vertx.eventBus()
                .<JsonObject>request(address, call, new DeliveryOptions().setSendTimeout(180_000))
                .map(Message::body);
    }

    static JsonObject callOf(String capability, JsonObject input) {
        return new JsonObject()
                .put("taskId", "t-1")
                .put("stepId", "t-1.1")
                .put("attempt", 1)
                .put("attemptId", "t-1.1.1-1")
                .put("effectKey", "t-1.1")
                .put("capability", capability)
                .put("input", input)
                .put("taskInput", input)
                .put("type", "text/plain")
                .put("features", new JsonObject())
                .put("deadlineMs", 120_000);
    }
}
