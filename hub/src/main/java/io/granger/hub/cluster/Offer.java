package io.granger.hub.cluster;

import io.granger.hub.task.TaskJoin;

/** What became of a record that a hub offered to the cluster. */
public sealed interface Offer {

    /**
     * It stands, and a second hub holds it.
     *
     * @param join with the ends that lost against it
     */
    record Stands(TaskJoin join) implements Offer {}

    /**
     * Another record stands: the task has another owner, or had ended before.
     *
     * @param instead what stands
     */
    record Displaced(SharedTask instead) implements Offer {}

    /** Nothing is stored that could complete it: it must be offered whole. Nothing was changed. */
    record Incomplete() implements Offer {}
}
