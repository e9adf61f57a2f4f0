package io.granger.hub.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.hub.train.TrainingSettings.Model;
import io.granger.routing.ExperienceRow;
import io.granger.routing.LearnedRouter;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version is judged by what it was not trained on, in a world whose truth is known. */
class EvaluationTest {
    /** Mean reward in [0, 1] of a success, .4 + .2 * .5 + .3 * .8 + .1 * .5, and of each spoke. */
    private static final double SUCCESS = .79;

    private static final double GOOD = .95 * SUCCESS;
    private static final double BAD = .4 * SUCCESS;

    @TempDir
    Path folder;

    private Path snapshot(List<LoggedRow> rows) throws IOException {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(row.toJson().encode()).append('\n'));
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        return Files.write(folder.resolve(ContentFile.hash(bytes) + ".jsonl"), bytes);
    }

    private String train(Path snapshot) throws IOException {
        var settings = new TrainingSettings(1, Optional.empty(), Optional.empty(), .25, Model.LINEAR);
        return TrainWork.run(snapshot, policies(), settings, TrainingProgress.SILENT)
                .getString("version");
    }

    private Path policies() {
        return folder.resolve("policies");
    }

    private JsonObject evaluate(Path snapshot, String version, String live, double minEss) throws IOException {
        // machines stop for as long as they like: how long a decision takes is no matter here
        var rules = new GateRules(.02, minEss, .05, .05, 1e9);
        var request = new EvaluateWork.Request(
                snapshot, policies(), version, live, Optional.empty(), "power-of-two", .02, rules);
        return EvaluateWork.run(request, 1_793_000_000_000L, TrainingProgress.SILENT);
    }

    private static double number(JsonObject json, String... path) {
        JsonObject at = json;
        for (int i = 0; i < path.length - 1; i++) {
            at = at.getJsonObject(path[i]);
        }
        return at.getDouble(path[path.length - 1]);
    }

    /** The two candidates look the same, so that the heuristic takes each half of the time. */
    @Test
    void evaluate_betterVersion_passesWithTheTruthWithinItsBounds() throws IOException {
        Path log = snapshot(Logs.steps(4_000, 1));
        String version = train(log);

        JsonObject report = evaluate(log, version, "heuristic", 300);

        JsonObject steps = report.getJsonObject("steps");
        // a quarter of 4,000 tasks by hash
        assertThat(steps.getInteger("n")).isBetween(900, 1_100);
        // standard error of a reward's mean over half of the rows: about .4 / sqrt(500)
        assertThat(number(steps, "values", "version", "dr")).isCloseTo(.99 * GOOD + .01 * BAD, within(.06));
        assertThat(number(steps, "values", "heuristic", "dr")).isCloseTo((GOOD + BAD) / 2, within(.06));
        double truth = .49 * (GOOD - BAD);
        assertThat(number(steps, "difference", "live", "low")).isBetween(0.0, truth);
        assertThat(number(steps, "difference", "live", "high")).isGreaterThan(truth);
        assertThat(report.getJsonObject("gate").getString("verdict"))
                .as(report.getJsonObject("gate").encode())
                .isEqualTo("passed");
        assertThat(new PolicyFolder(policies()).gate(version).orElseThrow().passed())
                .isTrue();
        assertThat(report.getJsonArray("segments")).hasSize(3);
        assertThat(report.getJsonObject("golden").getInteger("n")).isGreaterThan(0);
    }

    /** Trained on a log in which the spokes have changed places. */
    @Test
    void evaluate_plantedBadVersion_fails() throws IOException {
        List<LoggedRow> turned = new ArrayList<>();
        for (LoggedRow row : Logs.steps(2_000, 2)) {
            ExperienceRow r = row.row();
            turned.add(new LoggedRow(
                    Logs.row(r.decision(), r.parts().success().orElse(0) == 1 ? 0 : 1, .8, false), List.of(), false));
        }
        String bad = train(snapshot(turned));
        Path log = snapshot(Logs.steps(4_000, 3));

        JsonObject gate = evaluate(log, bad, "heuristic", 300).getJsonObject("gate");

        assertThat(gate.getString("verdict")).isEqualTo("failed");
        assertThat(gate.getJsonArray("reasons").getString(0)).startsWith("steps: the lower bound");
    }

    @Test
    void evaluate_fewRows_saysSo() throws IOException {
        Path log = snapshot(Logs.steps(400, 1));

        JsonObject gate = evaluate(log, train(log), "heuristic", 500).getJsonObject("gate");

        assertThat(gate.getString("verdict")).isEqualTo("insufficient-data");
        assertThat(gate.getJsonArray("reasons").getString(0)).contains("must be at least 500");
    }

    /** A version beside itself: whatever the log, no difference at all. */
    @Test
    void evaluate_againstItself_noDifference() throws IOException {
        Path log = snapshot(Logs.steps(2_000, 4));
        String version = train(log);

        JsonObject report = evaluate(log, version, version, 200);

        assertThat(number(report, "steps", "difference", "live", "low")).isZero();
        assertThat(number(report, "steps", "difference", "live", "high")).isZero();
        assertThat(report.getJsonObject("gate").getString("verdict")).isEqualTo("passed");
    }

    /**
     * Dynamic programming: direct is worth .22, a detour with the best end .7, with the worst -1. The version takes the detour and then the
     * best; in [0, 1] that is .85 but for the floor of .02 at both choices: .99 (.99 * .85 + .01 * 0) + .01 * .61.
     */
    @Test
    void evaluate_tasks_areValuedWhole() throws IOException {
        Path log = snapshot(Logs.options(4_000, 5));

        JsonObject report = evaluate(log, train(log), "heuristic", 200);

        double truth = .99 * .99 * .85 + .01 * .61;
        assertThat(number(report, "episodes", "version", "fqe")).isCloseTo(truth, within(.04));
        assertThat(number(report, "episodes", "version", "drFqe")).isCloseTo(truth, within(.04));
        assertThat(report.getJsonObject("pipelines").getJsonObject("documents").getJsonObject("tasks"))
                .isNotNull();
        // a detour that goes on as the log's even choice did is worse than the heuristic: whole tasks decide, not that
        assertThat(number(report, "tasks", "difference", "live", "high")).isNegative();
        assertThat(report.getJsonObject("gate").getString("verdict"))
                .as(report.getJsonObject("gate").encode())
                .isEqualTo("passed");
    }

    @Test
    void evaluate_rowsTrainedOn_areNotJudgedBy() throws IOException {
        Path log = snapshot(Logs.steps(1_000, 6));
        var aside = new PolicyFolder(policies()).read(train(log)).setAside();

        long seen = Logs.steps(1_000, 6).stream()
                .filter(row -> !aside.holds(row.row().decision().taskId()))
                .filter(aside::judges)
                .count();

        assertThat(seen).isZero();
    }

    @Test
    void builtInPolicy_isReadBackAsItWasSaved() throws IOException {
        Path log = snapshot(Logs.steps(1_000, 7));
        LearnedRouter builtIn = LearnedRouter.cold();
        Logs.steps(400, 8).forEach(row -> builtIn.learnStep(row.row()));
        Path file = Files.write(folder.resolve("built-in"), EvaluateWork.builtIn(builtIn.save()));
        var request = new EvaluateWork.Request(
                log,
                policies(),
                train(log),
                LearnedRouter.POLICY,
                Optional.of(file),
                "power-of-two",
                .02,
                new GateRules(.02, 50, .05, .05, 1e9));

        JsonObject report = EvaluateWork.run(request, 0, TrainingProgress.SILENT);

        assertThat(report.getString("live")).isEqualTo("auto-0");
        // it knows the good spoke too: a twentieth of the reward at most lies between them
        assertThat(Math.abs(number(report, "steps", "difference", "live", "mean")))
                .isLessThan(.05);
    }
}
