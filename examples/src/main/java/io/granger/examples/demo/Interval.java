package io.granger.examples.demo;

/** A difference, learned minus heuristic, with the 95 % interval of its bootstrap draws; NaN where it could not be taken. */
record Interval(double mean, double low, double high) {}
