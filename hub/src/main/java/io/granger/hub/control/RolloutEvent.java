package io.granger.hub.control;

/** What can happen to a rollout. */
public sealed interface RolloutEvent {
    /** When it happened, epoch milliseconds. */
    long atMs();

    /** The observations of its place were looked at. */
    record Found(long atMs, Finding finding) implements RolloutEvent {}

    /** The policy itself is broken; {@code what} says how. */
    record Fault(long atMs, String what) implements RolloutEvent {}

    /** An operator wants it one place on; {@code override} also opens rl to it. */
    record Promoted(long atMs, String who, String reason, boolean override) implements RolloutEvent {}

    /** An operator takes it back. */
    record RolledBack(long atMs, String who, String reason) implements RolloutEvent {}

    /** Somebody set the mode of its scope by hand. */
    record TakenOver(long atMs, String what) implements RolloutEvent {}
}
