package io.granger.hub.verticle;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** The rollout over the clustered bus: its judge tells all members, they send it what they see. Owner thread only. */
final class RolloutMembers implements RolloutLink {
    private static final String TELL = "granger.members.rollout";
    private static final String ASK = "granger.members.rollout.ask";
    private static final String NOTES = "granger.members.rollout.notes.";

    private final Vertx vertx;
    private final String node;

    RolloutMembers(Vertx vertx, String node) {
        this.vertx = vertx;
        this.node = node;
    }

    /** Lets this desk hear the others, and asks them once what they know. */
    void open(RolloutDesk desk) {
        vertx.eventBus().<JsonObject>consumer(TELL, message -> {
            if (!node.equals(message.headers().get("node"))) {
                Map<String, String> settings = new HashMap<>();
                message.body().forEach(entry -> settings.put(entry.getKey(), (String) entry.getValue()));
                desk.heard(settings);
            }
        });
        vertx.eventBus()
                .<JsonObject>consumer(
                        NOTES + node,
                        message -> message.body()
                                .getJsonArray("notes")
                                .forEach(note ->
                                        desk.noted(message.body().getString("stage"), Note.of((JsonArray) note))));
        vertx.eventBus().<String>consumer(ASK, message -> {
            if (!node.equals(message.body())) {
                desk.asked();
            }
        });
        vertx.eventBus().publish(ASK, node);
    }

    @Override
    public void tell(Map<String, String> settings) {
        var body = new JsonObject();
        settings.forEach(body::put);
        vertx.eventBus().publish(TELL, body, new DeliveryOptions().addHeader("node", node));
    }

    @Override
    public void send(String judge, String stageId, JsonArray notes) {
        vertx.eventBus()
                .send(NOTES + judge, new JsonObject().put("stage", stageId).put("notes", notes));
    }
}
