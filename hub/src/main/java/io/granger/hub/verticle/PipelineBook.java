package io.granger.hub.verticle;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.TaskRequest;
import io.granger.task.Pipeline;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pipelines operators named, and one made up for each recipe that a task brings itself. Immutable. */
public final class PipelineBook {
    private final Map<String, Pipeline> byName;

    /** A book of these pipelines; their names differ. */
    public PipelineBook(List<Pipeline> pipelines) {
        byName = new TreeMap<>();
        pipelines.forEach(p -> byName.put(p.name(), p));
    }

    /** All named pipelines, by name. */
    public Collection<Pipeline> all() {
        return List.copyOf(byName.values());
    }

    /** The pipeline of this name; refused with {@code pipeline-unknown}. */
    public Pipeline named(String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> ApiError.at(
                        ErrorCode.PIPELINE_UNKNOWN,
                        "pipeline",
                        "'" + name + "' is not defined; defined are: "
                                + (byName.isEmpty() ? "none" : String.join(", ", byName.keySet()))));
    }

    /** The pipeline a request means. */
    Pipeline of(TaskRequest request) {
        return request.pipeline().map(this::named).or(request::adHoc).orElseThrow();
    }
}
