package io.granger.rl.bandit;

import java.util.Arrays;

/**
 * One of the things a bandit may choose, by name and by what is known of it now.
 *
 * @param id what it is remembered by
 * @param kin what it shares with those it may follow: a new arm starts from what is known of the last one of its kin; its own id
 *     when it follows nobody
 * @param features as many, in the same order, for every arm of a key; not copied, do not change them
 */
@SuppressWarnings("ArrayRecordComponent") // sixteen of these are read at every choice
public record Arm(String id, String kin, float[] features) {

    /** An arm that follows nobody. */
    public Arm(String id, float[] features) {
        this(id, id, features);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arm that
                && id.equals(that.id)
                && kin.equals(that.kin)
                && Arrays.equals(features, that.features);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Arrays.hashCode(features);
    }

    @Override
    public String toString() {
        return "Arm[id=" + id + ", kin=" + kin + ", features=" + Arrays.toString(features) + "]";
    }
}
