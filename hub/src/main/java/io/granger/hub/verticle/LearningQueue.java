package io.granger.hub.verticle;

/** Takes what is to be learnt and has it done in the order given, one thing at a time. */
@FunctionalInterface
public interface LearningQueue {
    /** Has it done at once, by whoever hands it over. */
    LearningQueue AT_ONCE = Runnable::run;

    /** Hands something over, which throws nothing. */
    void add(Runnable lesson);

    /** Has this done once after several lessons, when none waits or many were done; never where each is done at once. */
    default void afterSeveral(Runnable work) {}

    /** Returns when all that was handed over before is done. */
    default void catchUp() {}

    /** Has what was handed over done, and from then on everything at once. */
    default void close() {}
}
