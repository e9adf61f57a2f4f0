package io.granger.hub.door;

import io.granger.hub.train.Snapshot;
import io.granger.hub.train.Snapshots;
import io.granger.hub.verticle.Worker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What is asked of the learning loop: data sets, training, policies. Its work is done on workers. */
public final class LearningOperations {
    private final Worker worker;
    private final Snapshots snapshots;

    /** Operations over these snapshots. */
    public LearningOperations(Vertx vertx, Snapshots snapshots) {
        this.worker = new Worker(vertx);
        this.snapshots = snapshots;
    }

    /** By name, as on the bus. */
    public Map<String, Operation> byName() {
        return Map.of("experience.snapshot", (body, caller) -> snapshot(body));
    }

    private Future<JsonObject> snapshot(JsonObject body) {
        var query = ExperienceQuery.snapshot(body);
        return worker.call(() -> snapshots.take(query)).map(Snapshot::toJson);
    }
}
