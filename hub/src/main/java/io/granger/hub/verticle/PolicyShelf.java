package io.granger.hub.verticle;

import io.granger.routing.LearnedRouter;
import java.util.Optional;

/** The policies a rollout may be asked for. Owner thread only. */
public interface PolicyShelf {
    /**
     * What is known of a version.
     *
     * @param needsGate false for the built-in one, which may be tried without a gate but not lead
     * @param isPassed whether its gate was passed
     * @param why what the gate said, for whoever is refused
     */
    record Standing(boolean needsGate, boolean isPassed, String why) {}

    /** Nothing but the policy every hub has. */
    PolicyShelf BUILT_IN_ONLY = version -> Optional.of(new Standing(false, false, "the built-in policy has no gate"))
            .filter(known -> version.equals(LearnedRouter.POLICY));

    /** The standing of a version; empty when there is no such policy. */
    Optional<Standing> standing(String version);
}
