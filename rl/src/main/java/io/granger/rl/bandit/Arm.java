package io.granger.rl.bandit;

import java.util.Arrays;

/**
 * One of the things a bandit may choose, by name and by what is known of it now.
 *
 * @param id what it is remembered by
 * @param features as many, in the same order, for every arm of a key; not copied, do not change them
 */
@SuppressWarnings("ArrayRecordComponent") // sixteen of these are read at every choice
public record Arm(String id, float[] features) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Arm that && id.equals(that.id) && Arrays.equals(features, that.features);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Arrays.hashCode(features);
    }

    @Override
    public String toString() {
        return "Arm[id=" + id + ", features=" + Arrays.toString(features) + "]";
    }
}
