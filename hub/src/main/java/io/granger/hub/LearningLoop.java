package io.granger.hub;

import io.granger.hub.train.TrainingDesk;
import io.granger.hub.train.TrainingRequest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains by itself every so many tasks where configuration says so, and ends a training when operators stop routing. */
final class LearningLoop {
    private static final Logger LOG = LoggerFactory.getLogger(LearningLoop.class);
    private static final long LOOK_MS = 1_000;

    private final Vertx vertx;
    private final TrainingDesk desk;
    private final TrainingRequest.Places places;
    private final EveryEpisodes every;
    private final LongSupplier endedTasks;

    /**
     * A loop.
     *
     * @param everyEpisodes tasks after which training starts, 0 never
     * @param endedTasks how many tasks this hub ended so far; safe from any thread
     */
    LearningLoop(
            Vertx vertx, TrainingDesk desk, TrainingRequest.Places places, int everyEpisodes, LongSupplier endedTasks) {
        this.vertx = vertx;
        this.desk = desk;
        this.places = places;
        this.every = new EveryEpisodes(everyEpisodes);
        this.endedTasks = endedTasks;
    }

    void start() {
        if (every.isWanted()) {
            vertx.setPeriodic(LOOK_MS, t -> look());
        }
    }

    /** The kind of event that the end of a run is. */
    static String kind(JsonObject run) {
        if (!"done".equals(run.getString("state"))) {
            return "policy.rejected";
        }
        return "train".equals(run.getString("kind")) ? "policy.trained" : "policy.evaluated";
    }

    /** A run as its event tells it: the run's own kind would stand where the event's does. */
    static JsonObject told(JsonObject run) {
        var told = run.copy();
        told.put("run", told.remove("kind"));
        return told;
    }

    /** An event that is no task's; safe from any thread. */
    void heard(String kind, JsonObject details) {
        if (kind.equals("routing.mode") && details.getBoolean("stopped", false)) {
            desk.stop("stopped: " + details.getString("stopReason", ""));
        }
    }

    private void look() {
        long ended = endedTasks.getAsLong();
        if (every.isDue(ended, desk.isRunning())) {
            LOG.info("training by itself after {} tasks", ended);
            desk.start(TrainingRequest.ALL.work(places));
        }
    }
}
