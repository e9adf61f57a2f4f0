package io.granger.hub.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the hubs of a cluster know together: each open task's newest record and owner, ended tasks for a while, idempotency
 * keys, and who is there.
 *
 * <p>Nothing here blocks. Every callback runs once, on the executor the grid was made with (the hub's owner thread), never
 * inside the call. A write counts when a second hub holds it. Ask from the owner thread: what is asked for one task is done
 * in that order as long as the task's part of the cluster does not move.
 */
public interface TaskGrid {
    /** How many orphans are reported at a time. */
    int ORPHANS_MAX = 1_000;

    /** This hub's name among members. */
    String node();

    /** Lets a record of a task meet what is stored of it; {@link SharedTask#join} says what stands. */
    void offer(SharedTask offered, Consumer<GridAnswer<Offer>> done);

    /**
     * Takes an open task over: this hub owns it from now on, one epoch later, if it still is of epoch {@code epoch}.
     *
     * @param done given the task as this hub owns it, or empty when somebody else was first, or it ended, or is unknown
     */
    void claim(String taskId, int epoch, Consumer<GridAnswer<Optional<SharedTask>>> done);

    /** What stands of a task. */
    void read(String taskId, Consumer<GridAnswer<Optional<SharedTask>>> done);

    /** Nobody needs this ended task here any more. */
    void forget(String taskId);

    /**
     * Takes back an open task that this hub has offered and told nobody of; nothing happens if it is another hub's by now.
     *
     * @param done whether there was something to take back
     */
    void withdraw(String taskId, Consumer<GridAnswer<Boolean>> done);

    /**
     * Takes an idempotency key, or confirms one that this task has taken.
     *
     * @param insteadOf a task whose unconfirmed key may be replaced because the task never came to be; {@link
     *     SharedKey#ANY_UNCONFIRMED} where a store has the key of a task that did; else empty
     * @param done given the key in force: the one offered, or an earlier one
     */
    void takeKey(SharedKey offered, String insteadOf, Consumer<GridAnswer<SharedKey>> done);

    /** The idempotency key in force for this principal. */
    void readKey(String principal, String key, Consumer<GridAnswer<Optional<SharedKey>>> done);

    /**
     * Notes for all hubs that what these stores have is known to the cluster. The notes are lost with any part of what it knows.
     *
     * @param stores names of stores; may be none
     * @param done given all stores that are noted, each with the hub that noted it last
     */
    void answerRoll(Set<String> stores, Consumer<GridAnswer<Map<String, String>>> done);

    /**
     * Looks through this hub's part of the cluster for open tasks whose owner is gone; the parts of all hubs together are
     * the whole. At most {@link #ORPHANS_MAX} are reported; one is reported again until it is claimed.
     */
    void orphans(Consumer<GridAnswer<List<SharedTask>>> done);

    /** Shows that this hub and enough others are in touch; its lease counts from when this was asked. */
    void renew(Consumer<GridAnswer<Boolean>> done);

    /** The hubs that are there as this one sees it, itself included. */
    Set<String> hubs();

    /** Whether more than half of the configured hubs are there. */
    boolean hasQuorum();

    /** From now on tells whenever a hub came, went, or this one came back to the others. */
    void onMembers(Runnable changed);

    /** From now on tells whenever both hubs that held something were gone at once, as far as this one can see. */
    void onLoss(Runnable lost);
}
