package io.granger.task;

import io.granger.registry.MediaType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How a pipeline's tasks may be done: named alternatives, or a goal from which chains are made. */
public sealed interface Recipe permits Recipe.Alternatives, Recipe.Goal {
    /** Everything the recipe says as one text; equal recipes have equal texts. */
    String canonical();

    /**
     * Chains in the order of preference; no two with the same id, none empty.
     *
     * @param chains 1 to 1,000 of them
     */
    record Alternatives(List<Chain> chains) implements Recipe {
        private static final int CHAINS_MAX = 1_000;

        public Alternatives {
            chains = List.copyOf(chains);
            Bounds.between("number of alternatives", chains.size(), 1, CHAINS_MAX);
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < chains.size(); i++) {
                Chain chain = chains.get(i);
                if (chain.isEmpty()) {
                    throw new IllegalArgumentException("alternative " + (i + 1) + " must have at least 1 step, had 0");
                }
                if (!ids.add(chain.id())) {
                    throw new IllegalArgumentException("duplicate alternative " + NameRule.shown(chain.id()));
                }
            }
        }

        @Override
        public String canonical() {
            return chains.stream().map(Chain::canonical).collect(Collectors.joining("|", "alternatives:", ""));
        }
    }

    /**
     * From one type to another, in at most {@code maxSteps} steps, no capability twice.
     *
     * @param accepts type or pattern of the tasks
     * @param produces type or pattern of the result
     * @param maxSteps 1 to 16
     * @param through capabilities that must occur, in this order
     */
    record Goal(String accepts, String produces, int maxSteps, List<String> through) implements Recipe {
        public Goal {
            MediaType.check("accepts", accepts);
            MediaType.check("produces", produces);
            Bounds.between("maxSteps", maxSteps, 1, Chain.LENGTH_MAX);
            through = List.copyOf(through);
            through.forEach(name -> NameRule.check("through", name));
            if (Set.copyOf(through).size() != through.size()) {
                throw new IllegalArgumentException("through must not name a capability twice, was " + through);
            }
            if (through.size() > maxSteps) {
                throw new IllegalArgumentException(
                        "through must name at most maxSteps = " + maxSteps + " capabilities, named " + through.size());
            }
        }

        @Override
        public String canonical() {
            return "goal:" + accepts + '>' + produces + '~' + maxSteps + '!' + String.join(",", through);
        }
    }
}
