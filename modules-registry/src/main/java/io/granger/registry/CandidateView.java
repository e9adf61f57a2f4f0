package io.granger.registry;

/**
 * A candidate as a decision sees it.
 *
 * @param capability as declared by its newest registration
 * @param leased whether an instance has a lease that lives; false for one that was lost a short while ago
 * @param draining whether every leased instance drains, so that no new call may go there
 * @param freeSlots calls its live, not draining instances could take now
 */
public record CandidateView(
        CandidateId id, Capability capability, HealthView health, boolean leased, boolean draining, int freeSlots) {}
