package io.granger.hub.verticle;

import io.granger.hub.control.RoutingControl;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.FeatureCheck;
import io.granger.hub.shape.FileGate;
import io.granger.hub.shape.TaskRequest;
import io.granger.hub.task.TaskIds;
import io.granger.hub.task.TaskSpec;
import io.granger.registry.CapabilityGraph;
import io.granger.registry.ChainResult;
import io.granger.registry.SpokeRegistry;
import io.granger.routing.TaskReference;
import io.granger.task.Chain;
import io.granger.task.Pipeline;
import io.granger.task.Preset;
import io.granger.task.Recipe;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Turns a well-formed request into a task that can be done, or refuses it with the reason. Owner thread only. */
public final class Intake {
    private final PipelineBook pipelines;
    private final SpokeRegistry registry;
    private final RoutingControl control;
    private final OutputCheck check;
    private final FileGate files;
    private final TaskIds ids;
    private final IntakeLimits limits;
    private final Admission admission;
    private final LongSupplier clock;

    Intake(
            PipelineBook pipelines,
            SpokeRegistry registry,
            RoutingControl control,
            OutputCheck check,
            FileGate files,
            TaskIds ids,
            IntakeLimits limits,
            Admission admission,
            LongSupplier clock) {
        this.pipelines = pipelines;
        this.registry = registry;
        this.control = control;
        this.check = check;
        this.files = files;
        this.ids = ids;
        this.limits = limits;
        this.admission = admission;
        this.clock = clock;
    }

    /** The task this request asks for. */
    public TaskSpec spec(TaskRequest request, Optional<String> retryOf) {
        var pipeline = pipelines.of(request);
        FeatureCheck.check(pipeline, request.features());
        files.file(request.input());
        var type = request.type().orElse(pipeline.accepts());
        var chains = chains(pipeline, type, request.mayWait());
        if (!request.mayWait()) {
            requireInput(chains, request.input());
        }
        long deadlineMs = request.deadlineMs().orElse(pipeline.deadlineMs().orElse(limits.deadlineMs()));
        admission.requireInTime(chains, request.priority(), deadlineMs);
        long nowMs = clock.getAsLong();
        var taskId = ids.next(nowMs);
        var mode = control.inForce(pipeline.name(), request.heuristicOnly());
        var reference = TaskReference.of(chains, registry.snapshot(nowMs));
        return new TaskSpec(
                taskId,
                pipeline,
                type,
                request.inputText().length(),
                request.features(),
                request.priority(),
                request.key(),
                request.preset().orElse(limits.preset()),
                request.heuristicOnly(),
                request.only(),
                request.avoid(),
                request.maxCost(),
                nowMs,
                nowMs + deadlineMs,
                reference.expectedMs(),
                reference.cost(),
                mode.mode(),
                control.arm(mode, request.key().orElse(taskId)),
                retryOf);
    }

    private List<Chain> chains(Pipeline pipeline, String type, boolean mayWait) {
        var snapshot = registry.snapshot(clock.getAsLong());
        return switch (CapabilityGraph.chains(pipeline.recipe(), type, snapshot, limits.maxChains())) {
            case ChainResult.Chains found -> found.chains();
            case ChainResult.NoChain none -> {
                if (mayWait) {
                    yield pipeline.recipe() instanceof Recipe.Alternatives a ? a.chains() : List.of();
                }
                throw ApiError.of(ErrorCode.NO_CHAIN, none.gap());
            }
            case ChainResult.TooMany many ->
                throw ApiError.of(
                        ErrorCode.TOO_MANY_CHAINS,
                        "pipeline " + pipeline.name() + " allows more than " + many.limit()
                                + " chains; name more of `through` or lower maxSteps");
        };
    }

    /** Refuses an input that no spoke of any first step takes by its schema. */
    private void requireInput(List<Chain> chains, JsonObject input) {
        Optional<String> first = Optional.empty();
        for (var chain : chains) {
            var problem = check.nobodyTakes(chain.steps().getFirst().capability(), input);
            if (problem.isEmpty()) {
                return;
            }
            first = first.or(() -> problem);
        }
        first.ifPresent(problem -> {
            throw ApiError.at(ErrorCode.INPUT_MISMATCH, "input", "fits no inputSchema of the first step: " + problem);
        });
    }

    /**
     * What a task may ask for and gets where it does not ask.
     *
     * @param deadlineMs default deadline
     * @param preset default weights of the reward
     * @param maxChains bound on the chains of one goal
     */
    public record IntakeLimits(long deadlineMs, Preset preset, int maxChains) {}
}
