package io.granger.hub.cluster;

import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Consumer;

/** The members of the cluster that the event bus runs over, hubs or not, each by the name the bus gave it. Thread-safe. */
public interface BusMembers {
    /** Those at which somebody listens at this address; fails while the grid cannot be asked. */
    Future<Set<String>> listeningAt(String address);

    /** From now on this hears, on any thread, of each member that left or was dropped. */
    void onLeft(Consumer<String> told);
}
