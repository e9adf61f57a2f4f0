package io.granger.registry;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** The registry as it stands, seen at one time; valid until the registry changes. */
record LiveSnapshot(CapabilityIndex index, long nowMs) implements RegistrySnapshot {
    @Override
    public List<CandidateView> candidates(String capability) {
        return index.entry(capability).views(nowMs);
    }

    @Override
    public Set<String> capabilities() {
        return index.offered();
    }

    @Override
    public Collection<Capability> declared(String capability) {
        return index.entry(capability).declared();
    }

    @Override
    public OptionalDouble expectedMs(String capability) {
        return index.entry(capability).expectedMs();
    }

    @Override
    public OptionalDouble referenceCost(String capability) {
        return index.entry(capability).referenceCost();
    }

    @Override
    public long version() {
        return index.version();
    }

    @Override
    public List<Offer> offers(String capability) {
        return index.entry(capability).offers();
    }
}
