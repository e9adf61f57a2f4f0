package io.granger.registry;

import java.util.List;

/** What the graph needs to know of a candidate: its version, and the types it takes and makes. */
public record Offer(SemVer version, List<String> accepts, String produces) {
    public Offer {
        accepts = List.copyOf(accepts);
    }

    /** Whether it takes that type; both sides may be patterns. */
    public boolean accepts(String type) {
        return MediaType.matchesAny(accepts, type);
    }
}
