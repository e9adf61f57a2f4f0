package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Second calls beside slow ones. The clock stands still, so that all calls measured took 0 ms, whatever the machine does:
 * the 95th percentile is 0 then, and a second call is made as soon as the first did not answer at once.
 */
class HedgeTest {
    private static final String PLAIN = "store: {durability: memory}\nexploration: {floor: 0}\n"
            + "routing: {heuristic: fixed-order}\nretry: {maxAttempts: 1, backoffMs: 1, backoffMaxMs: 1}\n"
            + "breaker: {failures: 1000, failureShare: 1, window: 1000}\n";
    private static final String HEDGED = PLAIN + "hedge: {capabilities: [work]}\n";
    private static final int MEASURED = 40;

    @TempDir
    Path directory;

    private final ConcurrentLinkedDeque<Message<JsonObject>> first = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<Message<JsonObject>> second = new ConcurrentLinkedDeque<>();

    /** A hub whose spoke {@code a} was measured alone, and then has {@code b} beside it; both are answered by hand. */
    private LiveHub hub(String yaml, String effects) throws IOException {
        var hub = LiveHub.start(directory, yaml, () -> 1_793_000_000_000L);
        hub.vertx().eventBus().<JsonObject>consumer("spoke.a", first::add);
        hub.ask("spokes.register", Spokes.named("a", Spokes.can("work").put("effects", effects)));
        for (int i = 0; i < MEASURED; i++) {
            var taskId = submit(hub);
            LiveHub.eventually().until(() -> !first.isEmpty());
            first.remove().reply(Spokes.output("quick"));
            hub.end(taskId);
        }
        hub.vertx().eventBus().<JsonObject>consumer("spoke.b", second::add);
        hub.ask("spokes.register", Spokes.named("b", Spokes.can("work").put("effects", effects)));
        return hub;
    }

    private static String submit(LiveHub hub) {
        return hub.ask("tasks.submit", Spokes.task("work")).getString("taskId");
    }

    private static Message<JsonObject> next(ConcurrentLinkedDeque<Message<JsonObject>> calls) {
        LiveHub.eventually().until(() -> !calls.isEmpty());
        return calls.remove();
    }

    private static int inFlight(LiveHub hub, String name) {
        return hub.ask("spokes.get", new JsonObject().put("spokeId", name))
                .getJsonObject("health")
                .getJsonObject("work")
                .getInteger("inFlight");
    }

    @Test
    void slowCall_secondAnswersFirst_oneDecision_bothMeasured() throws IOException {
        try (var hub = hub(HEDGED, "keyed")) {
            var taskId = submit(hub);
            var slow = next(first);
            var quick = next(second);
            assertThat(quick.body().getString("effectKey"))
                    .isEqualTo(slow.body().getString("effectKey"));
            assertThat(quick.body().getString("attemptId"))
                    .isEqualTo(slow.body().getString("attemptId") + "h");

            quick.reply(Spokes.output("second"));

            var view = hub.end(taskId);
            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("second");
            assertThat(view.getJsonArray("steps")).hasSize(1);
            assertThat(Spokes.decisions(hub, taskId))
                    .extracting(r -> r.getString("level"))
                    .containsExactly("option", "step");
            // The slow one still works at it: its slot is its own.
            LiveHub.eventually().until(() -> inFlight(hub, "b") == 0);
            assertThat(inFlight(hub, "a")).isEqualTo(1);
            slow.reply(Spokes.output("first"));
            LiveHub.eventually().until(() -> inFlight(hub, "a") == 0);
            assertThat(hub.end(taskId)).isEqualTo(view);
            assertThat(Spokes.decisions(hub, taskId).get(1).getJsonArray("outcomes"))
                    .hasSize(1);
        }
    }

    @Test
    void slowCall_answersAfterAll_theSecondIsLate() throws IOException {
        try (var hub = hub(HEDGED, "none")) {
            var taskId = submit(hub);
            var slow = next(first);
            var other = next(second);

            slow.reply(Spokes.output("first"));

            assertThat(hub.end(taskId).getJsonObject("result").getString("text"))
                    .isEqualTo("first");
            other.reply(Spokes.output("second"));
            LiveHub.eventually().until(() -> inFlight(hub, "a") + inFlight(hub, "b") == 0);
            LiveHub.eventually()
                    .until(() -> new WebSide(hub).get("/metrics").text().contains("granger_late_answers_total 1.0"));
        }
    }

    @Test
    void slowCall_fails_theSecondStillCounts() throws IOException {
        try (var hub = hub(HEDGED, "none")) {
            var taskId = submit(hub);
            var slow = next(first);
            var other = next(second);

            slow.reply(Spokes.failure("internal", true));
            other.reply(Spokes.output("second"));

            var view = hub.end(taskId);
            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("second");
            assertThat(view.getBoolean("recovered")).isFalse();
            LiveHub.eventually().until(() -> inFlight(hub, "a") + inFlight(hub, "b") == 0);
        }
    }

    @Test
    void bothFail_theStepFailsOnce() throws IOException {
        try (var hub = hub(HEDGED, "none")) {
            var taskId = submit(hub);
            var slow = next(first);
            var other = next(second);

            other.reply(Spokes.failure("internal", false));
            slow.reply(Spokes.failure("resource", false));
            // The substitute.
            next(second).reply(Spokes.output("substitute"));

            var view = hub.end(taskId);
            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("substitute");
            assertThat(view.getJsonArray("steps").getJsonObject(0).getString("outcome"))
                    .isEqualTo("resource");
            assertThat(view.getJsonArray("steps")).hasSize(2);
        }
    }

    @Test
    void manySlowCalls_secondOnesStayWithinFiveInAHundred() throws IOException {
        try (var hub = hub(HEDGED, "none")) {
            var tasks = new ArrayList<String>();
            for (int i = 0; i < 60; i++) {
                tasks.add(submit(hub));
            }
            LiveHub.eventually().until(() -> first.size() == 60 && second.size() == 5);
            for (var taskId : tasks) {
                hub.ask("tasks.cancel", new JsonObject().put("taskId", taskId));
            }

            // Of the hundred calls to a.
            assertThat(second).hasSize(5);
        }
    }

    @Test
    void unsafeOrNotConfigured_noSecondCall() throws IOException {
        try (var hub = hub(HEDGED, "unsafe")) {
            submit(hub);
            next(first).reply(Spokes.output("alone"));
        }
        try (var hub = hub(PLAIN.replace("routing:", "policy: {online: none}\nrouting:"), "none")) {
            var taskId = submit(hub);
            next(first).reply(Spokes.output("alone"));
            hub.end(taskId);
        }
        assertThat(second).isEmpty();
    }
}
