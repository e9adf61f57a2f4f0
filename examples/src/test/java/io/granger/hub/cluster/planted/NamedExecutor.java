package io.granger.hub.cluster.planted;

import java.util.concurrent.CompletionStage;

/** The right way; no rule may refuse it. */
public final class NamedExecutor {
    void on(CompletionStage<String> stage) {
        stage.whenCompleteAsync((value, failure) -> {}, Runnable::run);
    }
}
