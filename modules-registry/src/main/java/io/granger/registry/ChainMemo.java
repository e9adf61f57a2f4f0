package io.granger.registry;

import io.granger.task.Recipe;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what {@link CapabilityGraph#chains} said while the registry's version stays.
 *
 * <p>Keeps the answers to the last 1,024 questions. For one registry; not thread-safe.
 */
public final class ChainMemo {
    private static final int ENTRIES_MAX = 1_024;

    private record Question(Recipe recipe, String type, int maxChains) {}

    private final Map<Question, ChainResult> answers = new LinkedHashMap<>(16, .75f, true);
    private long version = -1;

    /** The same answer as {@link CapabilityGraph#chains}. */
    public ChainResult chains(Recipe recipe, String type, RegistrySnapshot registry, int maxChains) {
        if (registry.version() != version) {
            answers.clear();
            version = registry.version();
        }
        Question question = new Question(recipe, type, maxChains);
        ChainResult known = answers.get(question);
        if (known != null) {
            return known;
        }
        ChainResult answer = CapabilityGraph.chains(recipe, type, registry, maxChains);
        if (answers.size() == ENTRIES_MAX) {
            answers.remove(answers.keySet().iterator().next());
        }
        answers.put(question, answer);
        return answer;
    }
}
