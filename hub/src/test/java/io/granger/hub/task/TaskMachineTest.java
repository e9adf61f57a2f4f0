package io.granger.hub.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.recovery.RecoveryOption;
import io.granger.routing.Cause;
import io.granger.routing.ChainOption;
import io.granger.routing.Level;
import io.granger.task.Chain;
import io.granger.task.FailureClass;
import io.granger.task.StepOutcome;
import io.granger.task.StepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Lives of single tasks, told step by step. */
class TaskMachineTest {
    private static final Chain READ = Chain.of("read");
    private static final Chain READ_SUM = Chain.of("read", "sum");

    private final List<TaskEffect> effects = new ArrayList<>();
    private TaskState task = Tasks.accepted(READ_SUM);
    private long now = Tasks.START;

    private void give(TaskEvent event) {
        var transition = TaskMachine.apply(task, event);
        task = transition.state();
        effects.clear();
        effects.addAll(transition.effects());
    }

    private void begin(Chain chain) {
        task = Tasks.accepted(chain);
        give(new TaskEvent.Accepted(now));
        give(Tasks.chain(task, now, chain));
    }

    private void call(String spoke) {
        give(Tasks.spoke(task, ++now, spoke, false));
    }

    private void callUnsafe(String spoke) {
        give(Tasks.spoke(task, ++now, spoke, true));
    }

    private <T extends TaskEffect> T only(Class<T> kind) {
        return effects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((a, b) -> {
                    throw new AssertionError("two of " + kind + ": " + a + ", " + b);
                })
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + effects));
    }

    @Test
    void twoSteps_succeed_optionIsPaidOnceWithTheWholeTask() {
        begin(READ_SUM);
        call("one");
        give(Tasks.success(task, now += 10, "text"));
        assertThat(task.data().text()).isEqualTo("text");
        assertThat(only(TaskEffect.Ask.class).level()).isEqualTo(Level.STEP);
        assertThat(only(TaskEffect.CloseStep.class).terminated()).isFalse();
        call("two");
        give(Tasks.success(task, now += 10, "summary"));

        assertThat(task.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(task.result().orElseThrow().text()).isEqualTo("summary");
        assertThat(only(TaskEffect.CloseStep.class).terminated()).isTrue();
        var paid = only(TaskEffect.CloseOption.class);
        assertThat(paid.k()).isEqualTo(2);
        assertThat(paid.terminated()).isTrue();
        assertThat(paid.durationMs()).isEqualTo(now - Tasks.START);
        assertThat(paid.outcome().orElseThrow().cost().getAsDouble()).isEqualTo(1.0);
        assertThat(paid.outcome().orElseThrow().quality()).isEmpty();
    }

    @Test
    void retry_succeeds_keepsStepIdAndChainIsChosenAgain() {
        begin(READ_SUM);
        call("one");
        give(Tasks.failure(task, ++now));
        assertThat(only(TaskEffect.CloseOption.class).cause()).isEqualTo(Cause.FAILED_STEP);
        assertThat(only(TaskEffect.Ask.class).level()).isEqualTo(Level.RECOVERY);
        give(Tasks.recovery(task, ++now, new RecoveryOption.Retry(50)));
        assertThat(task.waiting().orElseThrow().reason()).isEqualTo(WaitReason.BACKOFF);
        assertThat(task.waiting().orElseThrow().untilMs()).isEqualTo(OptionalLong.of(now + 50));
        assertThat(task.step().orElseThrow().same()).contains("one@1.0.0/read");
        give(new TaskEvent.Woken(now += 50));
        call("one");
        assertThat(Tasks.attempt(task)).isEqualTo("t-1.1.1-2");
        give(Tasks.success(task, ++now, "text"));

        assertThat(only(TaskEffect.CloseOption.class).k()).isEqualTo(1);
        assertThat(only(TaskEffect.CloseOption.class).terminated()).isFalse();
        assertThat(only(TaskEffect.Ask.class).level()).isEqualTo(Level.OPTION);
        assertThat(task.done()).containsExactly("read");
        assertThat(task.recovered()).isTrue();
    }

    @Test
    void substitute_nobodyLeftWhenAsked_isRecoveredFromAgain() {
        begin(READ);
        call("one");
        give(Tasks.failure(task, ++now));
        give(Tasks.recovery(task, ++now, new RecoveryOption.Substitute()));
        assertThat(task.step().orElseThrow().tried()).containsExactly("one@1.0.0/read");
        give(Tasks.nothing(Level.STEP, ++now, WaitReason.NO_SPOKE));

        assertThat(only(TaskEffect.CloseOption.class).cause()).isEqualTo(Cause.SPOKE_LEFT);
        assertThat(only(TaskEffect.Ask.class).level()).isEqualTo(Level.RECOVERY);
    }

    @Test
    void skip_optionalStep_passesItsInputOn() {
        begin(new Chain(List.of(
                new StepSpec("tidy", Optional.empty(), true, OptionalLong.empty(), Optional.empty()),
                StepSpec.of("sum"))));
        call("one");
        give(Tasks.failure(task, ++now));
        give(Tasks.recovery(task, ++now, new RecoveryOption.Skip()));

        assertThat(task.data().text()).isEqualTo("input");
        assertThat(only(TaskEffect.CloseOption.class).k()).isEqualTo(1);
        assertThat(task.steps()).extracting(StepRecord::outcome).containsExactly("internal", "skipped");
    }

    @Test
    void reroute_restart_startsFromTheInputAgain() {
        begin(READ_SUM);
        call("one");
        give(Tasks.success(task, ++now, "text"));
        call("two");
        give(Tasks.failure(task, ++now));
        assertThat(task.data().text()).isEqualTo("text");
        give(Tasks.recovery(task, ++now, new RecoveryOption.Reroute(ChainOption.startAgain(Chain.of("scan", "sum")))));

        assertThat(task.data().text()).isEqualTo("input");
        assertThat(task.done()).isEmpty();
        assertThat(task.failedChains()).containsExactly("read>sum");
        assertThat(task.step().orElseThrow().number()).isEqualTo(3);
    }

    @Test
    void escalate_lastFailureNamesTheEnd() {
        begin(READ);
        call("one");
        give(Tasks.failure(task, ++now, FailureClass.UNAVAILABLE, false, false));
        give(Tasks.recovery(task, ++now, new RecoveryOption.Escalate()));
        assertThat(task.status()).isEqualTo(TaskStatus.DEAD);
        assertThat(task.end().orElseThrow().error().orElseThrow().code()).isEqualTo("unavailable");
        assertThat(only(TaskEffect.CloseOption.class).outcome().orElseThrow().success())
                .isFalse();

        begin(READ);
        call("one");
        give(Tasks.failure(task, ++now, FailureClass.INVALID_INPUT, false, false));
        give(Tasks.recovery(task, ++now, new RecoveryOption.Escalate()));
        assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
    }

    @Test
    void unsafeStep_outcomeUnknown_waitsForAPerson() {
        begin(READ_SUM);
        callUnsafe("one");
        give(Tasks.failure(task, ++now, FailureClass.TIMEOUT, true, false));
        assertThat(task.waiting().orElseThrow().reason()).isEqualTo(WaitReason.NEEDS_DECISION);
        give(new TaskEvent.Woken(++now));
        assertThat(effects).isEmpty();
        give(Tasks.done(++now, "by hand"));

        assertThat(task.data().text()).isEqualTo("by hand");
        assertThat(only(TaskEffect.Ask.class).level()).isEqualTo(Level.STEP);
    }

    @Test
    void unsafeStep_saidToBeDone_countsAsDone() {
        begin(READ_SUM);
        callUnsafe("one");
        give(Tasks.failure(task, ++now, FailureClass.TIMEOUT, true, false));
        give(Tasks.done(++now, "by hand"));

        // A chain that starts again is masked by what its history says was done.
        assertThat(task.steps()).extracting(StepRecord::outcome).containsExactly(StepRecord.SUCCESS);
    }

    @Test
    void unsafeStep_redo_isTheNextAttemptAtTheSameStep() {
        begin(READ);
        callUnsafe("one");
        give(Tasks.failure(task, ++now, FailureClass.TIMEOUT, true, false));
        give(new TaskEvent.Resolved(++now, false, Optional.empty(), true));
        callUnsafe("one");

        assertThat(Tasks.attempt(task)).isEqualTo("t-1.1.1-2");
    }

    @Test
    void unsafeStep_redoAfterATakeover_keepsItsStepId() {
        begin(READ);
        callUnsafe("one");
        give(new TaskEvent.TakenOver(++now));
        assertThat(task.waiting().orElseThrow().reason()).isEqualTo(WaitReason.NEEDS_DECISION);
        assertThat(only(TaskEffect.CloseOption.class).cause()).isEqualTo(Cause.OWNER_LOST);
        give(new TaskEvent.Resolved(++now, false, Optional.empty(), true));
        assertThat(only(TaskEffect.Ask.class).level()).isEqualTo(Level.OPTION);
        give(Tasks.chain(task, ++now, READ));
        callUnsafe("one");

        assertThat(Tasks.attempt(task)).startsWith("t-1.1.2-");
    }

    @Test
    void takeover_safeStep_isTriedAgainUnderTheSameStepId() {
        begin(READ_SUM);
        call("one");
        give(Tasks.success(task, ++now, "text"));
        call("two");
        give(new TaskEvent.TakenOver(++now));

        assertThat(only(TaskEffect.CloseStep.class).truncated()).isTrue();
        assertThat(only(TaskEffect.CloseOption.class).truncated()).isTrue();
        assertThat(task.nextDecisionId()).isEqualTo("t-1.2-1");
        give(Tasks.chain(task, ++now, Chain.of("sum")));
        call("two");
        assertThat(Tasks.attempt(task)).isEqualTo("t-1.2.2-1");
        assertThat(task.data().text()).isEqualTo("text");
    }

    @Test
    void deadline_callUnderWay_closesBothAsTerminated() {
        begin(READ);
        call("one");
        var attempt = Tasks.attempt(task);
        var late = Tasks.success(task, now + 2, "late");
        give(new TaskEvent.DeadlinePassed(++now));
        assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(only(TaskEffect.CloseStep.class).cause()).isEqualTo(Cause.DEADLINE);
        assertThat(only(TaskEffect.CloseStep.class).terminated()).isTrue();
        assertThat(only(TaskEffect.CloseOption.class).terminated()).isTrue();
        give(late);

        assertThat(effects).containsExactly(new TaskEffect.LateAnswer(attempt, late.outcome()));
        assertThat(task.result()).isEmpty();
    }

    @Test
    void failure_atTheDeadline_isTheDeadline() {
        begin(READ);
        call("one");
        give(Tasks.failure(task, Tasks.START + Tasks.DEADLINE_MS, FailureClass.TIMEOUT, true, false));

        assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(task.end().orElseThrow().error().orElseThrow().code()).isEqualTo("deadline");
        assertThat(only(TaskEffect.CloseStep.class).cause()).isEqualTo(Cause.DEADLINE);
    }

    @Test
    void cancel_callUnderWay_truncatesWithoutPay() {
        begin(READ);
        call("one");
        give(new TaskEvent.CancelAsked(++now));

        assertThat(task.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(only(TaskEffect.CloseStep.class).truncated()).isTrue();
        assertThat(only(TaskEffect.CloseOption.class).truncated()).isTrue();
        assertThat(only(TaskEffect.CloseOption.class).outcome()).isEmpty();
    }

    @Test
    void answerTwice_secondIsLate() {
        begin(READ_SUM);
        call("one");
        var first = Tasks.success(task, ++now, "text");
        give(first);
        var between = task;
        give(first);

        assertThat(task).isEqualTo(between);
        assertThat(effects).containsExactly(new TaskEffect.LateAnswer(first.attemptId(), first.outcome()));
    }

    @Test
    void verified_beforeTheEnd_countsForTheTask() {
        begin(new Chain(List.of(
                new StepSpec("read", Optional.empty(), false, OptionalLong.empty(), Optional.of("rate")),
                StepSpec.of("sum"))));
        call("one");
        give(Tasks.success(task, ++now, "text"));
        assertThat(only(TaskEffect.Verify.class).capability()).isEqualTo("rate");
        assertThat(only(TaskEffect.Verify.class).input().text()).isEqualTo("input");
        assertThat(only(TaskEffect.Verify.class).output().text()).isEqualTo("text");
        give(new TaskEvent.Verified(++now, "t-1.1", 0.25));
        call("two");
        give(Tasks.success(task, ++now, "summary"));

        assertThat(only(TaskEffect.CloseOption.class).outcome().orElseThrow().quality())
                .hasValue(0.25);
        assertThat(task.steps().getFirst().quality()).hasValue(0.25);
        assertThat(((StepOutcome.Success)
                                only(TaskEffect.CloseStep.class).outcome().orElseThrow())
                        .quality())
                .hasValue(0.8);
    }

    @Test
    void spokesLost_threeDifferentInstances_taskIsPoison() {
        begin(READ);
        for (var spoke : List.of("one", "two", "two")) {
            call(spoke);
            give(Tasks.failure(task, ++now, FailureClass.UNAVAILABLE, true, true));
            assertThat(only(TaskEffect.Ask.class).level()).isEqualTo(Level.RECOVERY);
            give(Tasks.recovery(task, ++now, new RecoveryOption.Substitute()));
        }
        call("three");
        give(Tasks.failure(task, ++now, FailureClass.UNAVAILABLE, true, true));

        assertThat(task.status()).isEqualTo(TaskStatus.DEAD);
        assertThat(task.end().orElseThrow().error().orElseThrow().code()).isEqualTo("poison");
        assertThat(task.steps()).extracting(StepRecord::outcome).containsOnly("spoke-left");
        assertThat(only(TaskEffect.CloseOption.class).terminated()).isTrue();
    }
}
