package io.granger.hub.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went wrong in a simulation, and the story that led there. */
final class Trouble {
    private static final int STORY_MAX = 20_000;

    private final VirtualTime time;
    private final boolean keepsStory;
    private final List<String> story = new ArrayList<>();
    private @Nullable Violation first;
    private long fingerprint = 1_125_899_906_842_597L;

    /** A promise that was not kept. */
    record Violation(String promise, String how, long atMs, long step) {
        @Override
        public String toString() {
            return "broken: " + promise + "\n  " + how + "\n  at " + atMs + " ms of virtual time, event " + step;
        }
    }

    Trouble(VirtualTime time, boolean keepsStory) {
        this.time = time;
        this.keepsStory = keepsStory;
    }

    /** Something worth telling happened; the fingerprint of a run is made of these. */
    void tell(String who, String what) {
        fingerprint = 31 * (31 * (31 * fingerprint + time.nowMicros()) + who.hashCode()) + what.hashCode();
        if (keepsStory && story.size() < STORY_MAX) {
            story.add(String.format("%10.3f ms  %-10s %s", time.nowMicros() / 1_000.0, who, what));
        }
    }

    /** A promise was broken; only the first one counts, the others may follow from it. */
    void broke(String promise, String how) {
        if (first == null) {
            first = new Violation(promise, how, time.nowMicros() / 1_000, time.done());
            tell("PROMISE", first.toString());
        }
    }

    void broke(String promise, Throwable thrown) {
        var at = thrown.getStackTrace();
        var where = new StringBuilder(thrown.toString());
        for (int i = 0; i < Math.min(12, at.length); i++) {
            where.append("\n    at ").append(at[i]);
        }
        broke(promise, where.toString());
    }

    void require(boolean kept, String promise, String how) {
        if (!kept) {
            broke(promise, how);
        }
    }

    @Nullable
    Violation first() {
        return first;
    }

    long fingerprint() {
        return fingerprint;
    }

    List<String> story() {
        return story;
    }
}
