package io.granger.rl.option;

import java.util.Arrays;

/**
 * An option that may start now.
 *
 * @param option what it is remembered by
 * @param features what is known of it now; as many, in the same order, for every option of a key; not copied, do not change them
 */
@SuppressWarnings("ArrayRecordComponent") // read at every choice
public record OptionArm(String option, float[] features) {

    @Override
    public boolean equals(Object other) {
        return other instanceof OptionArm that && option.equals(that.option) && Arrays.equals(features, that.features);
    }

    @Override
    public int hashCode() {
        return 31 * option.hashCode() + Arrays.hashCode(features);
    }

    @Override
    public String toString() {
        return "OptionArm[option=" + option + ", features=" + Arrays.toString(features) + "]";
    }
}
