package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spokes that answer late, twice or not at all, that go down with their work, or fail all together. */
class HostileSpokesTest {
    private static final String PLAIN = "store: {durability: memory}\nexploration: {floor: 0}\n"
            + "routing: {heuristic: fixed-order}\nretry: {maxAttempts: 1, backoffMs: 1, backoffMaxMs: 1}\n";

    @TempDir
    Path directory;

    private static String metrics(LiveHub hub) {
        return new WebSide(hub).get("/metrics").text();
    }

    /** Registers once; the test has each call to answer as it likes. */
    private static ConcurrentLinkedDeque<Message<JsonObject>> byHand(LiveHub hub, JsonObject spoke) {
        var calls = new ConcurrentLinkedDeque<Message<JsonObject>>();
        hub.vertx().eventBus().<JsonObject>consumer(spoke.getString("address"), calls::add);
        hub.ask("spokes.register", spoke);
        return calls;
    }

    @Test
    void answer_afterItsTime_changesNothing_isCountedAndKept() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var calls = byHand(hub, Spokes.named("a-slow", Spokes.can("work")));
            hub.spoke("b-quick", "work", call -> Spokes.output("quick"));
            var view = hub.run(Spokes.task(Spokes.step("work").put("timeoutMs", 50)));
            var taskId = view.getString("taskId");
            var before = Spokes.decisions(hub, taskId);

            calls.remove().reply(Spokes.output("late"));

            LiveHub.eventually().until(() -> metrics(hub).contains("granger_late_answers_total 1.0"));
            LiveHub.eventually()
                    .until(() -> Spokes.decisions(hub, taskId).get(1).containsKey("outcomes"));
            var step = Spokes.decisions(hub, taskId).get(1);
            var late = step.getJsonArray("outcomes").getJsonObject(0);
            assertThat(late.getString("source")).isEqualTo("late");
            assertThat(late.getString("key")).isEqualTo(taskId + ".1.1-1");
            assertThat(late.getDouble("trust")).isZero();
            assertThat(step.getDouble("reward")).isEqualTo(-1);
            assertThat(Spokes.decisions(hub, taskId)).hasSameSizeAs(before);
            assertThat(hub.end(taskId)).isEqualTo(view);
        }
    }

    @Test
    void answer_twice_countsOnce() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var calls = byHand(hub, Spokes.named("twice", Spokes.can("work")));
            var taskId = hub.ask("tasks.submit", Spokes.task("work | work")).getString("taskId");
            for (int i = 1; i <= 2; i++) {
                LiveHub.eventually().until(() -> !calls.isEmpty());
                var call = calls.remove();
                call.reply(Spokes.output("first " + i));
                call.reply(Spokes.output("second " + i));
                call.fail(500, "third");
            }

            var view = hub.end(taskId);

            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("first 2");
            assertThat(view.getJsonArray("steps")).hasSize(2);
            assertThat(Spokes.decisions(hub, taskId)).hasSize(3);
        }
    }

    @Test
    void silence_isNoLateAnswer() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            byHand(hub, Spokes.named("mute", Spokes.can("work")));

            var view = hub.run(Spokes.task("work").put("deadlineMs", 50));

            assertThat(view.getString("state")).isEqualTo("failed");
            assertThat(metrics(hub)).doesNotContain("granger_late_answers_total");
        }
    }

    @Test
    void instancesGoDownWithTheirWork_threeOfThem_taskIsPoisonAndTheFourthLives() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var called = new ConcurrentLinkedDeque<String>();
            for (var name : List.of("a", "b", "c", "d")) {
                var spoke = Spokes.named(name, Spokes.can("work"));
                hub.vertx().eventBus().<JsonObject>consumer(spoke.getString("address"), call -> called.add(name));
                hub.ask("spokes.register", spoke);
            }
            var taskId = hub.ask("tasks.submit", Spokes.task("work")).getString("taskId");
            for (int i = 1; i <= 3; i++) {
                int calls = i;
                LiveHub.eventually().until(() -> called.size() == calls);
                var name = called.getLast();
                hub.ask(
                        "spokes.deregister",
                        new JsonObject()
                                .put("spokeId", name + "@1.0.0#spoke." + name)
                                .put("drain", false));
            }

            var view = hub.end(taskId);

            assertThat(view.getString("state")).isEqualTo("dead");
            assertThat(view.getJsonObject("error").getString("code")).isEqualTo("poison");
            assertThat(view.getString("why")).contains("3 different spoke instances");
            assertThat(called).containsExactly("a", "b", "c");
            // A person who knows better may have it done again.
            var again = hub.ask("tasks.retry", new JsonObject().put("taskId", taskId));
            assertThat(again.getString("retryOf")).isEqualTo(taskId);
            assertThat(again.getString("state")).isEqualTo("running");
        }
    }

    @Test
    void everySpokeFails_callsStayNearTheTasks() throws IOException {
        int tasks = 200;
        var lenient = PLAIN.replace("maxAttempts: 1", "maxAttempts: 9")
                + "breaker: {failures: 1000, failureShare: 1, window: 1000}\n";
        try (var hub = LiveHub.start(directory, lenient, () -> 1_793_000_000_000L)) {
            var calls = new AtomicInteger();
            for (var name : List.of("a", "b", "c", "d", "e", "f")) {
                hub.spoke(name, "work", call -> {
                    calls.incrementAndGet();
                    return Spokes.failure("internal", true);
                });
            }
            var submitted = new ArrayList<Future<String>>();
            for (int i = 0; i < tasks; i++) {
                submitted.add(hub.vertx()
                        .eventBus()
                        .<JsonObject>request("granger.tasks.submit", Spokes.task("work"))
                        .map(m -> m.body().getString("taskId")));
            }
            LiveHub.wait(Future.all(submitted));
            for (var taskId : submitted) {
                assertThat(hub.end(taskId.result()).getString("state")).isEqualTo("dead");
            }

            // Nine tries at each of six spokes were possible. On the budgets: a tenth of the tasks again, and ten
            // elsewhere.
            assertThat(calls.get()).isBetween(tasks, tasks + tasks / 10 + 10);
        }
    }

    @Test
    void cancelledCall_keepsItsSlotUntilTheSpokeIsDone() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var narrow = Spokes.named("narrow", Spokes.can("work")).put("concurrency", 1);
            var calls = byHand(hub, narrow);
            var first = hub.ask("tasks.submit", Spokes.task("work")).getString("taskId");
            LiveHub.eventually().until(() -> calls.size() == 1);
            var second = hub.ask("tasks.submit", Spokes.task("work")).getString("taskId");

            hub.ask("tasks.cancel", new JsonObject().put("taskId", first));
            // Registering again gives it no second slot.
            hub.ask("spokes.register", narrow);
            assertThat(hub.ask("tasks.get", new JsonObject().put("taskId", second))
                            .getJsonObject("waiting")
                            .getString("reason"))
                    .isEqualTo("concurrency");
            calls.remove().reply(Spokes.output("too late"));

            LiveHub.eventually().until(() -> calls.size() == 1);
            calls.remove().reply(Spokes.output("done"));
            assertThat(hub.end(second).getString("state")).isEqualTo("completed");
            assertThat(hub.end(first).getString("state")).isEqualTo("cancelled");
        }
    }

    @Test
    void manyTasks_cancelledTimedOutRegisteredAgain_neverMoreInFlightThanCredits() throws IOException {
        try (var hub = LiveHub.start(directory, PLAIN)) {
            var inFlight = new AtomicInteger();
            var most = new AtomicInteger();
            var spoke = Spokes.named("narrow", Spokes.can("work")).put("concurrency", 3);
            hub.spoke(spoke, call -> {
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                Promise<JsonObject> answer = Promise.promise();
                hub.vertx().setTimer(5, t -> {
                    inFlight.decrementAndGet();
                    answer.complete(Spokes.output("done"));
                });
                return answer.future();
            });
            var ended = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < 60; i++) {
                var taskId = hub.ask("tasks.submit", Spokes.task("work")).getString("taskId");
                if (i % 3 == 0) {
                    hub.vertx().eventBus().request("granger.tasks.cancel", new JsonObject().put("taskId", taskId));
                }
                if (i % 10 == 0) {
                    hub.ask("spokes.register", spoke);
                }
                ended.add(hub.vertx()
                        .eventBus()
                        .request("granger.tasks.await", new JsonObject().put("taskId", taskId))
                        .toCompletionStage()
                        .toCompletableFuture());
            }
            ended.forEach(CompletableFuture::join);

            assertThat(most.get()).isBetween(1, 3);
        }
    }
}
