package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.routing.CandidateFeatures;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spokes that come and go while the policy decides. */
class NewcomerTest {
    /** A fifth for all newcomers, but for the hundredth that exploration spreads over three. */
    private static final double MOST = .98 * .2 + .02 / 3;

    @TempDir
    Path directory;

    private LiveHub led() throws IOException {
        var hub = LiveHub.unhurried(directory, "store: {durability: memory}\nrouting: {holdout: 0}");
        for (var name : List.of("one", "two")) {
            join(hub, name);
        }
        while (!isSeasoned(hub)) {
            hub.run(Spokes.task("work"));
        }
        hub.ask(
                "routing.set",
                new JsonObject().put("mode", "rl").put("override", true).put("reason", "test"));
        return hub;
    }

    /** Registers once and never again, so that a goodbye is one. */
    private static void join(LiveHub hub, String name) {
        LiveHub.wait(hub.vertx()
                .eventBus()
                .<JsonObject>consumer("spoke." + name, call -> call.reply(Spokes.output(name)))
                .completion());
        hub.ask("spokes.register", Spokes.named(name, Spokes.can("work")));
    }

    /** How many calls a candidate has had. */
    private static double calls(JsonObject candidate) {
        return Math.expm1(candidate.getJsonArray("features").getDouble(CandidateFeatures.LOG_CALLS));
    }

    private static boolean isSeasoned(LiveHub hub) {
        return Spokes.objects(step(hub).getJsonArray("candidates")).stream().allMatch(c -> calls(c) > 50.5);
    }

    /** The step decision of one more task. */
    private static JsonObject step(LiveHub hub) {
        var taskId = hub.run(Spokes.task("work")).getString("taskId");
        return Spokes.decisions(hub, taskId).stream()
                .filter(d -> d.getString("level").equals("step"))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<JsonObject> candidate(JsonObject step, String name) {
        return Spokes.objects(step.getJsonArray("candidates")).stream()
                .filter(c -> c.getString("id").startsWith(name + "@"))
                .findFirst();
    }

    @Test
    void newcomer_isTried_withinABoundedShare() throws IOException {
        try (var hub = led()) {
            join(hub, "new");
            double calls = 0;
            while (calls < 10) {
                var newcomer = candidate(step(hub), "new").orElseThrow();
                calls = calls(newcomer);
                if (calls < 9.5) {
                    assertThat(newcomer.getDouble("probability")).isBetween(.02 / 3, MOST + 1e-9);
                }
            }
        }
    }

    @Test
    void spokeThatLeaves_isInNoDecisionThatFollows() throws IOException {
        try (var hub = led()) {
            hub.ask(
                    "spokes.deregister",
                    new JsonObject().put("spokeId", id(hub, "one")).put("drain", true));
            for (int i = 0; i < 10; i++) {
                var step = step(hub);
                assertThat(candidate(step, "one").filter(c -> c.getBoolean("eligible")))
                        .isEmpty();
                assertThat(candidate(step, "two").orElseThrow().getDouble("probability"))
                        .isEqualTo(1);
            }
        }
    }

    private static String id(LiveHub hub, String name) {
        return Spokes.objects(hub.ask("spokes.list", new JsonObject()).getJsonArray("spokes")).stream()
                .filter(s -> s.getString("name").equals(name))
                .findFirst()
                .orElseThrow()
                .getString("spokeId");
    }
}
