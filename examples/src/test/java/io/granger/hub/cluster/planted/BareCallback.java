package io.granger.hub.cluster.planted;

import java.util.concurrent.CompletionStage;

/** Planted: a callback without an executor. */
public final class BareCallback {
    void on(CompletionStage<String> stage) {
        stage.whenComplete((value, failure) -> {});
    }
}
