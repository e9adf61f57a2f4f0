package io.granger.hub.verticle;

import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.StepFailure;
import io.granger.hub.task.TaskState;
import io.granger.routing.StateEncoder;
import io.granger.routing.StateLayout;
import io.granger.routing.TaskFacts;
import io.granger.task.Pipeline;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Encodes tasks as states, with one encoder a pipeline. Owner thread only. */
final class StateSource {
    private static final int ENCODERS_MAX = 1000;

    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > ENCODERS_MAX;
        }
    };

    private record Known(Pipeline pipeline, StateEncoder encoder) {}

    /** Layouts of these pipelines' states, and of those that tasks bring along, which declare no features. */
    static Set<String> layouts(Collection<Pipeline> pipelines) {
        Set<String> ids = new HashSet<>();
        for (Pipeline pipeline : pipelines) {
            ids.add(StateEncoder.layoutOf(pipeline).id());
        }
        ids.add(StateEncoder.layoutWithoutFeatures().id());
        return Set.copyOf(ids);
    }

    /** The layout of this pipeline's states. */
    StateLayout layout(Pipeline pipeline) {
        return encoder(pipeline).layout();
    }

    /** The state of this task now. */
    float[] encode(TaskState task, int stepsLeft, long nowMs) {
        var spec = task.spec();
        double used = (double) (nowMs - spec.createdAtMs()) / (spec.deadlineAtMs() - spec.createdAtMs());
        double reference = spec.referenceCost().orElse(0);
        return encoder(spec.pipeline())
                .encode(new TaskFacts(
                        spec.pipeline(),
                        spec.taskType(),
                        spec.inputBytes(),
                        spec.features(),
                        spec.preset(),
                        task.done().size(),
                        stepsLeft,
                        task.step().map(ActiveStep::attempt).orElse(1) - 1,
                        Math.max(0, Math.min(1, used)),
                        reference > 0 ? task.costTotal() / reference : 0,
                        task.lastFailure().map(StepFailure::failureClass)));
    }

    private StateEncoder encoder(Pipeline pipeline) {
        var found = known.get(pipeline.name());
        // A task from before a restart may carry an older definition of the same name.
        if (found == null
                || found.pipeline() != pipeline && !found.pipeline().features().equals(pipeline.features())) {
            found = new Known(pipeline, StateEncoder.of(pipeline));
            known.put(pipeline.name(), found);
        }
        return found.encoder();
    }
}
