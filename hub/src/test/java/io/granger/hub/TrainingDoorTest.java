package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granger.hub.train.TrainingDesk;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub trains in a child process, says how far it is, and ends it when told to. */
@Tag("slow")
class TrainingDoorTest {
    private static final int TASKS = 40;

    /** A verb that works for hours. */
    private static final List<String> ENDLESS = List.of("lab", "fourrooms", "--seeds", "1000");

    @TempDir
    static Path directory;

    private static LiveHub hub;

    @BeforeAll
    static void start() throws IOException {
        hub = LiveHub.start(directory, "store: {durability: memory}\ntrain: {heapMb: 256}");
        hub.spoke("one", "read", call -> Spokes.output("read"));
        hub.spoke("two", "read", call -> Spokes.output("read"));
        for (int i = 0; i < TASKS; i++) {
            hub.run(Spokes.task("read"));
        }
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static JsonObject trained(JsonObject body) {
        hub.ask("policies.train", body);
        LiveHub.eventually().until(() -> !status().getString("state").equals("running"));
        return status();
    }

    private static JsonObject status() {
        return hub.ask("policies.training", new JsonObject());
    }

    @Test
    void train_twice_samePackageThatIsListed() {
        var first = trained(new JsonObject().put("model", "linear"));

        assertThat(first.getString("state")).as(first.encode()).isEqualTo("done");
        // a clean task of one step has two rows
        assertThat(first.getInteger("rows")).isEqualTo(2 * TASKS);
        var again = trained(new JsonObject().put("model", "linear").put("snapshot", first.getString("snapshot")));
        assertThat(again.getString("version")).isEqualTo(first.getString("version"));
        assertThat(versions(LiveHub.get(hub, "/v1/policies").getJsonArray("policies")))
                .containsExactly("auto-0", first.getString("version"));
        var told = LiveHub.get(hub, "/v1/policies/" + first.getString("version"));
        assertThat(told.getJsonObject("manifest").getString("snapshot")).isEqualTo(first.getString("snapshot"));
        assertThat(told.getString("gate")).isEqualTo("not evaluated");
    }

    @Test
    void evaluate_fewRows_isToldAndKept() {
        var version = trained(new JsonObject().put("model", "linear")).getString("version");
        hub.ask("policies.evaluate", new JsonObject().put("version", version));
        LiveHub.eventually().until(() -> !status().getString("state").equals("running"));

        var status = status();
        assertThat(status.getString("state")).as(status.encode()).isEqualTo("done");
        var gate = status.getJsonObject("evaluation").getJsonObject("gate");
        assertThat(gate.getString("verdict")).isEqualTo("insufficient-data");
        assertThat(LiveHub.get(hub, "/v1/policies/" + version).getString("gate"))
                .isEqualTo("insufficient-data");
        assertThat(LiveHub.get(hub, "/v1/policies/" + version)
                        .getJsonObject("evaluation")
                        .getString("live"))
                .isEqualTo("heuristic");
    }

    @Test
    void evaluate_unknownVersion_isRefusedAtOnce() {
        assertThatThrownBy(() -> hub.ask("policies.evaluate", new JsonObject().put("version", "0123456789abcdef")))
                .hasMessageContaining("policy-unknown");
    }

    private static List<String> versions(JsonArray policies) {
        var versions = new ArrayList<String>();
        policies.forEach(one -> versions.add(((JsonObject) one).getString("version")));
        return versions;
    }

    @Test
    void train_nothingInTheSnapshot_failsWithTheReason() {
        var status = trained(new JsonObject().put("pipeline", "another").put("model", "linear"));

        assertThat(status.getString("state")).isEqualTo("failed");
        assertThat(status.getString("error")).contains("rows must be at least 1, are 0");
    }

    @Test
    void stop_whileAChildWorks_endsIt() throws InterruptedException {
        var ended = new ArrayBlockingQueue<JsonObject>(1);
        try (var desk = new TrainingDesk(256, System::currentTimeMillis)) {
            desk.onEnd(ended::add);
            var work = new TrainingDesk.Work("train", () -> ENDLESS, said -> said);
            desk.start(work);
            assertThatThrownBy(() -> desk.start(work)).hasMessageContaining("under way");
            LiveHub.eventually().until(() -> desk.status().containsKey("process"));
            var child = ProcessHandle.of(desk.status().getLong("process")).orElseThrow();

            desk.stop("enough");

            var status = java.util.Objects.requireNonNull(ended.poll(3, TimeUnit.MINUTES));
            assertThat(status.getString("state")).isEqualTo("stopped");
            assertThat(status.getString("error")).isEqualTo("enough");
            assertThat(child.isAlive()).isFalse();
        }
    }
}
