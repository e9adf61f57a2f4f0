package io.granger.hub.control;

import io.granger.routing.Arm;
import io.granger.routing.Assignment;
import io.granger.routing.Draws;
import io.granger.routing.ModeInForce;
import io.granger.routing.RoutingMode;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The routing mode in force for each task, from what operators set and what the files say. Confined to the hub's owner
 * thread.
 */
public final class RoutingControl {
    /** Salt of the holdout; never changes, so the same keys are held out for ever. */
    private static final String HOLDOUT = "holdout";

    private final ModeInForce.Setting fileGlobal;
    private final Map<String, ModeInForce.Setting> filePipelines;
    private final double holdout;
    private final String ownDraw;
    private final byte[] secret;
    private Draws draws;
    private RoutingState state;

    /**
     * Control starting from a stored state.
     *
     * @param filePipelines settings that pipeline files carry, by pipeline name
     * @param holdout share of keys that learned routing never gets, in [0, 1)
     * @param secret keys fall on arms by it until members agree on one
     * @param ownDraw salt of the treatment where no rollout has set the mode
     */
    public RoutingControl(
            ModeInForce.Setting fileGlobal,
            Map<String, ModeInForce.Setting> filePipelines,
            double holdout,
            String ownDraw,
            byte[] secret,
            RoutingState stored) {
        this.fileGlobal = fileGlobal;
        this.filePipelines = Map.copyOf(filePipelines);
        this.holdout = holdout;
        this.ownDraw = ownDraw;
        this.secret = secret.clone();
        this.state = stored;
        this.draws = draws(stored);
    }

    /** The mode for a task of this pipeline, or for all that have none of their own under {@link RoutingState#GLOBAL}. */
    public ModeInForce inForce(String pipeline, boolean taskHeuristic) {
        return ModeInForce.of(new ModeInForce.Sources(
                state.stop().isStopped(),
                taskHeuristic,
                pipeline.equals(RoutingState.GLOBAL)
                        ? Optional.empty()
                        : state.setting(pipeline).map(RoutingState.Stamped::setting),
                Optional.ofNullable(filePipelines.get(pipeline)),
                state.setting(RoutingState.GLOBAL).map(RoutingState.Stamped::setting),
                fileGlobal));
    }

    /** The share of all keys that the policy has under that mode; in rl all but the holdout. */
    public double share(ModeInForce mode) {
        return mode.mode() == RoutingMode.RL ? 1 - holdout : mode.share();
    }

    /**
     * The arm of this key under that mode; the same key always falls on the same side of one rollout, at every member, and on that of
     * another rollout by another draw. The holdout is the same for ever.
     */
    public Arm arm(ModeInForce mode, String key) {
        if (mode.mode() == RoutingMode.HEURISTIC || mode.mode() == RoutingMode.SHADOW) {
            // No arms, whatever would be drawn.
            return Arm.NONE;
        }
        var salt = mode.rollout().isEmpty() ? ownDraw : mode.rollout();
        return Assignment.arm(
                draws.uniform(key, HOLDOUT), draws.uniform(key, salt), mode.share(), holdout, mode.mode());
    }

    /** What operators have set. */
    public RoutingState state() {
        return state;
    }

    /** Takes over what another member knows; whether that changed anything. */
    public boolean join(RoutingState other) {
        var joined = state.join(other);
        boolean isNew = !joined.equals(state);
        if (!joined.assignment().equals(state.assignment())) {
            draws = draws(joined);
        }
        state = joined;
        return isNew;
    }

    private Draws draws(RoutingState from) {
        return new HmacDraws(from.assignment()
                .map(key -> Base64.getDecoder().decode(key.secret()))
                .orElse(secret));
    }

    /** The state in which members assign keys as this one does, unless they agreed on something older. */
    public RoutingState assigning(long nowMs) {
        return state.assignment().isPresent()
                ? state
                : state.assigned(
                        new RoutingState.AssignmentKey(Base64.getEncoder().encodeToString(secret), nowMs));
    }

    /** Share of keys that are never treated. */
    public double holdout() {
        return holdout;
    }
}
