package io.granger.examples.demo;

import java.util.Optional;

/**
 * A document whose two tasks have ended.
 *
 * @param place its place in the order, from 0
 * @param heuristic the heuristic arm's task; empty when the hub refused it
 * @param learned the learned arm's task; empty when the hub refused it
 */
record EndedPair(int place, DemoDocument document, Optional<EndedTask> heuristic, Optional<EndedTask> learned) {}
