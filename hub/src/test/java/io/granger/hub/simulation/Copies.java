package io.granger.hub.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which members hold what the cluster knows: each entry is held by two of those that were there when copies were last made,
 * and lost when both died since.
 */
final class Copies {
    private List<String> holders = List.of();
    private final Set<String> dead = new TreeSet<>();

    /** Copies are made now, on these members. */
    void make(Set<String> members) {
        holders = new ArrayList<>(members);
        dead.clear();
    }

    void died(String member) {
        dead.add(member);
    }

    /** Whether nobody has it any more, or nobody but those that are away. */
    boolean isLost(String entry, Set<String> away) {
        if (holders.isEmpty()) {
            return false;
        }
        int first = Math.floorMod(entry.hashCode(), holders.size());
        return isGone(holders.get(first), away) && isGone(holders.get((first + 1) % holders.size()), away);
    }

    /** Whether there is anything that nobody has any more, or nobody but those that are away. */
    boolean isAnyLost(Set<String> away) {
        for (int i = 0; i < holders.size(); i++) {
            if (isGone(holders.get(i), away) && isGone(holders.get((i + 1) % holders.size()), away)) {
                return true;
            }
        }
        return false;
    }

    /** Whether more than one is left of those that held something. */
    boolean areSeveral(Set<String> away) {
        return holders.stream().filter(member -> !isGone(member, away)).count() > 1;
    }

    private boolean isGone(String member, Set<String> away) {
        return dead.contains(member) || away.contains(member);
    }
}
