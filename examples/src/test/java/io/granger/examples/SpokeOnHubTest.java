package io.granger.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granger.hub.Hub;
import io.granger.hub.config.ConfigLoader;
import io.granger.sdk.Answer;
import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.ServedSpoke;
import io.granger.sdk.SpokeClient;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spoke client against a real hub in the same process. */
class SpokeOnHubTest {

    /** Limits end a test that hangs; no test depends on them. */
    private static final Duration LIMIT = Duration.ofSeconds(180);

    private static final String CONFIGURATION = """
            http: {port: 0}
            spokes: {leaseMs: 600000, heartbeatMs: 2000}
            routing: {heuristic: fixed-order}
            exploration: {floor: 0}
            retry: {maxAttempts: 1}
            """;

    @TempDir
    private Path data;

    private Hub hub;
    private SpokeClient client;

    @BeforeEach
    void start() throws Exception {
        Path conf = Files.createDirectory(data.resolve("conf"));
        Files.writeString(conf.resolve("granger.yaml"), CONFIGURATION);
        hub = done(Hub.start(ConfigLoader.load(conf).withData(data.resolve("hub"))));
        client = SpokeClient.on(hub.vertx());
    }

    @AfterEach
    void stop() throws Exception {
        done(client.close(Duration.ofSeconds(2)));
        done(hub.close());
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private JsonObject ask(String operation, JsonObject body) throws Exception {
        DeliveryOptions patient = new DeliveryOptions().setSendTimeout(LIMIT.toMillis());
        return done(hub.vertx()
                .eventBus()
                .<JsonObject>request("granger." + operation, body, patient)
                .map(Message::body));
    }

    private String submitGreeting() throws Exception {
        return ask(
                        "tasks.submit",
                        new JsonObject()
                                .put("steps", "greet")
                                .put(
                                        "input",
                                        new JsonObject()
                                                .put("type", "text/plain")
                                                .put("name", "Ada")))
                .getString("taskId");
    }

    private JsonObject ended(String taskId) throws Exception {
        return ask("tasks.await", new JsonObject().put("taskId", taskId).put("waitMs", 60_000));
    }

    private static SpokeDescription greeter(String name) {
        return SpokeDescription.named(name, "1.0.0")
                .capability(CapabilityDescription.named("greet")
                        .accepting("text/plain")
                        .producing("text/greeting")
                        .takingMs(50));
    }

    private JsonArray spokes() throws Exception {
        return ask("spokes.list", new JsonObject()).getJsonArray("spokes");
    }

    @Test
    void task_forAServedSpoke_completesWithItsOutput() throws Exception {
        done(client.serve(greeter("hello")
                .blocking(call -> Answer.output("text", "hello " + call.input().getString("name")))));

        JsonObject view = ended(submitGreeting());

        assertThat(view.getString("state")).isEqualTo("completed");
        assertThat(view.getJsonObject("result").getString("text")).isEqualTo("hello Ada");
    }

    @Test
    void task_whoseFirstSpokeFails_isRecoveredByTheOther() throws Exception {
        AtomicInteger failed = new AtomicInteger();
        done(client.serve(greeter("broken").blocking(call -> {
            failed.incrementAndGet();
            throw new IllegalStateException("no luck");
        })));
        done(client.serve(greeter("hello").blocking(call -> Answer.output("text", "hello"))));

        // In fixed order every task goes to the broken one first; it may not be tried twice.
        for (int i = 1; i <= 3; i++) {
            JsonObject view = ended(submitGreeting());

            assertThat(view.getString("state")).isEqualTo("completed");
            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("hello");
            assertThat(view.getBoolean("recovered")).isTrue();
            assertThat(failed).hasValue(i);
            assertThat(view.getJsonArray("steps").stream().map(step -> ((JsonObject) step).getString("outcome")))
                    .containsExactly("internal", "success");
        }
    }

    @Test
    void drain_whileATaskIsInFlight_finishesItAndLeavesTheList() throws Exception {
        CompletableFuture<Answer> later = new CompletableFuture<>();
        ServedSpoke spoke = done(client.serve(greeter("hello").blocking(call -> later.get())));
        String taskId = submitGreeting();
        await().atMost(LIMIT).until(() -> spoke.inFlight() == 1);

        Future<Void> drained = spoke.drain(LIMIT);
        later.complete(Answer.output("text", "hello"));
        done(drained);

        assertThat(ended(taskId).getString("state")).isEqualTo("completed");
        assertThat(spokes()).isEmpty();
    }

    @Test
    void silentSpoke_comesBack_servesTasksAgain() throws Exception {
        ServedSpoke spoke = done(client.serve(greeter("hello").blocking(call -> Answer.output("text", "hello"))));
        done(spoke.goSilent());

        spoke.comeBack();

        await().atMost(LIMIT)
                .until(() -> ended(submitGreeting()).getString("state").equals("completed"));
    }
}
