package io.granger.registry;

/**
 * A breaker that went from one state to another.
 *
 * <p>Time alone is not noted: {@link BreakerState#HALF_OPEN} is told with the first call or answer after the open period.
 */
public record BreakerChange(CandidateId candidate, BreakerState from, BreakerState to, long atMs) {}
