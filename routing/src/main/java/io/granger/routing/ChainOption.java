package io.granger.routing;

import io.granger.task.Chain;
import java.util.Set;

/**
 * A chain a task could follow from where it stands.
 *
 * @param id of the option in decisions: the id of {@code rest}, after {@code restart:} when it starts again
 * @param rest the steps to come
 * @param restart whether it starts again from the task's input
 * @param chainId the id of the whole chain, the steps done included
 */
public record ChainOption(String id, Chain rest, boolean restart, String chainId) {
    private static final String RESTART_PREFIX = "restart:";
    /** Ids of the other recovery options, which share a decision with chains. */
    private static final Set<String> TAKEN = Set.of("retry", "substitute", "skip", "escalate");

    /** An option that goes on from where the task stands. */
    public static ChainOption goOn(Chain rest, String chainId) {
        String id = rest.id();
        return new ChainOption(TAKEN.contains(id) ? ">" + id : id, rest, false, chainId);
    }

    /** An option that starts the whole chain again from the task's input. */
    public static ChainOption startAgain(Chain chain) {
        return new ChainOption(RESTART_PREFIX + chain.id(), chain, true, chain.id());
    }
}
