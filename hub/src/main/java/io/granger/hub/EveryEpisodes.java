package io.granger.hub;

/**
 * When a hub trains by itself: once for every so many tasks it ended, and never while a run is under way. Tasks that end during a run
 * count for the next one. Mutable; not thread-safe.
 */
final class EveryEpisodes {
    private final int episodes;
    private long trainedAt;

    /** After so many tasks each; 0 is never. */
    EveryEpisodes(int episodes) {
        if (episodes < 0) {
            throw new IllegalArgumentException("episodes must be at least 0, is " + episodes);
        }
        this.episodes = episodes;
    }

    boolean isWanted() {
        return episodes > 0;
    }

    /** Whether a run is to start now; the caller then starts it. */
    boolean isDue(long endedTasks, boolean isRunning) {
        if (!isWanted() || isRunning || endedTasks - trainedAt < episodes) {
            return false;
        }
        trainedAt = endedTasks;
        return true;
    }
}
