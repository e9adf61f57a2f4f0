package io.granger.registry;

import io.granger.registry.Instance.Phase;
import java.util.Collection;
import java.util.Locale;

/** How a spoke stands, worst first where several hold: lost, draining, open, degraded, healthy. */
public enum SpokeState {
    /** Serves well. */
    HEALTHY,
    /** A breaker is not closed, or a success rate is below .8. */
    DEGRADED,
    /** The breakers of all its capabilities are open. */
    OPEN,
    /** Takes no new calls. */
    DRAINING,
    /** Its lease ran out. */
    LOST;

    private static final double GOOD_RATE = .8;

    /** The word used in views. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How an instance in that phase stands, whose candidates have that health. */
    static SpokeState of(Phase phase, Collection<HealthView> health) {
        return switch (phase) {
            case LOST, GONE -> LOST;
            case DRAINING -> DRAINING;
            case LIVE -> {
                if (health.stream().allMatch(view -> view.breaker() == BreakerState.OPEN)) {
                    yield OPEN;
                }
                yield health.stream().allMatch(SpokeState::isWell) ? HEALTHY : DEGRADED;
            }
        };
    }

    private static boolean isWell(HealthView view) {
        return view.breaker() == BreakerState.CLOSED && view.successRate() >= GOOD_RATE;
    }
}
