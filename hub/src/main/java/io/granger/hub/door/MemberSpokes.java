package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.SpokeShape;
import io.granger.hub.verticle.SpokeDesk;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets every hub know every spoke: a registration, heartbeat or goodbye that one hub took is told to the others, and a
 * hub that comes is told them all. Owner thread only.
 */
final class MemberSpokes {
    private static final String ADDRESS = "granger.members.spokes";
    private static final String ALL_TOLD = "all-told";

    private final Vertx vertx;
    private final SpokeDesk desk;
    private final String node;
    private final Map<String, JsonObject> registrations = new LinkedHashMap<>();

    MemberSpokes(Vertx vertx, SpokeDesk desk, String node) {
        this.vertx = vertx;
        this.desk = desk;
        this.node = node;
    }

    /**
     * Hears the others, and asks them who is there.
     *
     * @return completes when one of them has told all it knows, or after {@code waitMs}
     */
    Future<Void> follow(long waitMs) {
        Promise<Void> told = Promise.promise();
        var consumer = vertx.eventBus().<JsonObject>consumer(ADDRESS, message -> {
            if (node.equals(message.body().getString("node"))) {
                return;
            }
            if (!message.body().getString("kind").equals(ALL_TOLD)) {
                heard(message.body());
            } else if (node.equals(message.body().getJsonObject("body").getString("to"))) {
                told.tryComplete();
            }
        });
        // Asked before the others know that this hub listens, their answers would go nowhere.
        consumer.completion().onComplete(done -> tell("who", new JsonObject()));
        vertx.setTimer(Math.max(1, waitMs), t -> told.tryComplete());
        return told.future();
    }

    /** This hub took a registration. */
    void registered(String spokeId, JsonObject body) {
        registrations.put(spokeId, body);
        tell("register", body);
    }

    /** This hub took a heartbeat. */
    void beat(String spokeId) {
        tell("heartbeat", new JsonObject().put("spokeId", spokeId));
    }

    /** A spoke said goodbye to this hub. */
    void left(String spokeId) {
        registrations.remove(spokeId);
        tell("deregister", new JsonObject().put("spokeId", spokeId));
    }

    private void tell(String kind, JsonObject body) {
        vertx.eventBus()
                .publish(
                        ADDRESS,
                        new JsonObject().put("node", node).put("kind", kind).put("body", body));
    }

    private void heard(JsonObject message) {
        var body = message.getJsonObject("body");
        try {
            switch (message.getString("kind")) {
                case "who" -> {
                    registrations.values().forEach(known -> tell("register", known));
                    tell(ALL_TOLD, new JsonObject().put("to", message.getString("node")));
                }
                case "register" -> {
                    var spoke = SpokeShape.read(body, body.getString("address"));
                    registrations.put(spoke.spokeId(), body);
                    desk.register(spoke);
                }
                case "heartbeat" -> desk.heartbeat(body.getString("spokeId"));
                default -> {
                    registrations.remove(body.getString("spokeId"));
                    desk.deregister(body.getString("spokeId"), false);
                }
            }
        } catch (ApiError unknownHere) {
            // A beat or goodbye of a spoke this hub never heard of; the next "who" or registration mends it.
            if (message.getString("kind").equals("heartbeat")) {
                tell("who", new JsonObject());
            }
        }
    }
}
