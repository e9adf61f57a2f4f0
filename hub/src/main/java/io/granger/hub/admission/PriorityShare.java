package io.granger.hub.admission;

/**
 * How much of a bounded place each priority may fill: all of it for priority 1, a tenth less for each priority below, so
 * that a crowd of less urgent tasks never takes the last place of an urgent one.
 */
public final class PriorityShare {
    /** The most urgent priority. */
    public static final int FIRST = 1;

    /** The least urgent priority. */
    public static final int LAST = 5;

    private static final int TENTHS = 10;

    private PriorityShare() {}

    /**
     * How many of {@code bound} places may be taken before a newcomer of this priority is refused: at least one.
     *
     * @param bound at least 1
     * @param priority in [1, 5]
     */
    public static int of(int bound, int priority) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, was " + bound);
        }
        if (priority < FIRST || priority > LAST) {
            throw new IllegalArgumentException("priority must be in [1, 5], was " + priority);
        }
        return (int) Math.max(1, (long) bound * (TENTHS + FIRST - priority) / TENTHS);
    }
}
