package io.granger.rl.option;

import java.util.Arrays;
import java.util.List;

/**
 * Where an option ended, when the episode went on.
 *
 * @param key under which the next option is chosen
 * @param state features there; not copied, do not change them
 * @param startable options whose initiation set holds that state, at least one
 */
@SuppressWarnings("ArrayRecordComponent") // one for every transition
public record Next(String key, float[] state, List<OptionArm> startable) {

    /** Refuses an empty list of options. */
    public Next {
        startable = List.copyOf(startable);
        if (startable.isEmpty()) {
            throw new IllegalArgumentException("startable options must be at least 1, are 0");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Next that
                && key.equals(that.key)
                && Arrays.equals(state, that.state)
                && startable.equals(that.startable);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * key.hashCode() + Arrays.hashCode(state)) + startable.hashCode();
    }

    @Override
    public String toString() {
        return "Next[key=" + key + ", state=" + Arrays.toString(state) + ", startable=" + startable + "]";
    }
}
