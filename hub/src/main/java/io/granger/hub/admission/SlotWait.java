package io.granger.hub.admission;

/**
 * How long a newcomer would wait in a line: those before it, divided by how many were served a second lately.
 *
 * <p>Little (1961), L = lambda W, solved for W. The rate is measured while somebody waits, time weighing {@code exp(-age /
 * 5 s)}; while nobody does it stays as it was. Not safe for use from several threads.
 */
public final class SlotWait {
    private static final double MEMORY_MS = 5_000;

    private double served;
    private double watchedMs;
    private long atMs;
    private boolean isWatching;

    /** Somebody waits now, where nobody did. */
    public void began(long nowMs) {
        atMs = nowMs;
        isWatching = true;
    }

    /** Nobody waits any more. */
    public void ended(long nowMs) {
        watch(nowMs);
        isWatching = false;
    }

    /** One that waited was served. */
    public void served(long nowMs) {
        watch(nowMs);
        served++;
    }

    /** Milliseconds for a newcomer with so many before it; 0 where nobody was served yet, for then nothing is known. */
    public double expectedMs(int ahead, long nowMs) {
        watch(nowMs);
        return served > 0 && watchedMs > 0 ? (ahead + 1) * watchedMs / served : 0;
    }

    private void watch(long nowMs) {
        if (!isWatching || nowMs <= atMs) {
            return;
        }
        double kept = StrictMath.exp((atMs - nowMs) / MEMORY_MS);
        served *= kept;
        watchedMs = watchedMs * kept + MEMORY_MS * (1 - kept);
        atMs = nowMs;
    }
}
