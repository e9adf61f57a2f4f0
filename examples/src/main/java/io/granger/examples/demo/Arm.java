package io.granger.examples.demo;

import io.granger.task.Preset;
import io.vertx.core.json.JsonObject;

/** The two sides of the comparison. */
enum Arm {
    HEURISTIC,
    LEARNED;

    /** The task that has this document read in this arm. */
    JsonObject task(DemoDocument document, int place, Preset preset) {
        JsonObject task = new JsonObject()
                .put("pipeline", "documents")
                .put("input", document.input(place))
                .put("features", document.features())
                .put("preset", preset.word());
        return this == HEURISTIC ? task.put("mode", "heuristic") : task;
    }
}
