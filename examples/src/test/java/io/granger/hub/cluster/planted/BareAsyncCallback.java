package io.granger.hub.cluster.planted;

import java.util.concurrent.CompletionStage;

/** Planted: asynchronous, and still without an executor. */
public final class BareAsyncCallback {
    void on(CompletionStage<String> stage) {
        stage.thenApplyAsync(String::length);
    }
}
