package io.granger.routing;

import io.granger.task.FailureClass;
import io.granger.task.Pipeline;
import io.granger.task.Preset;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about a task when a decision is made, and nothing that is known only later.
 *
 * @param type of the task's input
 * @param inputBytes size of the input
 * @param features declared ones: a number for a numeric, text for a category or a text; absent means missing
 * @param stepsDone completed or skipped
 * @param stepsLeft of the shortest chain that could still finish it
 * @param attempts of the standing step, those before this decision
 * @param deadlineShare how much of the deadline is used, in [0, 1]
 * @param costShare spent cost by the task's reference cost, at least 0
 * @param lastFailure class of the failure this decision follows, or of the last one
 */
public record TaskFacts(
        Pipeline pipeline,
        String type,
        long inputBytes,
        Map<String, Object> features,
        Preset preset,
        int stepsDone,
        int stepsLeft,
        int attempts,
        double deadlineShare,
        double costShare,
        Optional<FailureClass> lastFailure) {
    public TaskFacts {
        features = Map.copyOf(features);
        requireCount("inputBytes", inputBytes);
        requireCount("stepsDone", stepsDone);
        requireCount("stepsLeft", stepsLeft);
        requireCount("attempts", attempts);
        if (!(deadlineShare >= 0 && deadlineShare <= 1)) {
            throw new IllegalArgumentException("deadlineShare must be in [0, 1], is " + deadlineShare);
        }
        if (!(costShare >= 0 && Double.isFinite(costShare))) {
            throw new IllegalArgumentException("costShare must be finite and at least 0, is " + costShare);
        }
    }

    private static void requireCount(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be at least 0, is " + value);
        }
    }
}
