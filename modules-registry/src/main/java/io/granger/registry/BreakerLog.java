package io.granger.registry;

import java.util.ArrayDeque;
import java.util.List;

/** The last breaker changes that nobody has asked for yet. */
final class BreakerLog {
    private static final int CHANGES_MAX = 10_000;

    private final ArrayDeque<BreakerChange> changes = new ArrayDeque<>();

    /** Notes what the candidate's breaker did since it was last looked at. */
    void note(Candidate candidate, long nowMs) {
        BreakerChange change = candidate.change(nowMs);
        if (change != null) {
            if (changes.size() == CHANGES_MAX) {
                changes.removeFirst();
            }
            changes.addLast(change);
        }
    }

    /** The changes, oldest first; the next call begins anew. */
    List<BreakerChange> drain() {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<BreakerChange> drained = List.copyOf(changes);
        changes.clear();
        return drained;
    }
}
