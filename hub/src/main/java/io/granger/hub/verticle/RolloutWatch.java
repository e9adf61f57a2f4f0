package io.granger.hub.verticle;

import io.granger.hub.control.ErrorBudget;
import io.granger.hub.control.PlaceEvidence.Observation;
import io.granger.hub.control.Rollout;
import io.granger.hub.control.RolloutEvent;
import io.granger.hub.control.RoutingControl;
import io.granger.hub.control.RoutingState;
import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskSpec;
import io.granger.hub.task.TaskState;
import io.granger.hub.task.TaskStatus;
import io.granger.routing.Decision;
import io.granger.routing.DecisionMaker;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.ModeInForce.Origin;
import io.granger.routing.RoutingMode;
import io.granger.task.Recipe;
import io.vertx.core.json.JsonArray;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What the tasks of this node say about the rollout: which of them count, what they came to, how often the policy failed. The desk
 * hears of it, or the node that judges. Owner thread only.
 */
final class RolloutWatch {
    private final LongSupplier clock;
    private final RoutingControl control;
    private final RolloutDesk desk;
    private final Endings endings = new Endings();
    private final Set<String> counted = new HashSet<>();
    private final JsonArray outbox = new JsonArray();
    private ErrorBudget budget = ErrorBudget.FRESH;
    private long switchedAtMs;

    RolloutWatch(LongSupplier clock, RoutingControl control, RolloutDesk desk) {
        this.clock = clock;
        this.control = control;
        this.desk = desk;
    }

    /** These tasks were counted before the hub was started again. */
    void goOn(Set<String> open) {
        counted.addAll(open);
    }

    /** The rollout is elsewhere: tasks under way no longer count. */
    void startAfresh(long nowMs) {
        counted.clear();
        endings.clear();
        outbox.clear();
        switchedAtMs = nowMs;
    }

    /** How often the policy failed to answer. */
    ErrorBudget budget() {
        return budget;
    }

    /** Another policy is watched. */
    void newPolicy() {
        budget = ErrorBudget.FRESH;
    }

    /** What was heard since the last call, for the judge. */
    JsonArray notes() {
        var notes = outbox.copy();
        outbox.clear();
        return notes;
    }

    /** A turn of a task is durable. */
    void stored(TaskState state, Turn turn) {
        if (turn.tells.contains("task.accepted")) {
            accepted(state.spec());
        }
        if (state.status().isTerminal()
                && turn.tells.contains("task." + state.status().word())) {
            ended(state, turn);
        }
    }

    private void accepted(TaskSpec spec) {
        if (desk.running().filter(b -> isOf(b.rollout(), spec)).isPresent() && counted.add(spec.taskId())) {
            note(new RolloutLink.Note.Accepted(spec.taskId(), spec.key(), spec.arm()));
        }
    }

    /** Whether this task was put on its arm by the rollout as it stands. */
    private boolean isOf(Rollout rollout, TaskSpec spec) {
        var mode = rollout.plan().mode(rollout.place());
        if (spec.mode() != mode || spec.createdAtMs() <= switchedAtMs) {
            return false;
        }
        boolean isGlobal = rollout.scope().equals(RoutingState.GLOBAL);
        var pipeline = spec.pipeline().name();
        var inForce = control.inForce(pipeline, spec.heuristicOnly());
        return inForce.mode() == mode
                && inForce.origin() == (isGlobal ? Origin.GLOBAL_RUNTIME : Origin.PIPELINE_RUNTIME)
                && (isGlobal || rollout.scope().equals(pipeline));
    }

    private void ended(TaskState state, Turn turn) {
        var taskId = state.spec().taskId();
        if (!counted.contains(taskId)) {
            return;
        }
        if (state.status() == TaskStatus.CANCELLED) {
            counted.remove(taskId);
            note(new RolloutLink.Note.Ended(taskId, Optional.empty()));
            return;
        }
        var end = turn.rows.stream()
                .filter(row -> row.terminated() && row.decision().level() != Level.STEP)
                .findFirst();
        if (mayBeRated(state.spec())) {
            endings.add(state.spec(), end, clock.getAsLong());
        } else {
            settled(taskId, Endings.observation(state.spec(), end));
        }
    }

    private static boolean mayBeRated(TaskSpec spec) {
        return spec.pipeline().recipe() instanceof Recipe.Alternatives alternatives
                && alternatives.chains().stream()
                        .flatMap(chain -> chain.steps().stream())
                        .anyMatch(step -> step.verify().isPresent());
    }

    /** More was said of a decision, which makes these targets. */
    void rated(ExperienceRow row, double... targets) {
        endings.rated(row, targets);
    }

    /** Hands on what no verifier can change any more. */
    void settle(long nowMs) {
        endings.due(nowMs, this::settled);
    }

    private void settled(String taskId, Observation seen) {
        if (counted.remove(taskId)) {
            note(new RolloutLink.Note.Ended(taskId, Optional.of(seen)));
        }
    }

    private void note(RolloutLink.Note note) {
        if (desk.isJudge()) {
            desk.take(note);
        } else {
            outbox.add(note.toJson());
        }
    }

    /** A decision was made: the policy may be broken. */
    void decided(TaskEvent event) {
        switch (event) {
            case TaskEvent.ChainChosen e -> decided(e.decision());
            case TaskEvent.StepChosen e -> decided(e.decision());
            case TaskEvent.RecoveryChosen e -> decided(e.decision());
            default -> {}
        }
    }

    private void decided(Decision decision) {
        boolean isAsked = decision.mode() == RoutingMode.SHADOW || !decision.byHeuristic();
        boolean isOnItsWay =
                decision.fallback().filter(DecisionMaker.MISSING::equals).isPresent();
        if (isOnItsWay || !isAsked && decision.fallback().isEmpty()) {
            return;
        }
        budget = budget.with(decision.fallback().isPresent());
        if (desk.running().isEmpty()) {
            return;
        }
        decision.fallback()
                .flatMap(RolloutWatch::bug)
                .or(() -> decision.fallback().isPresent() ? budget.broken() : Optional.empty())
                .ifPresent(what -> desk.apply(new RolloutEvent.Fault(clock.getAsLong(), what), "rollout"));
    }

    private static Optional<String> bug(String fallback) {
        return switch (fallback) {
            case DecisionMaker.MASKED -> Optional.of("the policy gave probability to a masked candidate");
            case DecisionMaker.NON_FINITE ->
                Optional.of("the policy answered what is no finite number or no distribution");
            default -> Optional.empty();
        };
    }
}
