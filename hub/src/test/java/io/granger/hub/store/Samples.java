package io.granger.hub.store;

import io.granger.routing.Arm;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Cause;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Facts;
import io.granger.routing.Level;
import io.granger.routing.Mask;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import io.granger.routing.RoutingMode;
import io.granger.routing.Shadow;
import io.granger.task.Preset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Records as a document pipeline makes them, each told apart by a number. */
public final class Samples {

    static final long NOW = 1_793_000_000_000L;

    private Samples() {}

    /** A task id of the contract's form. */
    public static String taskId(int number) {
        String digits = Integer.toString(number);
        return "t-01K" + "0".repeat(23 - digits.length()) + digits;
    }

    public static TaskRecord accepted(int number) {
        return new TaskRecord(
                taskId(number),
                "documents",
                "accepted",
                NOW + number,
                OptionalLong.empty(),
                Optional.of("{\"file\":\"" + number + ".pdf\"}"),
                body("accepted " + number),
                Optional.empty(),
                List.of(decision(number, 1)));
    }

    static TaskRecord running(int number, String data) {
        return new TaskRecord(
                taskId(number),
                "documents",
                "running",
                NOW + number,
                OptionalLong.empty(),
                Optional.empty(),
                body("running " + number),
                Optional.of(data),
                List.of(decision(number, 1), decision(number, 2)));
    }

    static TaskRecord ended(int number, String state) {
        return ended(number, state, Optional.empty());
    }

    static TaskRecord ended(int number, String state, Optional<String> data) {
        return new TaskRecord(
                taskId(number),
                "documents",
                state,
                NOW + number,
                OptionalLong.of(NOW + number + 1_000),
                Optional.empty(),
                body(state + " " + number),
                data,
                List.of());
    }

    static TaskRecord with(TaskRecord task, TaskBody body, Optional<String> data) {
        return new TaskRecord(
                task.taskId(),
                task.pipeline(),
                task.state(),
                task.createdAtMs(),
                task.finishedAtMs(),
                task.input(),
                body,
                data,
                task.open());
    }

    static TaskBody body(String text) {
        return TaskBody.of(bodyBytes(text));
    }

    static byte[] bodyBytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A step decision over four candidates, one of them masked. */
    public static Decision decision(int task, int seq) {
        String taskId = taskId(task);
        float[] state = {
            14.3f, 0f, 17.61f, 0f, 1f, 0f, 0f, -1f, 0f, 2f, 0f, 0.25f, 3f, 0.4f, 0.2f, 0.3f, 0.1f, 1f, 0f, 0f
        };
        state[1] = task;
        List<CandidateEntry> candidates = List.of(
                eligible("general@1.0.0/extract-text", 0.512345, 0.0712, 0.115),
                eligible("layout-sorted@1.1.0/extract-text", 0.6123457, 0.05111, 0.215),
                eligible("pdftotext@22.12.0/extract-text", 0.7234561, 0.0412, 0.67),
                masked("tika@3.2.3/extract-text", Mask.BREAKER));
        return new Decision(
                taskId + ".1-" + seq,
                taskId,
                1,
                seq,
                Level.STEP,
                NOW + task * 10L + seq,
                "documents",
                Optional.of("extract-text"),
                "extract-text>summarize>index",
                "v1-9f3a61c2",
                state,
                candidates,
                2,
                0.67,
                0.8123456789012345,
                "5be1a0c2d3f4",
                "auto-0",
                4_711,
                0.02,
                RoutingMode.CANARY,
                Arm.TREATMENT,
                "power-of-two",
                1,
                Optional.of(new Shadow("auto-0", 4_711, 1, new double[] {0.1, 0.7, 0.2, 0})),
                Optional.empty(),
                Preset.BALANCED,
                task);
    }

    private static CandidateEntry eligible(String id, double score, double spread, double probability) {
        return new CandidateEntry(id, features(), 0, true, Optional.empty(), false, score, spread, probability);
    }

    private static CandidateEntry masked(String id, Mask mask) {
        return new CandidateEntry(id, features(), Facts.of(mask), false, Optional.of(mask), false, 0, 0, 0);
    }

    private static float[] features() {
        return new float[] {0.97f, 1.12f, 2.4f, 1.5f, 0.25f, 1f, 0.5f, 0.75f, 0.2f, 0.81f, 5.3f};
    }

    public static ExperienceRow row(int task, int seq) {
        return row(decision(task, seq), 0.71);
    }

    public static ExperienceRow row(Decision decision, double reward) {
        return new ExperienceRow(
                decision,
                Optional.of("pdftotext@22.12.0#spokes.pdftotext.1"),
                1,
                143,
                new RewardParts(
                        OptionalDouble.of(1), OptionalDouble.of(0.523), OptionalDouble.empty(), OptionalDouble.of(0.9)),
                reward,
                new double[] {1, 0.523, 0.5, 0.9},
                Optional.of(decision.state().clone()),
                Optional.of(decision.layout()),
                false,
                false,
                Cause.GOAL,
                decision.atMs() + 143);
    }

    static OutcomeRow outcome(int task, int seq, String key, double score) {
        return new OutcomeRow(
                taskId(task) + ".1-" + seq, "verifier", key, NOW + 500, OptionalDouble.of(score), RewardParts.NONE, 1);
    }
}
