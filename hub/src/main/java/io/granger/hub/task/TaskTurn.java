package io.granger.hub.task;

import io.granger.routing.Cause;
import io.granger.routing.ChainOption;
import io.granger.routing.Decision;
import io.granger.routing.Level;
import io.granger.task.Chain;
import io.granger.task.StepOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** One event being applied: a working copy of the state and the effects gathered so far. */
final class TaskTurn {
    /** A task that so many instances did not survive is given no other. */
    static final int POISON_INSTANCES = 3;

    private final TaskState before;
    private final List<TaskEffect> effects = new ArrayList<>(4);

    TaskStatus status;
    int epoch;
    int nextSeq;
    int nextStep;
    Payload data;
    String dataType;
    List<String> done;
    List<StepRecord> steps;
    Set<String> failedChains;
    Chain plan;
    Chain chain;
    String policy;
    Optional<StandingOption> standing;
    Optional<ActiveStep> step;
    Optional<Waiting> waiting;
    Optional<StepFailure> lastFailure;
    double costTotal;
    boolean recovered;
    Optional<TaskEnd> end;

    TaskTurn(TaskState s) {
        before = s;
        status = s.status();
        epoch = s.epoch();
        nextSeq = s.nextSeq();
        nextStep = s.nextStep();
        data = s.data();
        dataType = s.dataType();
        done = s.done();
        steps = s.steps();
        failedChains = s.failedChains();
        plan = s.plan();
        chain = s.chain();
        policy = s.policy();
        standing = s.standing();
        step = s.step();
        waiting = s.waiting();
        lastFailure = s.lastFailure();
        costTotal = s.costTotal();
        recovered = s.recovered();
        end = s.end();
    }

    TaskMachine.Transition finish() {
        var after = new TaskState(
                before.spec(),
                status,
                epoch,
                nextSeq,
                nextStep,
                before.input(),
                data,
                dataType,
                done,
                steps,
                failedChains,
                plan,
                chain,
                policy,
                standing,
                step,
                waiting,
                lastFailure,
                costTotal,
                recovered,
                end);
        return new TaskMachine.Transition(after, List.copyOf(effects));
    }

    TaskState before() {
        return before;
    }

    void emit(TaskEffect effect) {
        effects.add(effect);
    }

    void ask(Level level) {
        emit(new TaskEffect.Ask(level));
    }

    // ---- choosing -------------------------------------------------------------------------------------------------

    void follow(TaskEvent.ChainChosen e) {
        nextSeq = e.decision().seq() + 1;
        startChain(e.decision(), e.option(), e.atMs());
    }

    void startChain(Decision decision, ChainOption option, long atMs) {
        if (option.restart()) {
            data = before.input();
            dataType = before.spec().taskType();
            done = List.of();
        }
        plan = option.rest();
        chain = option.rest();
        policy = decision.policy();
        standing = Optional.of(
                new StandingOption(decision, StandingOption.Kind.CHAIN, option.rest(), option.chainId(), 0, atMs));
        running();
        nextStep();
    }

    private void nextStep() {
        step = Optional.of(ActiveStep.first(nextStep++, plan.steps().getFirst()));
        ask(Level.STEP);
    }

    void call(TaskEvent.StepChosen e) {
        nextSeq = e.decision().seq() + 1;
        var active = step.orElseThrow();
        var call = new ActiveStep.Call(
                e.decision(),
                e.dispatch(),
                before.stepId(active.number()) + "." + epoch + "-" + active.attempt(),
                e.atMs(),
                e.isUnsafe());
        var sent = active.called(call);
        step = Optional.of(sent);
        standing = standing.map(StandingOption::oneMoreCall);
        running();
        emit(new TaskEffect.Send(sent));
    }

    void park(TaskEvent.NothingEligible e) {
        boolean retryLostItsSpoke = e.reason() == WaitReason.NO_SPOKE
                && standing.map(s -> s.kind() != StandingOption.Kind.CHAIN).orElse(false);
        if (retryLostItsSpoke) {
            optionFailed(Cause.SPOKE_LEFT, e.atMs());
            return;
        }
        park(new Waiting(e.reason(), e.capability(), e.why(), OptionalLong.empty()));
    }

    void park(Waiting what) {
        status = TaskStatus.WAITING;
        waiting = Optional.of(what);
        emit(new TaskEffect.Park(what));
    }

    void running() {
        status = TaskStatus.RUNNING;
        waiting = Optional.empty();
    }

    void wake() {
        boolean needsPerson =
                waiting.map(w -> w.reason() == WaitReason.NEEDS_DECISION).orElse(false);
        boolean callUnderWay = step.flatMap(ActiveStep::call).isPresent();
        if (waiting.isEmpty() || needsPerson || callUnderWay) {
            return;
        }
        ask(standing.isPresent() ? Level.STEP : Level.OPTION);
    }

    // ---- answers --------------------------------------------------------------------------------------------------

    boolean waitsFor(String attemptId) {
        return !status.isTerminal()
                && step.flatMap(ActiveStep::call)
                        .map(c -> c.attemptId().equals(attemptId))
                        .orElse(false);
    }

    void succeeded(TaskEvent.Answered e, StepOutcome.Success success) {
        var active = step.orElseThrow();
        var call = active.call().orElseThrow();
        record(active, call, success.ms(), StepRecord.SUCCESS, success.quality(), success.cost());
        emit(new TaskEffect.CloseStep(call, Optional.of(success), success.ms(), plan.length() == 1, false, Cause.GOAL));
        var output = e.output().orElseThrow();
        var input = data;
        active.spec()
                .verify()
                .ifPresent(v -> emit(new TaskEffect.Verify(
                        before.stepId(active.number()), call.decision().decisionId(), v, input, output)));
        emit(new TaskEffect.Tell("task.step"));
        stepDone(output, e.outputType(), e.atMs());
    }

    /** The standing step is done; go on with the plan. */
    void stepDone(Payload output, String outputType, long atMs) {
        data = output;
        dataType = outputType;
        advance(atMs);
    }

    /** Leaves the standing step behind, done or skipped. */
    void advance(long atMs) {
        done = plus(done, step.orElseThrow().spec().label());
        step = Optional.empty();
        lastFailure = Optional.empty();
        plan = plan.from(1);
        if (plan.length() == 0) {
            EndTurn.complete(this, atMs);
        } else if (standing.map(s -> s.kind() == StandingOption.Kind.CHAIN).orElse(false)) {
            running();
            nextStep();
        } else {
            running();
            closeOption(Optional.empty(), false, false, Cause.GOAL, atMs);
            ask(Level.OPTION);
        }
    }

    void failed(TaskEvent.Answered e, StepOutcome.Failure failure) {
        if (e.atMs() >= before.spec().deadlineAtMs()) {
            EndTurn.deadline(this, e.atMs());
            return;
        }
        var active = step.orElseThrow();
        var call = active.call().orElseThrow();
        record(
                active,
                call,
                failure.ms(),
                e.spokeLeft() ? Cause.SPOKE_LEFT.word() : failure.failureClass().word(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
        emit(new TaskEffect.CloseStep(
                call,
                Optional.of(failure),
                failure.ms(),
                false,
                false,
                e.spokeLeft() ? Cause.SPOKE_LEFT : Cause.FAILED_STEP));
        emit(new TaskEffect.Tell("task.step"));
        step = Optional.of(active.failedOn(call.candidate()));
        lastFailure = Optional.of(new StepFailure(failure.failureClass(), failure.message(), failure.retryable()));
        if (call.isUnsafe() && e.unknownOutcome()) {
            needsDecision(active, failure.message());
        } else if (e.spokeLeft() && instancesLost() >= POISON_INSTANCES) {
            EndTurn.poison(this, instancesLost(), e.atMs());
        } else {
            optionFailed(e.spokeLeft() ? Cause.SPOKE_LEFT : Cause.FAILED_STEP, e.atMs());
        }
    }

    /** How many instances went away while they worked at this task. */
    private long instancesLost() {
        return steps.stream()
                .filter(s -> s.outcome().equals(Cause.SPOKE_LEFT.word()))
                .map(s -> s.candidate() + "#" + s.instance())
                .distinct()
                .count();
    }

    void needsDecision(ActiveStep active, String message) {
        park(new Waiting(
                WaitReason.NEEDS_DECISION,
                active.spec().capability(),
                "step " + before.stepId(active.number()) + " (" + active.spec().capability()
                        + ") has unsafe effects and its outcome is unknown: " + message + "; answer with resolve",
                OptionalLong.empty()));
    }

    void optionFailed(Cause cause, long atMs) {
        running();
        standing.filter(s -> s.kind() == StandingOption.Kind.CHAIN).ifPresent(s -> {
            var all = new HashSet<>(failedChains);
            all.add(s.chainId());
            failedChains = all;
        });
        closeOption(Optional.empty(), false, false, cause, atMs);
        ask(Level.RECOVERY);
    }

    void closeOption(
            Optional<TaskEffect.TaskOutcome> outcome, boolean terminated, boolean truncated, Cause cause, long atMs) {
        standing.ifPresent(s -> emit(new TaskEffect.CloseOption(
                s.decision(), s.k(), atMs - s.startedAtMs(), outcome, terminated, truncated, cause)));
        standing = Optional.empty();
    }

    void verified(TaskEvent.Verified e) {
        steps = steps.stream()
                .map(s -> s.stepId().equals(e.stepId()) && s.succeeded() ? s.withVerifiedQuality(e.quality()) : s)
                .toList();
    }

    void record(
            ActiveStep active,
            ActiveStep.Call call,
            long ms,
            String outcome,
            OptionalDouble quality,
            OptionalDouble cost) {
        costTotal += cost.orElse(0);
        steps = plus(
                steps,
                new StepRecord(
                        before.stepId(active.number()),
                        active.spec().capability(),
                        call.candidate(),
                        call.instance(),
                        active.attempt(),
                        ms,
                        outcome,
                        quality,
                        cost,
                        false));
    }

    static <T> List<T> plus(List<T> list, T one) {
        var all = new ArrayList<T>(list.size() + 1);
        all.addAll(list);
        all.add(one);
        return all;
    }
}
