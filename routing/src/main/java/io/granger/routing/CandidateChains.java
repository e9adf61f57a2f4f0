package io.granger.routing;

import io.granger.registry.CapabilityGraph;
import io.granger.registry.ChainResult;
import io.granger.registry.MediaType;
import io.granger.registry.RegistrySnapshot;
import io.granger.task.Chain;
import io.granger.task.Pipeline;
import io.granger.task.Recipe;
import io.granger.task.StepSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Proposes the chains a task could follow from where it stands, in the order the heuristic prefers: the recipe's own
 * order for alternatives, fewest steps and then by name for a goal; restarts after those that go on.
 *
 * <p>A chain goes on when the steps done are its beginning. After a failure those are left out whose next step is the
 * failed capability (that is a retry or a substitute) and those that failed already, and chains of which the steps done
 * are not the beginning may start again from the task's input. Pure.
 */
public final class CandidateChains {
    private CandidateChains() {}

    /**
     * The chain options of a task; empty when there is none.
     *
     * @param maxChains more chains than this are not looked at
     */
    public static List<ChainOption> options(
            Pipeline pipeline, TaskPosition position, RegistrySnapshot registry, int maxChains) {
        List<ChainOption> options = new ArrayList<>();
        for (ChainOption option : goingOn(pipeline.recipe(), position, registry, maxChains)) {
            if (!option.rest().isEmpty() && !isOut(option, position)) {
                options.add(option);
            }
        }
        if (position.afterFailure()) {
            for (Chain chain : fromStart(pipeline.recipe(), position, registry, maxChains)) {
                if (!begins(chain, position.done()) && !position.failedChains().contains(chain.id())) {
                    options.add(ChainOption.startAgain(chain));
                }
            }
        }
        return List.copyOf(options.size() > maxChains ? options.subList(0, maxChains) : options);
    }

    /** Whether the steps done are a whole chain of the recipe, so that the data now is the result. */
    public static boolean isComplete(Pipeline pipeline, TaskPosition position) {
        return switch (pipeline.recipe()) {
            case Recipe.Alternatives alternatives ->
                alternatives.chains().stream()
                        .anyMatch(chain -> chain.length() == position.done().size() && begins(chain, position.done()));
            case Recipe.Goal goal ->
                !position.done().isEmpty()
                        && MediaType.matches(goal.produces(), position.type())
                        && position.done().containsAll(goal.through());
        };
    }

    private static boolean isOut(ChainOption option, TaskPosition position) {
        if (!position.afterFailure()) {
            return false;
        }
        String next = option.rest().steps().get(0).capability();
        return position.failedCapability().filter(next::equals).isPresent()
                || position.failedChains().contains(option.chainId());
    }

    private static List<ChainOption> goingOn(
            Recipe recipe, TaskPosition position, RegistrySnapshot registry, int maxChains) {
        List<ChainOption> options = new ArrayList<>();
        int done = position.done().size();
        switch (recipe) {
            case Recipe.Alternatives alternatives -> {
                for (Chain chain : alternatives.chains()) {
                    if (begins(chain, position.done())) {
                        options.add(ChainOption.goOn(chain.from(done), chain.id()));
                    }
                }
            }
            case Recipe.Goal goal when done >= goal.maxSteps() -> {}
            case Recipe.Goal goal -> {
                // the types of the data there is now count, not those the steps done were once to produce
                Recipe left = new Recipe.Goal(
                        position.type(), goal.produces(), goal.maxSteps() - done, throughLeft(goal, position.done()));
                String prefix = done == 0 ? "" : String.join(">", position.done()) + ">";
                for (Chain rest : chains(left, position.type(), registry, maxChains)) {
                    if (!repeats(rest, position.done())) {
                        options.add(ChainOption.goOn(rest, prefix + rest.id()));
                    }
                }
            }
        }
        return options;
    }

    private static List<Chain> fromStart(
            Recipe recipe, TaskPosition position, RegistrySnapshot registry, int maxChains) {
        return recipe instanceof Recipe.Alternatives alternatives
                ? alternatives.chains()
                : chains(recipe, position.taskType(), registry, maxChains);
    }

    private static List<Chain> chains(Recipe recipe, String type, RegistrySnapshot registry, int maxChains) {
        return CapabilityGraph.chains(recipe, type, registry, maxChains) instanceof ChainResult.Chains found
                ? found.chains()
                : List.of();
    }

    private static List<String> throughLeft(Recipe.Goal goal, List<String> done) {
        return goal.through().stream().filter(name -> !done.contains(name)).toList();
    }

    private static boolean repeats(Chain rest, List<String> done) {
        return rest.steps().stream().map(StepSpec::capability).anyMatch(done::contains);
    }

    private static boolean begins(Chain chain, List<String> done) {
        if (chain.length() < done.size()) {
            return false;
        }
        for (int i = 0; i < done.size(); i++) {
            if (!chain.steps().get(i).label().equals(done.get(i))) {
                return false;
            }
        }
        return true;
    }
}
