package io.granger.routing;

import java.util.Optional;

/** Who decides: the heuristic, or the policy for nobody, some or nearly all of the keys. */
public enum RoutingMode {
    /** The heuristic decides. */
    HEURISTIC("heuristic"),
    /** The heuristic decides; what the policy would have done is logged. */
    SHADOW("shadow"),
    /** The policy decides for a sticky share of the keys. */
    CANARY("canary"),
    /** The policy decides for all keys but the holdout. */
    RL("rl");

    private final String word;

    RoutingMode(String word) {
        this.word = word;
    }

    /** The word the contract uses for it. */
    public String word() {
        return word;
    }

    /** The constant a word names, or empty. */
    public static Optional<RoutingMode> of(String word) {
        for (RoutingMode each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
