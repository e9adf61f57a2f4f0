package io.granger.routing.heuristic;

import io.granger.routing.Decision;
import io.granger.routing.Router;

/** A router that does not learn: its scores are a pure function of the features of the candidates. */
public interface Heuristic extends Router {
    /** Its name in configuration, for example {@code power-of-two}. */
    String word();

    @Override
    default String policy() {
        return Decision.HEURISTIC_PREFIX + word();
    }

    @Override
    default long revision() {
        return 0;
    }
}
