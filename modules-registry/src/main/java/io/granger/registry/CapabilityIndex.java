package io.granger.registry;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** All capabilities by name, kept up to date on change so that looking costs nothing. */
final class CapabilityIndex {
    private final CapabilityEntry none = new CapabilityEntry();

    private final Map<String, CapabilityEntry> entries = new HashMap<>();
    private final NavigableSet<String> offered = new TreeSet<>();
    private final Set<String> offeredView = Collections.unmodifiableSet(offered);
    private long version;

    /** Brings the entries of changed candidates up to date. */
    void update(Iterable<Candidate> candidates) {
        version++;
        for (Candidate candidate : candidates) {
            String capability = candidate.id().capability();
            CapabilityEntry entry = entries.computeIfAbsent(capability, name -> new CapabilityEntry());
            entry.update(candidate);
            if (entry.isOffered()) {
                offered.add(capability);
            } else {
                offered.remove(capability);
            }
            if (entry.isEmpty()) {
                entries.remove(capability);
            }
        }
    }

    /** The entry of that capability; an empty one when nobody has it. */
    CapabilityEntry entry(String capability) {
        return entries.getOrDefault(capability, none);
    }

    Set<String> offered() {
        return offeredView;
    }

    long version() {
        return version;
    }
}
