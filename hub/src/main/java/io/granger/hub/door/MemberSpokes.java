package io.granger.hub.door;

import io.granger.hub.cluster.BusMembers;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.SpokeShape;
import io.granger.hub.verticle.SpokeDesk;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets every hub know every spoke: a registration, heartbeat, drain or goodbye that one hub took is told to the others, and a
 * hub that comes is told all that have a lease. A spoke whose member left the cluster is taken out at once, at each hub by
 * what that hub sees itself: whoever took its registration may be gone too. Hubs that lost each other and meet again tell each
 * other all they know. Owner thread only.
 */
final class MemberSpokes {
    private static final String ADDRESS = "granger.members.spokes";
    private static final String ALL_TOLD = "all-told";

    /** When those that met again tell each other: the bus may need a second or two to find them. */
    private static final List<Long> MEET_AFTER_MS = List.of(500L, 2_000L, 6_000L);

    private final Vertx vertx;
    private final Context context;
    private final SpokeDesk desk;
    private final String node;
    private final Optional<BusMembers> members;
    private final Map<String, Known> registrations = new LinkedHashMap<>();

    /**
     * A registration.
     *
     * @param at the members at which its address was listened at when that was last looked up; empty before
     */
    private record Known(JsonObject body, Set<String> at) {}

    /** Empty members: this hub has a bus of its own. */
    MemberSpokes(Vertx vertx, SpokeDesk desk, String node, Optional<BusMembers> members) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.desk = desk;
        this.node = node;
        this.members = members;
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
        members.ifPresent(all -> {
            all.onLeft(() -> context.runOnContext(v -> memberLeft()));
            all.onReunion(() -> context.runOnContext(v -> meet()));
        });
        // Asked before the others know that this hub listens, their answers would go nowhere.
        consumer.completion().onComplete(done -> tell("who", new JsonObject()));
        vertx.setTimer(Math.max(1, waitMs), t -> told.tryComplete());
        return told.future();
    }

    /** This hub took a registration. */
    void registered(String spokeId, JsonObject body) {
        know(spokeId, body);
        tell("register", body);
    }

    private void know(String spokeId, JsonObject body) {
        registrations.put(spokeId, new Known(body, Set.of()));
        members.ifPresent(all -> all.listeningAt(body.getString("address"))
                .onSuccess(at -> context.runOnContext(v -> found(spokeId, new Known(body, at)))));
    }

    private void found(String spokeId, Known now) {
        var known = registrations.get(spokeId);
        if (known != null && known.body().equals(now.body())) {
            registrations.put(spokeId, now);
            endIfGone(spokeId, now);
        }
    }

    private void memberLeft() {
        Map.copyOf(registrations).forEach(this::endIfGone);
    }

    /** Who was alone took the spokes of all others for gone, and they its own: each side tells the other what it has. */
    private void meet() {
        MEET_AFTER_MS.forEach(ms -> vertx.setTimer(ms, t -> {
            tellAll();
            tell("who", new JsonObject());
        }));
    }

    private void tellAll() {
        registrations.keySet().removeIf(spokeId -> !desk.knows(spokeId));
        registrations.values().forEach(known -> tell("register", known.body()));
    }

    private void endIfGone(String spokeId, Known known) {
        // Asked each time: a member that stood still is dropped, and the same one when it goes on.
        if (!known.at().isEmpty() && members.map(all -> all.areGone(known.at())).orElse(false)) {
            registrations.remove(spokeId);
            desk.gone(spokeId);
        }
    }

    /** An operator had this hub drain a spoke, or it said goodbye and has work in flight. */
    void draining(String spokeId) {
        tell("drain", new JsonObject().put("spokeId", spokeId));
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
                    tellAll();
                    tell(ALL_TOLD, new JsonObject().put("to", message.getString("node")));
                }
                case "register" -> {
                    var spoke = SpokeShape.read(body, body.getString("address"));
                    desk.register(spoke);
                    know(spoke.spokeId(), body);
                }
                case "heartbeat" -> desk.heartbeat(body.getString("spokeId"));
                case "drain" -> desk.drain(body.getString("spokeId"));
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
