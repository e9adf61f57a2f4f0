package io.granger.registry;

import io.granger.task.Chain;
import io.granger.task.Recipe;
import io.granger.task.StepSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The graph of capabilities: which chains of a recipe can be done with what is registered now.
 *
 * <p>Two neighbours join when a type that flows out of the first is accepted by the second. What flows is what the
 * live, not draining candidates of each capability, in the asked-for version, make of what flows in; an optional step
 * must join like any other. Pure; one look at the whole recipe costs microseconds, so keep the answer while
 * {@link RegistrySnapshot#version()} stays ({@link ChainMemo} does).
 */
public final class CapabilityGraph {
    private static final int SHOWN_MAX = 5;

    private CapabilityGraph() {}

    /**
     * The chains of the recipe that take a task of that type to its goal.
     *
     * <p>Alternatives keep their order, those that do not join left out. A goal gives all sequences without a
     * capability twice, with {@code through} in order, of at most {@code maxSteps}: fewest steps first, then by name.
     *
     * @param type of the task; may be a pattern
     * @param maxChains with more than that many: {@link ChainResult.TooMany}, found without listing them all
     */
    public static ChainResult chains(Recipe recipe, String type, RegistrySnapshot registry, int maxChains) {
        return switch (recipe) {
            case Recipe.Alternatives alternatives -> alternatives(alternatives, type, registry, maxChains);
            case Recipe.Goal goal -> GoalSearch.chains(goal, type, registry, maxChains);
        };
    }

    /** Whether the rest of a chain joins on to data of that type. */
    public static boolean canFinish(String typeAfterThisStep, Chain rest, RegistrySnapshot registry) {
        return !flow(List.of(typeAfterThisStep), rest, registry).isEmpty();
    }

    /** The same, where the last step must also make a type that fits {@code produces}. */
    public static boolean canFinish(String typeAfterThisStep, Chain rest, String produces, RegistrySnapshot registry) {
        return MediaType.matchesAny(flow(List.of(typeAfterThisStep), rest, registry), produces);
    }

    /** Why the chain does not join for a task of that type, in one sentence; empty when it does. */
    public static Optional<String> misfit(Chain chain, String type, RegistrySnapshot registry) {
        List<String> flowing = List.of(type);
        String source = "the input is of type";
        for (StepSpec step : chain.steps()) {
            List<Offer> offers = offers(step, registry);
            if (offers.isEmpty()) {
                return Optional.of(nobody(step, registry));
            }
            List<String> next = step(flowing, offers);
            if (next.isEmpty()) {
                return Optional.of(source + ' ' + shown(flowing) + ", but \"" + step.label() + "\" accepts "
                        + shown(offers.stream()
                                .flatMap(offer -> offer.accepts().stream())
                                .distinct()
                                .toList()));
            }
            flowing = next;
            source = "\"" + step.label() + "\" produces";
        }
        return Optional.empty();
    }

    private static ChainResult alternatives(
            Recipe.Alternatives alternatives, String type, RegistrySnapshot registry, int maxChains) {
        List<Chain> joined = new ArrayList<>();
        for (Chain chain : alternatives.chains()) {
            if (canFinish(type, chain, registry)) {
                if (joined.size() == maxChains) {
                    return new ChainResult.TooMany(maxChains);
                }
                joined.add(chain);
            }
        }
        if (joined.isEmpty()) {
            return new ChainResult.NoChain(
                    misfit(alternatives.chains().get(0), type, registry).orElse("no chain"));
        }
        return new ChainResult.Chains(joined);
    }

    /** Distinct types that flow out of the steps when those flow in; none when two neighbours do not join. */
    private static List<String> flow(List<String> types, Chain chain, RegistrySnapshot registry) {
        List<String> flowing = types;
        for (StepSpec step : chain.steps()) {
            flowing = step(flowing, offers(step, registry));
        }
        return flowing;
    }

    private static List<String> step(List<String> flowing, List<Offer> offers) {
        List<String> next = new ArrayList<>(2);
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            if (!next.contains(offer.produces()) && acceptsAny(offer, flowing)) {
                next.add(offer.produces());
            }
        }
        return next;
    }

    private static boolean acceptsAny(Offer offer, List<String> flowing) {
        for (int i = 0; i < flowing.size(); i++) {
            if (offer.accepts(flowing.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static List<Offer> offers(StepSpec step, RegistrySnapshot registry) {
        List<Offer> offers = registry.offers(step.capability());
        if (step.version().isEmpty()) {
            return offers;
        }
        VersionRange range = step.version().get();
        return offers.stream().filter(offer -> range.matches(offer.version())).toList();
    }

    private static String nobody(StepSpec step, RegistrySnapshot registry) {
        List<String> versions = registry.offers(step.capability()).stream()
                .map(offer -> offer.version().toString())
                .distinct()
                .toList();
        String gap = "no spoke offers \"" + step.capability() + '"';
        return versions.isEmpty()
                ? gap
                : gap + " in version "
                        + step.version().map(VersionRange::toString).orElse("") + ", only " + shown(versions);
    }

    /** Up to five of the texts, joined. */
    static String shown(Collection<String> texts) {
        String some = String.join(", ", texts.stream().limit(SHOWN_MAX).toList());
        return texts.size() > SHOWN_MAX ? some + " and " + (texts.size() - SHOWN_MAX) + " more" : some;
    }
}
