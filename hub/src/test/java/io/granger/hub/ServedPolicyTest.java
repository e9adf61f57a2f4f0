package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granger.hub.train.TrainWork;
import io.granger.hub.train.TrainingProgress;
import io.granger.hub.train.TrainingSettings;
import io.granger.hub.train.TrainingSettings.Model;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package that was trained serves, survives a restart with what it learnt since, and is gone when it is taken back. */
class ServedPolicyTest {
    private static final String CONF = "rollout: {stages: [0.5], minKeys: 1000}\n";

    @TempDir
    Path directory;

    /** One spoke succeeds, the other fails: a policy cannot but learn which. */
    private static void spokes(LiveHub hub) {
        hub.spoke("good", "work", call -> Spokes.output("done"));
        hub.spoke("poor", "work", call -> Spokes.failure("internal", false));
    }

    private String trained(LiveHub hub) throws IOException {
        for (int i = 0; i < 60; i++) {
            hub.run(Spokes.task("work"));
        }
        var snapshot = hub.ask("experience.snapshot", new JsonObject());
        return TrainWork.run(
                        Path.of(snapshot.getString("file")),
                        directory.resolve("data/policies"),
                        new TrainingSettings(1, Optional.empty(), Optional.empty(), .25, Model.LINEAR),
                        TrainingProgress.SILENT)
                .getString("version");
    }

    private static JsonObject promote(LiveHub hub, String version) {
        return hub.ask(
                "policies.promote",
                new JsonObject().put("version", version).put("reason", "test").put("override", true));
    }

    private static List<JsonObject> steps(LiveHub hub, int tasks) {
        var steps = new ArrayList<JsonObject>();
        for (int i = 0; i < tasks; i++) {
            var id = hub.run(Spokes.task("work").put("key", "key-" + i)).getString("taskId");
            var decisions = hub.ask("decisions.get", new JsonObject().put("taskId", id));
            Spokes.objects(decisions.getJsonArray("decisions")).stream()
                    .filter(d -> d.getString("level").equals("step"))
                    .forEach(steps::add);
        }
        return steps;
    }

    private static JsonObject serving(LiveHub hub) {
        return hub.ask("routing.get", new JsonObject()).getJsonObject("policy");
    }

    @Test
    void promotedPackage_decides_survivesARestart_andIsTakenBack() throws IOException {
        String version;
        try (var hub = LiveHub.unhurried(directory, CONF)) {
            spokes(hub);
            version = trained(hub);
            assertThat(promote(hub, version).getString("stage")).isEqualTo("shadow");
            LiveHub.eventually().until(() -> serving(hub).getString("version").equals(version));
            assertThat(steps(hub, 1).getFirst().getJsonObject("shadow").getString("policy"))
                    .isEqualTo(version);

            assertThat(promote(hub, version).getString("stage")).isEqualTo("canary 0.5");
            assertServes(steps(hub, 30), version);
        }
        try (var hub = LiveHub.unhurried(directory, CONF)) {
            spokes(hub);
            LiveHub.eventually()
                    .until(() -> serving(hub).getString("version").equals(version)
                            && serving(hub).getLong("revision") > 0);
            assertServes(steps(hub, 30), version);

            hub.ask(
                    "policies.rollback",
                    new JsonObject().put("version", version).put("reason", "test"));
            LiveHub.eventually().until(() -> serving(hub).getString("version").equals("auto-0"));
        }
    }

    /** Half of the keys are treated: of 30 none or all with a chance below one in 10^8. */
    private static void assertServes(List<JsonObject> steps, String version) {
        var treated = steps.stream()
                .filter(step -> step.getString("arm").equals("treatment"))
                .toList();
        assertThat(treated).isNotEmpty();
        assertThat(treated)
                .allSatisfy(step -> assertThat(step.getString("policy")).isEqualTo(version));
        assertThat(steps)
                .anySatisfy(step -> assertThat(step.getString("policy")).startsWith("heuristic:"));
    }

    @Test
    void promote_packageThatIsNotWhole_isRefusedWithTheReason() throws IOException {
        try (var hub = LiveHub.unhurried(directory, CONF)) {
            spokes(hub);
            var version = trained(hub);
            var weights = directory.resolve("data/policies").resolve(version).resolve("weights.safetensors");
            byte[] bytes = Files.readAllBytes(weights);
            bytes[bytes.length / 2] ^= 1;
            Files.write(weights, bytes);

            var refused = catchThrowableOfType(ReplyException.class, () -> promote(hub, version));

            assertThat(refused.failureCode()).isEqualTo(422);
            assertThat(refused.getMessage()).contains("policy-rejected", "weights must be");
            assertThat(serving(hub).getString("version")).isEqualTo("auto-0");
        }
    }

    private Path weights(String version) {
        return directory.resolve("data/policies").resolve(version).resolve("weights.safetensors");
    }

    private String promotedToACanary() throws IOException {
        try (var hub = LiveHub.unhurried(directory, CONF)) {
            spokes(hub);
            var version = trained(hub);
            promote(hub, version);
            assertThat(promote(hub, version).getString("stage")).isEqualTo("canary 0.5");
            return version;
        }
    }

    /** The hub starts, the heuristic decides, and the rollout says why it was taken back. */
    private void assertTakenBack(String version, String why) throws IOException {
        try (var hub = LiveHub.unhurried(directory, CONF)) {
            spokes(hub);
            assertThat(steps(hub, 30))
                    .allSatisfy(step -> assertThat(step.getString("policy")).isNotEqualTo(version));
            LiveHub.eventually()
                    .until(() -> hub.ask("rollout.get", new JsonObject())
                            .getString("status")
                            .equals("cooldown"));

            assertThat(hub.ask("rollout.get", new JsonObject()).getString("verdict"))
                    .startsWith("rolled back at once: the package of " + version + " cannot be opened")
                    .contains(why);
            assertThat(hub.ask("routing.get", new JsonObject()).getString("mode"))
                    .isEqualTo("heuristic");
            LiveHub.eventually().until(() -> serving(hub).getString("version").equals("auto-0"));
            assertThat(LiveHub.get(hub, "/v1/audit?limit=1").encode()).contains("policy.rolledback", why);
        }
    }

    @Test
    void package_damagedWhileTheHubWasDown_neverServes_andIsTakenBackWithAVerdict() throws IOException {
        var version = promotedToACanary();
        byte[] bytes = Files.readAllBytes(weights(version));
        bytes[bytes.length / 3] ^= 4;
        Files.write(weights(version), bytes);

        assertTakenBack(version, "weights must be");
    }

    @Test
    void package_goneWhileTheHubWasDown_isTakenBackWithAVerdict() throws IOException {
        var version = promotedToACanary();
        var folder = directory.resolve("data/policies");
        Files.move(folder.resolve(version), folder.resolve("elsewhere"));

        assertTakenBack(version, "no policy " + version);
    }
}
