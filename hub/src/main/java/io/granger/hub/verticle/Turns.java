package io.granger.hub.verticle;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts decisions by key, for heuristics that take turns; keys not used for long are forgotten. */
final class Turns {
    private static final int KEYS_MAX = 10_000;

    private final Map<String, Long> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > KEYS_MAX;
        }
    };

    /** How many decisions with this key there were so far. */
    long soFar(String key) {
        return counts.getOrDefault(key, 0L);
    }

    /** How many decisions with this key there were before this one. */
    long next(String key) {
        return counts.merge(key, 1L, Long::sum) - 1;
    }
}
