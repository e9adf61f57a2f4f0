package io.granger.rl;

/** Mean and spread of each coordinate of what was observed. To be looked at by whoever owns it; see there for threads. */
public interface Moments {
    /** How many coordinates there are. */
    int dimension();

    /** How many observations it has seen. */
    long count();

    /** Mean of coordinate {@code i}, 0 before any observation. */
    double mean(int i);

    /** Standard deviation of coordinate {@code i}. */
    double sd(int i);
}
