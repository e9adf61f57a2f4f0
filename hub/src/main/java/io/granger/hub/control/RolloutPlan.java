package io.granger.hub.control;

import io.granger.hub.config.RolloutConfig;
import io.granger.routing.RoutingMode;
import java.util.List;

/**
 * The places a rollout goes through: shadow, a canary of each share, rl; and what it takes to go on or back. A rollout keeps the
 * plan it began with.
 *
 * @param shares shares of all keys of the canaries, growing
 * @param minKeys keys an arm needs before a place is judged good
 * @param alphaPromote probability that a policy that is no better is ever called better at one place
 * @param alphaRollback probability that a policy that is nowhere worse is ever called worse at one place
 * @param cooldownMs after a rollback, how long nothing is rolled out
 * @param maxCensored share of an arm's tasks cut off from outside beyond which nothing is promoted
 * @param holdout share of the keys that no policy ever gets
 */
public record RolloutPlan(
        List<Double> shares,
        int minKeys,
        double alphaPromote,
        double alphaRollback,
        long cooldownMs,
        double maxCensored,
        double holdout) {
    /** The first place: the policy decides, the heuristic acts. */
    public static final int SHADOW = 0;

    public RolloutPlan {
        shares = List.copyOf(shares);
        if (shares.isEmpty()) {
            throw new IllegalArgumentException("shares must have at least 1 item, has none");
        }
        if (minKeys < 1) {
            throw new IllegalArgumentException("minKeys must be at least 1, is " + minKeys);
        }
        if (!(holdout >= 0 && holdout < 1)) {
            throw new IllegalArgumentException("holdout must be in [0, 1), is " + holdout);
        }
    }

    /** The plan that configuration asks for. */
    public static RolloutPlan of(RolloutConfig config, double maxCensored, double holdout) {
        return new RolloutPlan(
                config.stages(),
                config.minKeys(),
                config.alphaPromote(),
                config.alphaRollback(),
                config.cooldownMs(),
                maxCensored,
                holdout);
    }

    /** Place of rl, the last. */
    public int last() {
        return shares.size() + 1;
    }

    /** The routing mode of a place. */
    public RoutingMode mode(int place) {
        if (place == SHADOW) {
            return RoutingMode.SHADOW;
        }
        return place == last() ? RoutingMode.RL : RoutingMode.CANARY;
    }

    /** Share of all keys that the policy gets at a place. */
    public double share(int place) {
        return switch (mode(place)) {
            case HEURISTIC, SHADOW -> 0;
            case CANARY -> Math.min(shares.get(place - 1), 1 - holdout);
            case RL -> 1 - holdout;
        };
    }

    /** The place as it is written: {@code shadow}, {@code canary 0.05}, {@code rl}. */
    public String word(int place) {
        var mode = mode(place);
        return mode == RoutingMode.CANARY ? mode.word() + " " + share(place) : mode.word();
    }
}
