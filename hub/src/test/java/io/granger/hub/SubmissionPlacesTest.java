package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granger.hub.admission.AdmissionLimit;
import io.granger.hub.shape.ApiError;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused after it was taken on gives its place back: however many are, the next one is accepted. */
class SubmissionPlacesTest {
    @TempDir
    Path directory;

    @Test
    void moreRefusedThanThereArePlaces_nextIsAccepted() throws IOException {
        try (var hub = LiveHub.start(directory, "")) {
            hub.spoke(Spokes.named("one", Spokes.can("work")), call -> Future.succeededFuture(Spokes.output("done")));
            var unknown = new JsonObject().put("pipeline", "nobody-has-it").put("input", new JsonObject());
            for (int i = 0; i <= AdmissionLimit.MOST; i++) {
                var refused = catchThrowableOfType(ReplyException.class, () -> hub.ask("tasks.submit", unknown));

                assertThat(ApiError.of(refused).code().word()).isEqualTo("pipeline-unknown");
            }

            var done = hub.run(Spokes.task("work"));
            assertThat(done.getString("state")).isEqualTo("completed");
            var again = hub.ask("tasks.retry", new JsonObject().put("taskId", done.getString("taskId")));
            assertThat(again.getString("retryOf")).isEqualTo(done.getString("taskId"));
            assertThat(hub.end(again.getString("taskId")).getString("state")).isEqualTo("completed");
        }
    }
}
