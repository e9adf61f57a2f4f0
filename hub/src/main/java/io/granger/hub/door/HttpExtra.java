package io.granger.hub.door;

import io.vertx.ext.web.Router;

/** Adds paths that are more than one JSON object in and one out: streams, metrics, health. */
@FunctionalInterface
public interface HttpExtra {
    /** Adds routes whose bodies are read as they come, before any other route reads its body whole. */
    default void addStreams(Router router) {}

    /** Adds its routes. */
    void addTo(Router router);
}
