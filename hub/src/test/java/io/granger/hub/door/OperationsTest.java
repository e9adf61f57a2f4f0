package io.granger.hub.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.LiveHub;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What whoever submits a task is told when it would wait for the end. */
class OperationsTest {
    private static final JsonObject MADE = new JsonObject().put("taskId", "t-1").put("state", "accepted");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        LiveHub.wait(vertx.close());
    }

    /** Makes a task, at once. */
    private static final class Making implements Operation {
        @Override
        public Future<JsonObject> apply(JsonObject body, Caller caller) {
            return begin(body, caller).get();
        }

        @Override
        public Supplier<Future<JsonObject>> begin(JsonObject body, Caller caller) {
            return () -> Future.succeededFuture(MADE.copy());
        }

        @Override
        public boolean beginsInDoors() {
            return true;
        }
    }

    private JsonObject submitted(String prefer, Operation await) {
        var operations = new Operations(
                vertx.getOrCreateContext(),
                Map.of("tasks.submit", new Making(), "tasks.await", await),
                new Members(vertx, "one", Optional.empty()));
        var caller = Caller.local(Optional.empty()).preferring(prefer);
        return LiveHub.wait(operations.call("tasks.submit", new JsonObject(), caller));
    }

    @Test
    void submit_preferringToWait_isAnsweredAsAwaitIs() {
        var view = submitted("respond-async, wait=20", (question, caller) -> Future.succeededFuture(question));

        assertThat(view).isEqualTo(new JsonObject().put("taskId", "t-1").put("waitMs", 20_000L));
    }

    @Test
    void submit_preferringNothing_isAnsweredAtOnce() {
        var view = submitted("", (question, caller) -> Future.failedFuture("nobody asked"));

        assertThat(view).isEqualTo(MADE);
    }

    @Test
    void submit_whoseEndCannotBeTold_wasMadeAllTheSame() {
        var unknown = ApiError.of(ErrorCode.OUTCOME_UNKNOWN, "out of touch");

        assertThat(submitted("wait=20", (question, caller) -> Future.failedFuture(unknown)))
                .isEqualTo(MADE);
    }
}
