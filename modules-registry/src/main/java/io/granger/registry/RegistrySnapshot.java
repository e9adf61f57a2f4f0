package io.granger.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is registered at one moment.
 *
 * <p>The registry's own snapshot is a view: use it before the next change, on the registry's thread.
 */
public interface RegistrySnapshot {
    /** Candidates of the capability, ordered by the text of their id; cost grows with their number only. */
    List<CandidateView> candidates(String capability);

    /** Capabilities that a live, not draining spoke offers, in name order. */
    Set<String> capabilities();

    /** The capability as each of its live, not draining candidates declares it, in candidate order. */
    Collection<Capability> declared(String capability);

    /** Median of the expected times that are declared; empty when none is. */
    OptionalDouble expectedMs(String capability);

    /** Largest cost that is declared; empty when none is. */
    OptionalDouble referenceCost(String capability);

    /** Grows when what is offered changes; not by calls and heartbeats. What follows from offers alone may be kept. */
    long version();

    /** The distinct versions and types in which live, not draining candidates offer the capability. */
    default List<Offer> offers(String capability) {
        Set<Offer> offers = new LinkedHashSet<>();
        for (CandidateView view : candidates(capability)) {
            if (view.leased() && !view.draining()) {
                Capability declared = view.capability();
                offers.add(new Offer(view.id().version(), declared.accepts(), declared.produces()));
            }
        }
        return new ArrayList<>(offers);
    }
}
