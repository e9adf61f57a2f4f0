package io.granger.registry;

import java.util.List;

/** What became of a registration. */
public sealed interface Registration {
    /**
     * It holds a lease.
     *
     * @param renewed whether the same spoke id held a lease before; false: it joined
     * @param added candidates that had no leased instance before
     */
    record Registered(String spokeId, boolean renewed, List<CandidateId> added) implements Registration {
        public Registered {
            added = List.copyOf(added);
        }
    }

    /**
     * The name belongs to another owner.
     *
     * @param secondsLeft until the last of its leases ends unless renewed, rounded up, at least 1
     */
    record NameTaken(long secondsLeft) implements Registration {}

    /** No further instance is taken; {@code limit} are registered. */
    record RegistryFull(int limit) implements Registration {}
}
