package io.granger.routing;

import io.granger.task.Preset;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The score of a whole task: paid once, on the option or recovery row in which the task ends; every other such row
 * carries 0.
 *
 * <p>With a discount of 1 the return of an episode is therefore this score, whatever the number of steps, tries and
 * rows: two episodes with the same parts have the same return. Recovery is no part: a recovered task scores success.
 * Pure; safe from any thread.
 */
public final class TaskReward {
    private TaskReward() {}

    /**
     * A task that ended.
     *
     * @param completed it reached its goal; a missed deadline did not
     * @param durationMs from acceptance to end
     * @param expectedMs how long such a task should take, fixed at acceptance, above 0
     * @param quality mean of the qualities of its steps, see {@link #meanQuality}
     * @param cost what all its steps cost together; empty when none named a cost
     * @param referenceCost what such a task costs at most, fixed at acceptance
     */
    public record Ended(
            boolean completed,
            long durationMs,
            double expectedMs,
            OptionalDouble quality,
            OptionalDouble cost,
            OptionalDouble referenceCost) {}

    /**
     * The reward of a task that ended.
     *
     * @param neutral what stands in for missing parts, from {@link RewardModel#neutral} of the pipeline
     */
    public static Reward of(Ended task, double[] neutral, Preset preset) {
        if (!task.completed()) {
            return RewardModel.failed(task.durationMs(), task.expectedMs());
        }
        RewardParts parts = new RewardParts(
                OptionalDouble.of(1),
                OptionalDouble.of(RewardModel.latencyPart(task.durationMs(), task.expectedMs())),
                task.quality(),
                RewardModel.costPart(task.cost(), task.referenceCost()));
        // the steps' qualities already carry their trust
        double[] targets = RewardModel.filled(parts, neutral, 1);
        return new Reward(parts, RewardModel.score(preset.weights(), targets), targets);
    }

    /** What an option or recovery row carries. */
    public static double onRow(boolean terminated, Reward task) {
        return terminated ? task.reward() : 0;
    }

    /** The return of an episode: the sum over its option and recovery rows. */
    public static double returnOf(List<ExperienceRow> episode) {
        double sum = 0;
        for (ExperienceRow row : episode) {
            if (row.decision().level() != Level.STEP) {
                sum += row.reward();
            }
        }
        return sum;
    }

    /** Mean of the qualities that are known; empty when none is. */
    public static OptionalDouble meanQuality(List<OptionalDouble> steps) {
        return steps.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }
}
