package io.granger.examples.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.hub.train.LoggedRow;
import io.granger.hub.train.PolicyFolder;
import io.granger.hub.train.WorkerProcess;
import io.granger.routing.Arm;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Cause;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.OptionFeatures;
import io.granger.routing.RewardModel;
import io.granger.routing.RewardParts;
import io.granger.routing.RoutingMode;
import io.granger.task.Preset;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A child process fits networks to the options of a world whose values are known by dynamic programming, where no linear function of
 * the state has them: which of two chains succeeds depends on whether two features agree.
 */
@Tag("slow")
class NetworkTrainingTest {
    private static final int TASKS = 1_500;
    private static final int STATE = 6;
    private static final String LAYOUT = "v1-00000001";

    /** 2 (.4 + .2 + .3 + .1) - 1, every part being 1. */
    private static final double BEST = 1;

    @TempDir
    Path folder;

    private static float[] state(Random random) {
        float[] state = new float[STATE];
        state[0] = random.nextBoolean() ? 1 : -1;
        state[1] = random.nextBoolean() ? 1 : -1;
        double[] weights = Preset.BALANCED.weights();
        for (int i = 0; i < weights.length; i++) {
            state[STATE - weights.length + i] = (float) weights[i];
        }
        return state;
    }

    private static boolean succeeds(float[] state, int chosen) {
        return (state[0] == state[1]) == (chosen == 0);
    }

    private static Decision decision(int task, float[] state, int chosen) {
        var id = "t-" + String.format("%026d", task);
        var entries = List.of("agree", "differ").stream()
                .map(option -> new CandidateEntry(
                        option, new float[OptionFeatures.NAMES.size()], 0, true, Optional.empty(), false, 0, 0, .5))
                .toList();
        return new Decision(
                id + ".1-1",
                id,
                1,
                1,
                Level.OPTION,
                1_793_000_000_000L + task,
                "documents",
                Optional.empty(),
                "",
                LAYOUT,
                state,
                entries,
                chosen,
                .5,
                .5,
                "5be1a0c2d3f4",
                "heuristic:first-chain",
                0,
                .02,
                RoutingMode.HEURISTIC,
                Arm.NONE,
                "first-chain",
                chosen,
                Optional.empty(),
                Optional.empty(),
                Preset.BALANCED,
                task);
    }

    private static ExperienceRow row(Decision decision) {
        double success = succeeds(decision.state(), decision.chosen()) ? 1 : 0;
        double[] targets = {success, success, success, success};
        var part = OptionalDouble.of(success);
        return new ExperienceRow(
                decision,
                Optional.empty(),
                1,
                5,
                new RewardParts(part, part, part, part),
                RewardModel.score(decision.preset().weights(), targets),
                targets,
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                success == 1 ? Cause.GOAL : Cause.EXHAUSTED,
                decision.atMs() + 5);
    }

    private Path snapshot() throws IOException {
        var random = new Random(7);
        var lines = new StringBuilder();
        for (int i = 0; i < TASKS; i++) {
            var row = row(decision(i, state(random), random.nextInt(2)));
            lines.append(new LoggedRow(row, List.of(), false).toJson().encode()).append('\n');
        }
        return Files.writeString(folder.resolve("log.jsonl"), lines);
    }

    private JsonObject train(Path snapshot, String seed) throws IOException, InterruptedException {
        var worker = WorkerProcess.start(
                List.of(
                        "train-worker",
                        "--watched",
                        "--snapshot",
                        snapshot.toString(),
                        "--out",
                        folder.resolve("policies").toString(),
                        "--seed",
                        seed),
                256);
        var said = new ArrayList<String>();
        var ended = worker.await(said::add);
        assertThat(ended.exitCode()).as(said + " " + ended.errors()).isZero();
        return new JsonObject(said.getLast());
    }

    @Test
    void networks_areChosenWhereLinearValuesFail_andTheSameTwice() throws IOException, InterruptedException {
        var snapshot = snapshot();

        var trained = train(snapshot, "1");

        var error = trained.getJsonObject("report").getJsonObject("heldOutError");
        assertThat(error.getDouble("network")).isLessThan(.05);
        // without the product of the two features each option is worth 0 on average, +-1 in truth
        assertThat(error.getDouble("linear")).isGreaterThan(.8);
        assertThat(trained.getJsonObject("report").getString("model")).isEqualTo("network");
        assertThat(train(snapshot, "1").getString("version")).isEqualTo(trained.getString("version"));
        assertThat(train(snapshot, "2").getString("version")).isNotEqualTo(trained.getString("version"));

        var router = new PolicyFolder(folder.resolve("policies"))
                .read(trained.getString("version"))
                .open(LAYOUT::equals, false);
        var random = new Random(8);
        for (int i = 0; i < 20; i++) {
            var state = state(random);
            double[] values = router.score(decision(i, state, 0).situation()).value();
            for (int option = 0; option < 2; option++) {
                assertThat(values[option]).isCloseTo(succeeds(state, option) ? BEST : -BEST, within(.2));
            }
        }
    }
}
