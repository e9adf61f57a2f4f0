package io.granger.hub.verticle;

import io.granger.hub.control.PlaceEvidence.Observation;
import io.granger.routing.Arm;
import io.vertx.core.json.JsonArray;
import java.util.Map;
import java.util.Optional;

/** How the desks of several hubs hear of each other. Owner thread only. */
interface RolloutLink {
    /** Nobody else is there. */
    RolloutLink ALONE = new RolloutLink() {
        @Override
        public void tell(Map<String, String> settings) {}

        @Override
        public void send(String judge, String stageId, JsonArray notes) {}
    };

    /** Tells all members what changed of the rollout. */
    void tell(Map<String, String> settings);

    /** Sends notes about tasks of this node to the judge. */
    void send(String judge, String stageId, JsonArray notes);

    /** What a node that does not judge says of its tasks. */
    sealed interface Note {
        /** A task was accepted that counts if it is the first of its key. */
        record Accepted(String taskId, Optional<String> key, Arm arm) implements Note {}

        /** It ended; empty when it was cut off. */
        record Ended(String taskId, Optional<Observation> seen) implements Note {}

        /** As it travels. */
        default JsonArray toJson() {
            return switch (this) {
                case Accepted a ->
                    new JsonArray()
                            .add(a.taskId())
                            .add(a.arm().word())
                            .add(a.key().orElse(""));
                case Ended e -> {
                    var json = new JsonArray().add(e.taskId());
                    e.seen()
                            .ifPresent(
                                    s -> json.add(s.reward()).add(s.success()).add(s.latency()));
                    yield json;
                }
            };
        }

        /** From what {@link #toJson} made. */
        static Note of(JsonArray json) {
            var taskId = json.getString(0);
            return switch (json.size()) {
                case 1 -> new Ended(taskId, Optional.empty());
                case 3 ->
                    new Accepted(
                            taskId,
                            Optional.of(json.getString(2)).filter(key -> !key.isEmpty()),
                            Arm.of(json.getString(1)).orElse(Arm.NONE));
                default ->
                    new Ended(
                            taskId,
                            Optional.of(new Observation(json.getDouble(1), json.getDouble(2), json.getDouble(3))));
            };
        }
    }
}
