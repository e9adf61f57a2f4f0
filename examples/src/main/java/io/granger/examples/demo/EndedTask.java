package io.granger.examples.demo;

import io.vertx.core.json.JsonObject;

/** A task of the demo that has ended, and how. */
record EndedTask(String taskId, boolean completed) {

    static EndedTask of(JsonObject view) {
        return new EndedTask(view.getString("taskId"), "completed".equals(view.getString("state")));
    }
}
