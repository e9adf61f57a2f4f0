package io.granger.examples.demo;

/** One document in both arms, under the same faults. */
record Pair(Measured heuristic, Measured learned) {}
