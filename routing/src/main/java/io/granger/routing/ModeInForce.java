package io.granger.routing;

import java.util.Optional;

/**
 * The routing mode of a task and where it comes from.
 *
 * <p>The first that applies (CONTRACT section 6): stop, the task's own {@code mode: heuristic}, the runtime setting of
 * the pipeline, its file, the global runtime setting, the global file.
 *
 * @param share of all keys, used in mode canary
 * @param rollout id of the rollout whose draw says which keys those are; empty where no rollout ever set it
 */
public record ModeInForce(RoutingMode mode, double share, Origin origin, String rollout) {
    /** A mode that no rollout set. */
    public ModeInForce(RoutingMode mode, double share, Origin origin) {
        this(mode, share, origin, "");
    }

    /** Where a mode comes from, the strongest first. */
    public enum Origin {
        STOP("stop"),
        TASK("task"),
        PIPELINE_RUNTIME("pipeline-runtime"),
        PIPELINE_FILE("pipeline-file"),
        GLOBAL_RUNTIME("global-runtime"),
        GLOBAL_FILE("global-file");

        private final String word;

        Origin(String word) {
            this.word = word;
        }

        /** The word shown to operators. */
        public String word() {
            return word;
        }
    }

    /** A mode with the share it asks for, and the rollout whose draw says which keys those are. */
    public record Setting(RoutingMode mode, double share, String rollout) {
        /** A mode that no rollout set. */
        public Setting(RoutingMode mode, double share) {
            this(mode, share, "");
        }

        public Setting {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("share must be in [0, 1], is " + share);
            }
        }
    }

    /**
     * All that has a say.
     *
     * @param stopped an operator stopped learned routing
     * @param taskHeuristic the task asks for the heuristic
     */
    public record Sources(
            boolean stopped,
            boolean taskHeuristic,
            Optional<Setting> pipelineRuntime,
            Optional<Setting> pipelineFile,
            Optional<Setting> globalRuntime,
            Setting globalFile) {}

    /** The mode in force. */
    public static ModeInForce of(Sources sources) {
        if (sources.stopped()) {
            return new ModeInForce(RoutingMode.HEURISTIC, 0, Origin.STOP);
        }
        if (sources.taskHeuristic()) {
            return new ModeInForce(RoutingMode.HEURISTIC, 0, Origin.TASK);
        }
        if (sources.pipelineRuntime().isPresent()) {
            return from(sources.pipelineRuntime().get(), Origin.PIPELINE_RUNTIME);
        }
        if (sources.pipelineFile().isPresent()) {
            return from(sources.pipelineFile().get(), Origin.PIPELINE_FILE);
        }
        if (sources.globalRuntime().isPresent()) {
            return from(sources.globalRuntime().get(), Origin.GLOBAL_RUNTIME);
        }
        return from(sources.globalFile(), Origin.GLOBAL_FILE);
    }

    private static ModeInForce from(Setting setting, Origin origin) {
        return new ModeInForce(setting.mode(), setting.share(), origin, setting.rollout());
    }
}
