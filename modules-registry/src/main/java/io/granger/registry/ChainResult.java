package io.granger.registry;

import io.granger.task.Chain;
import java.util.List;

/** What the graph makes of a recipe. */
public sealed interface ChainResult {
    /** Chains that can be done with what is registered, at least one, in the order of the recipe. */
    record Chains(List<Chain> chains) implements ChainResult {
        public Chains {
            chains = List.copyOf(chains);
        }
    }

    /** No chain can be done; {@code gap} names the first gap in one sentence. */
    record NoChain(String gap) implements ChainResult {}

    /** More than {@code limit} chains, or a graph too wide to search. */
    record TooMany(int limit) implements ChainResult {}
}
