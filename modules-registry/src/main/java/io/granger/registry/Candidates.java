package io.granger.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All candidates by id, and those without a spoke, remembered up to a bound so that one that returns has its past. */
final class Candidates {
    private final Map<CandidateId, Candidate> known = new HashMap<>();
    private final LinkedHashMap<CandidateId, Candidate> dormant = new LinkedHashMap<>();
    private final RegistrySettings settings;

    Candidates(RegistrySettings settings) {
        this.settings = settings;
    }

    @Nullable
    Candidate find(CandidateId id) {
        return known.get(id);
    }

    /** The candidates a spoke stands behind, one for each capability, made when they are not known. */
    List<Candidate> of(Spoke spoke) {
        List<Candidate> candidates = new ArrayList<>(spoke.capabilities().size());
        for (Capability capability : spoke.capabilities()) {
            CandidateId id = new CandidateId(spoke.name(), spoke.version(), capability.name());
            candidates.add(known.computeIfAbsent(id, key -> new Candidate(key, capability, settings.breaker())));
        }
        return List.copyOf(candidates);
    }

    /** Remembers those that lost their last instance, forgets the oldest ones beyond the bound. */
    void update(List<Candidate> changed) {
        for (Candidate candidate : changed) {
            if (candidate.isPresent()) {
                dormant.remove(candidate.id());
                // One that changes its spokes may have been forgotten in between.
                known.put(candidate.id(), candidate);
            } else {
                dormant.putLast(candidate.id(), candidate);
            }
        }
        while (dormant.size() > settings.maxRemembered()) {
            known.remove(dormant.pollFirstEntry().getKey());
        }
    }
}
