package io.granger.rl.replay;

/**
 * Priorities of a fixed number of places, with their sum, so that a place can be drawn in proportion to its priority.
 *
 * <p>Schaul, Quan, Antonoglou and Silver (2016), "Prioritized experience replay", appendix B. Setting and finding take time in the
 * logarithm of the capacity and allocate nothing. Not thread-safe.
 */
public final class SumTree {

    /*
     * A complete binary tree in one array: node i has the children 2i and 2i + 1, place p is the leaf `leaves + p`. A set
     * recomputes each sum above it from its two children rather than adding the difference, so rounding never piles up.
     */

    /** The most places there may be. */
    public static final int MAX_CAPACITY = 1 << 26;

    private final int capacity;
    private final int leaves;
    private final double[] sums;

    /** A tree whose priorities are all 0. */
    public SumTree(int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("capacity must be in [1, " + MAX_CAPACITY + "], is " + capacity);
        }
        this.capacity = capacity;
        this.leaves = Math.max(1, Integer.highestOneBit(capacity - 1) << 1);
        this.sums = new double[2 * leaves];
    }

    /** How many places there are. */
    public int capacity() {
        return capacity;
    }

    /** Sum of all priorities. */
    public double total() {
        return sums[1];
    }

    /** Priority of {@code place}. */
    public double priority(int place) {
        return sums[leaves + requirePlace(place)];
    }

    /** Gives {@code place} this priority, finite and at least 0. */
    public void set(int place, double priority) {
        if (!(priority >= 0 && priority < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("priority must be finite and at least 0, is " + priority);
        }
        int node = leaves + requirePlace(place);
        sums[node] = priority;
        for (node >>= 1; node >= 1; node >>= 1) {
            sums[node] = sums[2 * node] + sums[2 * node + 1];
        }
    }

    /**
     * The place a mass falls on when the priorities lie side by side in place order. A place of priority 0 is never found.
     *
     * @param mass in [0, {@link #total}); the total must be above 0
     */
    public int find(double mass) {
        if (!(mass >= 0 && mass < sums[1])) {
            throw new IllegalArgumentException("mass must be in [0, " + sums[1] + "), is " + mass);
        }
        double left = mass;
        int node = 1;
        while (node < leaves) {
            node *= 2;
            // rounding may leave a little more mass than the right side has: an empty side is never entered
            if (left >= sums[node] && sums[node + 1] > 0) {
                left -= sums[node];
                node++;
            }
        }
        return node - leaves;
    }

    private int requirePlace(int place) {
        if (place < 0 || place >= capacity) {
            throw new IllegalArgumentException("place must be in [0, " + capacity + "), is " + place);
        }
        return place;
    }
}
