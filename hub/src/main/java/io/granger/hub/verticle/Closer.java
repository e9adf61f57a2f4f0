package io.granger.hub.verticle;

import io.granger.hub.task.TaskEffect;
import io.granger.registry.SpokeRegistry;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import io.granger.routing.Reward;
import io.granger.routing.RewardModel;
import io.granger.routing.RewardParts;
import io.granger.routing.TaskReference;
import io.granger.routing.TaskReward;
import io.granger.task.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Closes decisions: makes the experience row with its reward and lets the learner have it. Owner thread only. */
final class Closer {
    private final SpokeRegistry registry;
    private final Learner learner;
    private final StateSource states;
    private final BiConsumer<ExperienceRow, double[]> rated;
    private final LongSupplier clock;

    /** A closer; {@code rated} hears which targets a closed row has after an outcome. */
    Closer(
            SpokeRegistry registry,
            Learner learner,
            StateSource states,
            BiConsumer<ExperienceRow, double[]> rated,
            LongSupplier clock) {
        this.registry = registry;
        this.learner = learner;
        this.states = states;
        this.rated = rated;
        this.clock = clock;
    }

    /** The row of a step decision. */
    ExperienceRow step(TaskSlot slot, TaskEffect.CloseStep close) {
        var decision = close.call().decision();
        var reward = close.outcome().map(outcome -> reward(decision, outcome));
        var row = row(
                slot,
                decision,
                Optional.of(close.call().instance()),
                1,
                close.durationMs(),
                reward,
                close.terminated(),
                close.truncated(),
                close);
        learner.learnStep(row);
        return row;
    }

    /** The row of an option or recovery decision. */
    ExperienceRow option(TaskSlot slot, TaskEffect.CloseOption close) {
        var spec = slot.state.spec();
        var key = taskKey(close.decision().pipeline());
        var reward = close.outcome().map(outcome -> {
            var made = TaskReward.of(
                    new TaskReward.Ended(
                            outcome.success(),
                            outcome.elapsedMs(),
                            spec.expectedMs(),
                            outcome.quality(),
                            outcome.cost(),
                            spec.referenceCost()),
                    learner.rewards().neutral(key),
                    spec.preset());
            if (outcome.success()) {
                learner.rewards().observe(key, made.parts(), 1);
            }
            return made;
        });
        var row = row(
                slot,
                close.decision(),
                Optional.empty(),
                close.k(),
                close.durationMs(),
                reward,
                close.terminated(),
                close.truncated(),
                close);
        if (close.terminated()) {
            learner.learnOption(row, Optional.empty());
        } else if (!close.truncated()) {
            slot.endedOption = Optional.of(row);
        }
        return row;
    }

    /** Lets the learner have the difference that one more outcome makes to a closed row, and moves the running means by it. */
    void outcome(ExperienceRow row, List<OutcomeRow> before, OutcomeRow added) {
        var all = new ArrayList<>(before);
        all.add(added);
        var after = RewardModel.joined(row, all);
        learner.correct(row, RewardModel.joined(row, before), after);
        rated.accept(row, after);
        if (row.parts().success().orElse(0) == 1) {
            var decision = row.decision();
            learner.rewards().observe(decision.capability().orElseGet(() -> taskKey(decision.pipeline())), added);
        }
    }

    /** Running means of whole tasks are kept apart from those of the capability of the same name. */
    static String taskKey(String pipeline) {
        return "task " + pipeline;
    }

    private Reward reward(Decision decision, StepOutcome outcome) {
        var capability = decision.capability().orElseThrow();
        var snapshot = registry.snapshot(clock.getAsLong());
        return learner.rewards()
                .rewardOf(
                        capability,
                        outcome,
                        TaskReference.expectedMs(snapshot, capability),
                        snapshot.referenceCost(capability),
                        decision.preset());
    }

    private ExperienceRow row(
            TaskSlot slot,
            Decision decision,
            Optional<String> instance,
            int k,
            long durationMs,
            Optional<Reward> reward,
            boolean terminated,
            boolean truncated,
            TaskEffect close) {
        boolean hasNext = !terminated && !truncated;
        long nowMs = clock.getAsLong();
        return new ExperienceRow(
                decision,
                instance,
                k,
                durationMs,
                reward.map(Reward::parts).orElse(RewardParts.NONE),
                reward.map(Reward::reward).orElse(0.0),
                reward.map(Reward::targets).orElse(new double[0]),
                hasNext
                        ? Optional.of(
                                states.encode(slot.state, slot.state.plan().length(), nowMs))
                        : Optional.empty(),
                hasNext ? Optional.of(decision.layout()) : Optional.empty(),
                terminated,
                truncated,
                switch (close) {
                    case TaskEffect.CloseStep s -> s.cause();
                    case TaskEffect.CloseOption o -> o.cause();
                    default -> throw new IllegalArgumentException("only closes make rows, got " + close);
                },
                nowMs);
    }
}
