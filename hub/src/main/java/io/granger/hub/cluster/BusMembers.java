package io.granger.hub.cluster;

import io.vertx.core.Future;
import java.util.Set;

/** The members of the cluster that the event bus runs over, hubs or not, each by the name the bus gave it. Thread-safe. */
public interface BusMembers {
    /** The members that are hubs, this one included, each by its own name; nobody, not even this one, once the grid has ended. */
    Set<String> hubs();

    /** Those at which somebody listens at this address; fails while the grid cannot be asked. */
    Future<Set<String>> listeningAt(String address);

    /** Whether none of these is a member now; false also where that cannot be known any more. One that was dropped may come back. */
    boolean areGone(Set<String> names);

    /** From now on this hears, on any thread, whenever a member left or was dropped. */
    void onLeft(Runnable told);

    /** From now on this hears, on any thread, whenever this member and others that had lost each other are one cluster again. */
    void onReunion(Runnable told);
}
