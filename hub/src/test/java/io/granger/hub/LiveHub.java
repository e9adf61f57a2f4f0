package io.granger.hub;

import io.granger.hub.config.ConfigLoader;
import io.granger.hub.store.HubStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A real hub for tests, in this JVM, with a data directory of its own and a free port.
 *
 * <p>Nothing here depends on how fast the machine is: limits are there to end a test that hangs, and leases outlast any test
 * that does not set its own.
 */
public final class LiveHub implements AutoCloseable {
    private static final long WAIT_S = 180;
    private static final long ANSWER_MS = 20_000;
    private static final long TASK_WAIT_MS = 60_000;
    private static final String LONG_LEASES = "spokes: {leaseMs: 600000}\n";

    /** As many connections as a test has calls under way. */
    private static final int CONNECTIONS = 500;

    private final Hub hub;
    private final HttpClient client;

    private LiveHub(Hub hub) {
        this.hub = hub;
        client = hub.vertx().createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** Starts a hub whose configuration is the defaults and these lines of YAML. */
    public static LiveHub start(Path directory, String yaml) throws IOException {
        return start(directory, yaml, UnaryOperator.identity());
    }

    /** The same with something between the hub and its store. */
    public static LiveHub start(Path directory, String yaml, UnaryOperator<HubStore> around) throws IOException {
        return start(directory, yaml, System::currentTimeMillis, System::nanoTime, around);
    }

    /** The same whose policy is never too slow, however long this JVM is kept waiting: its stopwatch stands still. */
    public static LiveHub unhurried(Path directory, String yaml) throws IOException {
        return start(directory, yaml, System::currentTimeMillis, () -> 0, UnaryOperator.identity());
    }

    /** The same with a stopwatch for the policy's budget that the test moves. */
    public static LiveHub timed(Path directory, String yaml, LongSupplier nanoTime) throws IOException {
        return start(directory, yaml, System::currentTimeMillis, nanoTime, UnaryOperator.identity());
    }

    /** The same with a clock, epoch milliseconds, that the test moves. */
    public static LiveHub start(Path directory, String yaml, LongSupplier clock) throws IOException {
        return start(directory, yaml, clock, System::nanoTime, UnaryOperator.identity());
    }

    private static LiveHub start(
            Path directory, String yaml, LongSupplier clock, LongSupplier nanoTime, UnaryOperator<HubStore> around)
            throws IOException {
        var conf = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(
                conf.resolve("granger.yaml"),
                "data: " + directory.resolve("data") + "\nhttp: {port: 0}\n"
                        + (yaml.contains("spokes:") ? "" : LONG_LEASES) + yaml + "\n");
        return new LiveHub(wait(Hub.start(ConfigLoader.load(conf), clock, nanoTime, around)));
    }

    /** The hub. */
    public Hub hub() {
        return hub;
    }

    /** Its bus. */
    public Vertx vertx() {
        return hub.vertx();
    }

    /** One client for all calls: each has connections of its own, which stay open for a minute. */
    HttpClient client() {
        return client;
    }

    /** Asks an operation over the bus. */
    public JsonObject ask(String operation, JsonObject body) {
        return ask(operation, body, new DeliveryOptions());
    }

    /** Asks an operation over the bus with headers. */
    public JsonObject ask(String operation, JsonObject body, DeliveryOptions options) {
        return wait(vertx().eventBus()
                .<JsonObject>request("granger." + operation, body, options.setSendTimeout(WAIT_S * 1000))
                .map(Message::body));
    }

    /** Registers a spoke of one capability that takes and makes anything; the handler answers each call's message. */
    public void spoke(String name, String capability, Function<JsonObject, JsonObject> answer) {
        spoke(
                new JsonObject()
                        .put("name", name)
                        .put("version", "1.0.0")
                        .put("address", "spoke." + name)
                        .put("concurrency", 64)
                        .put(
                                "capabilities",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("name", capability)
                                                .put("accepts", "*/*")
                                                .put("produces", "*/*")
                                                .put("effects", "none"))),
                call -> Future.succeededFuture(answer.apply(call)));
    }

    /** Registers a spoke as described and serves its calls; it is renewed while the hub lives. */
    public void spoke(JsonObject registration, Function<JsonObject, Future<JsonObject>> answer) {
        wait(vertx().eventBus()
                .<JsonObject>consumer(
                        registration.getString("address"),
                        message -> answer.apply(message.body())
                                .onSuccess(message::reply)
                                .onFailure(e -> message.fail(500, e.getMessage())))
                .completion());
        wait(register(registration));
        vertx().setPeriodic(1000, t -> vertx().eventBus().request("granger.spokes.register", registration));
    }

    /** Asked again, as spokes do: a message may still go to a hub that was killed a moment ago. */
    private Future<Message<JsonObject>> register(JsonObject registration) {
        return vertx().eventBus()
                .<JsonObject>request(
                        "granger.spokes.register", registration, new DeliveryOptions().setSendTimeout(ANSWER_MS))
                .recover(e -> e instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT
                        ? register(registration)
                        : Future.failedFuture(e));
    }

    /** What this hub's own HTTP door answers. */
    public static JsonObject get(LiveHub hub, String path) {
        return hub.http("GET", path, new JsonObject(), "");
    }

    /** The same with a body, and an idempotency key unless that is empty. */
    public JsonObject http(String method, String path, JsonObject body, String key) {
        var uri = java.net.URI.create("http://127.0.0.1:" + hub.httpPort() + path);
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var request = java.net.http.HttpRequest.newBuilder(uri);
            if (!method.equals("GET")) {
                request.method(method, java.net.http.HttpRequest.BodyPublishers.ofString(body.encode()));
                request.header("content-type", "application/json");
            }
            if (!key.isEmpty()) {
                request.header("idempotency-key", key);
            }
            return new JsonObject(client.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Submits a task and waits for its end. */
    public JsonObject run(JsonObject task) {
        var taskId = ask("tasks.submit", task).getString("taskId");
        return end(taskId);
    }

    /** Waits for the end of a task; a view of it as it then is. */
    public JsonObject end(String taskId) {
        return ask("tasks.await", new JsonObject().put("taskId", taskId).put("waitMs", TASK_WAIT_MS));
    }

    /** Waits for what will come to be true unless something is broken. */
    public static ConditionFactory eventually() {
        return Awaitility.await().atMost(WAIT_S, TimeUnit.SECONDS);
    }

    /** Waits for a future; what it failed with is thrown. */
    public static <T> T wait(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(WAIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        wait(hub.close());
    }
}
