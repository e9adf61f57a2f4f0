package io.granger.hub.task;

import io.granger.recovery.RecoveryOption;
import io.granger.registry.Dispatch;
import io.granger.routing.Arm;
import io.granger.routing.CandidateEntry;
import io.granger.routing.ChainOption;
import io.granger.routing.Decision;
import io.granger.routing.Level;
import io.granger.routing.RoutingMode;
import io.granger.task.Chain;
import io.granger.task.FailureClass;
import io.granger.task.Pipeline;
import io.granger.task.Preset;
import io.granger.task.Recipe;
import io.granger.task.StepOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Tasks, decisions and events that tests of the life cycle share. */
final class Tasks {
    static final long START = 1_000_000;
    static final long DEADLINE_MS = 30_000;

    private Tasks() {}

    static TaskState accepted(Chain... alternatives) {
        var pipeline = Pipeline.of("documents", "1.0.0", "text/plain", new Recipe.Alternatives(List.of(alternatives)));
        var spec = new TaskSpec(
                "t-1",
                pipeline,
                "text/plain",
                10,
                Map.of("pages", 3.0, "title", "a title"),
                3,
                Optional.of("key"),
                Preset.BALANCED,
                false,
                Set.of("one"),
                Set.of(),
                OptionalDouble.of(9),
                START,
                START + DEADLINE_MS,
                100,
                OptionalDouble.of(4),
                RoutingMode.HEURISTIC,
                Arm.NONE,
                Optional.empty());
        return TaskState.accepted(spec, Payload.ofText("input"));
    }

    /** The next decision of this task, certain of what it chose. */
    static Decision decision(TaskState task, Level level, long atMs, String chosen) {
        var candidate = new CandidateEntry(chosen, new float[] {0.5f}, 0, true, Optional.empty(), false, 1, 0, 1);
        return new Decision(
                task.nextDecisionId(),
                task.spec().taskId(),
                task.epoch(),
                task.nextSeq(),
                level,
                atMs,
                task.spec().pipeline().name(),
                level == Level.STEP ? task.step().map(s -> s.spec().capability()) : Optional.empty(),
                "",
                "v1-00000000",
                new float[] {1, 2, 3, 4, 5, 6},
                List.of(candidate),
                0,
                1,
                0.25,
                "seed",
                "heuristic:first",
                0,
                0.02,
                RoutingMode.HEURISTIC,
                Arm.NONE,
                "first",
                0,
                Optional.empty(),
                Optional.empty(),
                Preset.BALANCED,
                0);
    }

    static TaskEvent.ChainChosen chain(TaskState task, long atMs, Chain rest) {
        var option = ChainOption.goOn(rest, rest.id());
        return new TaskEvent.ChainChosen(atMs, decision(task, Level.OPTION, atMs, option.id()), option);
    }

    static TaskEvent.StepChosen spoke(TaskState task, long atMs, String spoke, boolean isUnsafe) {
        var capability = task.step().orElseThrow().spec().capability();
        return new TaskEvent.StepChosen(
                atMs,
                decision(task, Level.STEP, atMs, spoke + "@1.0.0/" + capability),
                new Dispatch(spoke + "@1.0.0#i", "i", "address." + spoke, 7),
                isUnsafe);
    }

    static TaskEvent.RecoveryChosen recovery(TaskState task, long atMs, RecoveryOption option) {
        return new TaskEvent.RecoveryChosen(atMs, decision(task, Level.RECOVERY, atMs, option.id()), option);
    }

    /** The call under way succeeds with this output. */
    static TaskEvent.Answered success(TaskState task, long atMs, String output) {
        return new TaskEvent.Answered(
                atMs,
                attempt(task),
                new StepOutcome.Success(5, OptionalDouble.of(0.8), OptionalDouble.of(0.5)),
                Optional.of(Payload.ofText(output)),
                "text/plain",
                false,
                false);
    }

    /** The call under way fails and it is known that it did nothing. */
    static TaskEvent.Answered failure(TaskState task, long atMs) {
        return failure(task, atMs, FailureClass.INTERNAL, false, false);
    }

    static TaskEvent.Answered failure(
            TaskState task, long atMs, FailureClass failureClass, boolean isUnknown, boolean spokeLeft) {
        return new TaskEvent.Answered(
                atMs,
                attempt(task),
                new StepOutcome.Failure(7, failureClass, "it broke", true),
                Optional.empty(),
                "",
                isUnknown,
                spokeLeft);
    }

    static TaskEvent.NothingEligible nothing(Level level, long atMs, WaitReason reason) {
        return new TaskEvent.NothingEligible(atMs, level, reason, level == Level.STEP ? "cap" : "", "nobody is there");
    }

    static TaskEvent.Resolved done(long atMs, String output) {
        return new TaskEvent.Resolved(atMs, true, Optional.of(Payload.ofText(output)), false);
    }

    static String attempt(TaskState task) {
        return task.step().flatMap(ActiveStep::call).orElseThrow().attemptId();
    }
}
