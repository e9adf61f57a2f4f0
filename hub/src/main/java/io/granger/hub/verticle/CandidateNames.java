package io.granger.hub.verticle;

import io.granger.registry.CandidateId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Candidate ids by their text, parsed once: a task's turn asks for the same few over and over. Owner thread only. */
final class CandidateNames {
    private static final int KEPT = 20_000;

    private final Map<String, CandidateId> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CandidateId> eldest) {
            return size() > KEPT;
        }
    };

    /** The id of that text; refused when it names no candidate. */
    CandidateId id(String text) {
        return known.computeIfAbsent(text, CandidateId::parse);
    }
}
