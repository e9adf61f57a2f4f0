package io.granger.examples.played;

import io.granger.hub.Hub;
import io.granger.hub.config.ConfigLoader;
import io.granger.sdk.Answer;
import io.granger.sdk.Call;
import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.SpokeClient;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A hub whose spokes are the arms of a table; another spoke rates what they answer by the table. */
final class PlayedHub implements AutoCloseable {
    private static final String ANSWER = "answer";
    private static final String RATE = "rate";
    private static final long WAIT_S = 120;
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final Hub hub;
    private final SpokeClient client;
    private final PlayedTable table;

    private PlayedHub(Hub hub, PlayedTable table) {
        this.hub = hub;
        this.client = SpokeClient.on(hub.vertx());
        this.table = table;
    }

    /** Starts it in an empty directory, with the policy deciding wherever a task does not ask for the heuristic. */
    static PlayedHub start(Path directory, PlayedTable table) throws IOException, TimeoutException {
        var pipelines = Files.createDirectories(directory.resolve("pipelines"));
        Files.writeString(directory.resolve("granger.yaml"), """
                data: %s
                http: {port: 0}
                routing: {preset: quality, holdout: 0}
                """.formatted(directory.resolve("data")));
        // JSON is YAML.
        Files.writeString(
                pipelines.resolve("played.yaml"),
                "name: played\nversion: 1.0.0\naccepts: text/plain\nfeatures: "
                        + table.declared().encode()
                        + "\nalternatives: [[{capability: answer, verify: rate}]]\n");
        var played = new PlayedHub(wait(Hub.start(ConfigLoader.load(directory))), table);
        played.serve();
        wait(played.ask(
                "routing.set",
                new JsonObject()
                        .put("mode", "rl")
                        .put("override", true)
                        .put("reason", "recorded outcomes are played")));
        return played;
    }

    private void serve() throws TimeoutException {
        for (int arm = 0; arm < table.arms().size(); arm++) {
            int number = arm;
            wait(client.serve(SpokeDescription.named("arm-" + arm, "1.0.0")
                    .capability(
                            CapabilityDescription.named(ANSWER).accepting("*/*").producing("*/*"))
                    .handler(call -> Future.succeededFuture(answer(call, number)))));
        }
        wait(client.serve(SpokeDescription.named("rater", "1.0.0")
                .capability(CapabilityDescription.named(RATE).accepting("*/*").producing("*/*"))
                .handler(call -> Future.succeededFuture(rate(call)))));
    }

    private Answer answer(Call call, int arm) {
        int row = call.taskInput().getInteger("row");
        return Answer.output(new JsonObject().put("row", row).put("arm", arm)).withCost(table.costs()[row][arm]);
    }

    private Answer rate(Call call) {
        var rated = call.input().getJsonObject("output");
        return Answer.output(new JsonObject())
                .withQuality(table.rewards()[rated.getInteger("row")][rated.getInteger("arm")]);
    }

    /** Has one row done and gives the arm that did it. */
    Future<Integer> play(int row, boolean isLearned) {
        var task = new JsonObject()
                .put("pipeline", "played")
                .put("input", new JsonObject().put("row", row))
                .put("features", table.features().get(row));
        if (!isLearned) {
            task.put("mode", "heuristic");
        }
        return ask("tasks.submit", task)
                .compose(accepted -> ask(
                        "tasks.await",
                        new JsonObject()
                                .put("taskId", accepted.getString("taskId"))
                                .put("waitMs", 30_000)))
                .map(view -> view.getJsonObject("result").getInteger("arm"));
    }

    private Future<JsonObject> ask(String operation, JsonObject body) {
        return hub.vertx()
                .eventBus()
                .<JsonObject>request("granger." + operation, body, new DeliveryOptions().setSendTimeout(WAIT_S * 1_000))
                .map(Message::body);
    }

    static <T> T wait(Future<T> future) throws TimeoutException {
        return future.await(WAIT_S, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws TimeoutException {
        wait(client.close(DRAIN).eventually(hub::close));
    }
}
