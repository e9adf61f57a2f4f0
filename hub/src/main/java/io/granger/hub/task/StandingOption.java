package io.granger.hub.task;

import io.granger.routing.Decision;
import io.granger.task.Chain;

/**
 * The option a task follows: chosen once, asked again only when it ends (call and return).
 *
 * @param decision the option or recovery decision that chose it
 * @param kind what it does
 * @param chain the chain as it was chosen: for a chain option all its steps
 * @param chainId id of the whole chain, the steps done before included; empty for other kinds
 * @param k calls made inside the option
 * @param startedAtMs epoch milliseconds
 */
public record StandingOption(Decision decision, Kind kind, Chain chain, String chainId, int k, long startedAtMs) {
    /** What an option does. */
    public enum Kind {
        /** Runs a chain to the task's goal. */
        CHAIN,
        /** One more call to the spoke that failed. */
        RETRY,
        /** One call to another spoke. */
        SUBSTITUTE
    }

    StandingOption oneMoreCall() {
        return new StandingOption(decision, kind, chain, chainId, k + 1, startedAtMs);
    }
}
