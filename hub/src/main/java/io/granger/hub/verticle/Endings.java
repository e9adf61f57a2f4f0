package io.granger.hub.verticle;

import io.granger.hub.control.PlaceEvidence.Observation;
import io.granger.hub.task.TaskSpec;
import io.granger.routing.ExperienceRow;
import io.granger.routing.RewardParts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Counted tasks that ended a moment ago: a verifier may still say what they were worth, so they are judged when that time is over.
 * Owner thread only.
 */
final class Endings {
    /** How long a verifier has. */
    static final long SETTLE_MS = 2_000;

    private static final double[] NOTHING = {0, 0, 0, 0};

    private final Deque<Ending> waiting = new ArrayDeque<>();
    private final Map<String, Ending> byTask = new HashMap<>();

    private static final class Ending {
        private final String taskId;
        private final String decisionId;
        private final long dueMs;
        private final double[] weights;
        private double[] targets;

        private Ending(String taskId, String decisionId, long dueMs, double[] weights, double[] targets) {
            this.taskId = taskId;
            this.decisionId = decisionId;
            this.dueMs = dueMs;
            this.weights = weights;
            this.targets = targets;
        }

        /** Targets are success times part, so a failure is 0 in all of them. */
        private Observation observation() {
            double reward = 0;
            for (int i = 0; i < RewardParts.COUNT; i++) {
                reward += weights[i] * targets[i];
            }
            return new Observation(
                    Math.clamp(reward, 0, 1),
                    Math.clamp(targets[RewardParts.SUCCESS], 0, 1),
                    Math.clamp(targets[RewardParts.LATENCY], 0, 1));
        }
    }

    /** A task ended; without a row it never came to a decision, which is a failure too. */
    void add(TaskSpec spec, Optional<ExperienceRow> end, long nowMs) {
        var ending = ending(spec, end, nowMs);
        waiting.add(ending);
        byTask.put(ending.taskId, ending);
    }

    /** What a task came to that no verifier is asked about. */
    static Observation observation(TaskSpec spec, Optional<ExperienceRow> end) {
        return ending(spec, end, 0).observation();
    }

    private static Ending ending(TaskSpec spec, Optional<ExperienceRow> end, long nowMs) {
        return new Ending(
                spec.taskId(),
                end.map(row -> row.decision().decisionId()).orElse(""),
                nowMs + SETTLE_MS,
                spec.preset().weights(),
                end.map(ExperienceRow::targets).filter(t -> t.length > 0).orElse(NOTHING));
    }

    /** More was said of a decision. */
    void rated(ExperienceRow row, double... targets) {
        var ending = byTask.get(row.decision().taskId());
        if (ending != null
                && ending.decisionId.equals(row.decision().decisionId())
                && targets.length == RewardParts.COUNT) {
            ending.targets = targets;
        }
    }

    /** Hands over those whose time is over. */
    void due(long nowMs, BiConsumer<String, Observation> use) {
        while (!waiting.isEmpty() && waiting.peek().dueMs <= nowMs) {
            var ending = waiting.remove();
            byTask.remove(ending.taskId);
            use.accept(ending.taskId, ending.observation());
        }
    }

    void clear() {
        waiting.clear();
        byTask.clear();
    }
}
