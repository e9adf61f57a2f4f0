package io.granger.routing;

import io.granger.routing.heuristic.Heuristic;
import java.util.Optional;

/**
 * The routers in force: a heuristic for each level, and the policy when there is one.
 *
 * @param policy decides on all levels
 */
public record Routers(Heuristic option, Heuristic step, Heuristic recovery, Optional<Router> policy) {
    /** The heuristic of a level. */
    public Heuristic heuristic(Level level) {
        return switch (level) {
            case OPTION -> option;
            case STEP -> step;
            case RECOVERY -> recovery;
        };
    }
}
